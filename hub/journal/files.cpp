#include "hub/journal/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

namespace paraat::journal {

namespace fs = std::filesystem;

namespace {

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

void sync_directory(const fs::path& directory) {
    const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

Error io_error(std::string_view doing, const fs::path& path) {
    return {"journal_io", "", std::string(doing) + " " + path.string() + ": " + std::strerror(errno)};
}

Result<void> make_private_directory(const fs::path& directory) {
    std::error_code failed;
    fs::create_directories(directory, failed);
    if (!failed && ::chmod(directory.c_str(), 0700) == 0) return {};
    const auto why = failed ? failed.message() : std::string(std::strerror(errno));
    return Error{"journal_directory", "",
                 "cannot make " + directory.string() + " a folder of the hub's own: " + why +
                     "; name another one, or make it and give it to the account that the hub runs as"};
}

std::optional<std::string> read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

Result<void> replace_file(const fs::path& path, std::string_view bytes) {
    const fs::path beside = path.string() + ".new";
    const int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) return io_error("cannot create", beside);
    const bool written = write_all(descriptor, bytes) && ::fsync(descriptor) == 0;
    const int why = errno;
    ::close(descriptor);
    errno = why;
    if (!written) {
        auto error = io_error("cannot write", beside);
        ::unlink(beside.c_str());  // a full disk needs the room
        return error;
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) return io_error("cannot replace", path);
    sync_directory(path.parent_path());
    return {};
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
