// Writes and syncs below one folder fail as the environment asks. Loaded before the C library (LD_PRELOAD), its
// functions take the names of that library's.
//
//   FAULT_IO_FOLDER   absolute path; files elsewhere are left alone
//   FAULT_IO_CALL     write or sync
//   FAULT_IO_AT       the number of the call that fails first, from 1
//   FAULT_IO_FOR      once, or ever: then all that follow fail as well
//   FAULT_IO_ERRNO    what they fail with; 5 is EIO, 28 ENOSPC
//   FAULT_IO_MARK     a file that is made when the first one fails
#include <fcntl.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tests/fault/library.hpp"

namespace {

enum class Call { write, sync };

struct Order {
    std::string folder = text("FAULT_IO_FOLDER");
    Call call = text("FAULT_IO_CALL") == "sync" ? Call::sync : Call::write;
    long at = std::atol(text("FAULT_IO_AT").c_str());
    bool is_for_ever = text("FAULT_IO_FOR") == "ever";
    int error = std::atoi(text("FAULT_IO_ERRNO").c_str());
    std::string mark = text("FAULT_IO_MARK");

    static std::string text(const char* name) {
        const char* value = std::getenv(name);
        return value == nullptr ? "" : value;
    }
};

const Order& order() {
    static const Order read;
    return read;
}

bool lies_in_folder(int descriptor) {
    char path[PATH_MAX];
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    const ssize_t size = readlink(link.c_str(), path, sizeof(path));
    return size > 0 && std::string_view(path, static_cast<std::size_t>(size)).starts_with(order().folder + "/");
}

// True when this call must fail; errno says why.
bool fails(Call call, int descriptor) {
    static std::atomic<long> calls{0};
    if (order().at <= 0 || call != order().call || !lies_in_folder(descriptor)) return false;
    const long number = ++calls;
    if (number < order().at || (number > order().at && !order().is_for_ever)) return false;
    if (number == order().at) close(open(order().mark.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    errno = order().error;
    return true;
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
    static const auto real = of_library<ssize_t(int, const void*, size_t)>("write");
    return fails(Call::write, descriptor) ? -1 : real(descriptor, bytes, size);
}

ssize_t writev(int descriptor, const iovec* parts, int count) {
    static const auto real = of_library<ssize_t(int, const iovec*, int)>("writev");
    return fails(Call::write, descriptor) ? -1 : real(descriptor, parts, count);
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t at) {
    static const auto real = of_library<ssize_t(int, const void*, size_t, off_t)>("pwrite");
    return fails(Call::write, descriptor) ? -1 : real(descriptor, bytes, size, at);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t at) {
    static const auto real = of_library<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
    return fails(Call::write, descriptor) ? -1 : real(descriptor, bytes, size, at);
}

int fsync(int descriptor) {
    static const auto real = of_library<int(int)>("fsync");
    return fails(Call::sync, descriptor) ? -1 : real(descriptor);
}

int fdatasync(int descriptor) {
    static const auto real = of_library<int(int)>("fdatasync");
    return fails(Call::sync, descriptor) ? -1 : real(descriptor);
}

}  // extern "C"
