// The wall clock of a process, moved while it runs, and nothing else of it: loaded before the C library (LD_PRELOAD).
//
//   FAULT_CLOCK_FILE   eight bytes, an integer in this machine's order: nanoseconds that the wall clock is ahead
//
// Waits until a moment of the wall clock end when that clock shows it, as with a machine whose clock is set.
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>

#include "tests/fault/library.hpp"

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t look_interval = second / 50;  // how soon a wait sees that the clock was set

using Ahead = std::atomic<std::int64_t>;

const Ahead& ahead() {
    static const Ahead none{0};
    static const Ahead* const shared = [] {
        const char* path = std::getenv("FAULT_CLOCK_FILE");
        const int file = path == nullptr ? -1 : open(path, O_RDONLY | O_CLOEXEC);
        if (file < 0) return &none;
        void* mapped = mmap(nullptr, sizeof(Ahead), PROT_READ, MAP_SHARED, file, 0);
        close(file);
        return mapped == MAP_FAILED ? &none : static_cast<const Ahead*>(mapped);
    }();
    return *shared;
}

int read_clock(clockid_t clock, timespec* now) {
    static const auto real = of_library<int(clockid_t, timespec*)>("clock_gettime");
    return real(clock, now);
}

std::int64_t in_ns(const timespec& time) {
    return time.tv_sec * second + time.tv_nsec;
}

timespec as_time(std::int64_t ns) {
    return {ns / second, ns % second};
}

std::int64_t real_now() {
    timespec now{};
    read_clock(CLOCK_REALTIME, &now);
    return in_ns(now);
}

// Waits by `wait(real deadline)`, a slice at a time, until it says something else than `timed_out` or the moved clock
// shows `until`.
template <class Wait>
int wait_in_slices(const timespec* until, int timed_out, Wait wait) {
    while (true) {
        const std::int64_t now = real_now();
        const std::int64_t left = in_ns(*until) - (now + ahead());
        const timespec slice = as_time(now + std::clamp<std::int64_t>(left, 0, look_interval));
        const int ended = wait(&slice);
        if (ended != timed_out || real_now() + ahead() >= in_ns(*until)) return ended;
    }
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* now) noexcept {
    const int done = read_clock(clock, now);
    if (done == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) *now = as_time(in_ns(*now) + ahead());
    return done;
}

int gettimeofday(timeval* now, void*) noexcept {
    const timespec time = as_time(real_now() + ahead());
    *now = {time.tv_sec, time.tv_nsec / 1000};
    return 0;
}

time_t time(time_t* now) noexcept {
    const time_t seconds = (real_now() + ahead()) / second;
    if (now != nullptr) *now = seconds;
    return seconds;
}

int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex, const timespec* until) {
    static const auto real =
        of_library<int(pthread_cond_t*, pthread_mutex_t*, const timespec*)>("pthread_cond_timedwait");
    // A condition may be of a clock that counts from the boot; nobody waits for a wall clock of 1998.
    if (in_ns(*until) < real_now() / 2) return real(condition, mutex, until);
    return wait_in_slices(until, ETIMEDOUT, [&](const timespec* slice) { return real(condition, mutex, slice); });
}

int sem_timedwait(sem_t* semaphore, const timespec* until) {
    static const auto real = of_library<int(sem_t*, const timespec*)>("sem_timedwait");
    const int ended = wait_in_slices(until, ETIMEDOUT,
                                     [&](const timespec* slice) { return real(semaphore, slice) == 0 ? 0 : errno; });
    if (ended == 0) return 0;
    errno = ended;
    return -1;
}

}  // extern "C"
