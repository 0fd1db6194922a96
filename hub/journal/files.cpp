#include "hub/journal/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <utility>

namespace paraat::journal {

namespace fs = std::filesystem;

namespace {

// The codes by which a hub ends: see exit_code_of.
Result<void> of_journal(Result<void> done, const char* code) {
    if (done) return done;
    return Error{code, "", done.error().message};
}

}  // namespace

Error io_error(std::string_view doing, const fs::path& path) {
    return {"journal_io", "", disk_error(doing, path).message};
}

Result<void> make_private_directory(const fs::path& directory) {
    auto made = paraat::make_private_directory(directory);
    if (made) return made;
    return Error{
        "journal_directory", "",
        made.error().message + "; name another folder, or make it and give it to the account that the hub runs as"};
}

Result<void> replace_file(const fs::path& path, std::string_view bytes) {
    return of_journal(paraat::replace_file(path, bytes), "journal_io");
}

Result<DirectoryLock> DirectoryLock::take(const Paths& paths) {
    const int descriptor = ::open(paths.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return io_error("cannot open", paths.lock());
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const bool taken = errno == EWOULDBLOCK;
        auto error = io_error("cannot lock", paths.lock());
        ::close(descriptor);
        if (!taken) return error;
        return Error{"journal_locked", "",
                     "another hub uses the journal in " + paths.directory.string() +
                         "; stop it first, or give this one a directory of its own"};
    }
    return DirectoryLock(descriptor);
}

DirectoryLock::DirectoryLock(DirectoryLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

DirectoryLock::~DirectoryLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool has_room(const fs::path& directory, std::int64_t bytes) {
    struct statvfs disk {};
    if (::statvfs(directory.c_str(), &disk) != 0) return false;
    return static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize) >= bytes;
}

bool DiskRoom::is_there() const {
    using namespace std::chrono;
    constexpr std::int64_t asked_each_ms = 50;
    const std::int64_t now = duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
    const std::int64_t asked = asked_at_;
    if (asked < 0 || now - asked >= asked_each_ms) {
        is_there_ = has_room(directory_, bytes_);
        asked_at_ = now;
    }
    return is_there_;
}

void keep_ballast(const Paths& paths, std::int64_t keep_free, std::int64_t bytes) {
    std::error_code ignored;
    if (bytes <= 0) return;
    if (!has_room(paths.directory, keep_free)) {
        fs::remove(paths.ballast(), ignored);
        return;
    }
    const int descriptor = ::open(paths.ballast().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return;
    // Real blocks: a sparse file would free nothing. Without room for it the hub goes on without.
    const bool kept = ::posix_fallocate(descriptor, 0, bytes) == 0;
    ::close(descriptor);
    if (!kept) fs::remove(paths.ballast(), ignored);
}

}  // namespace paraat::journal
