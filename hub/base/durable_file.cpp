#include "hub/base/durable_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <new>
#include <stdexcept>

namespace paraat {

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

bool is_regular(int descriptor) {
    struct stat seen {};
    return ::fstat(descriptor, &seen) == 0 && S_ISREG(seen.st_mode);
}

std::optional<std::string> read_all(int descriptor, std::size_t bytes_most) {
    std::array<char, 65'536> part;
    std::string bytes;
    for (;;) {
        const auto size = ::read(descriptor, part.data(), part.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0 || static_cast<std::size_t>(size) > bytes_most - bytes.size()) return std::nullopt;
        if (size == 0) return bytes;
        bytes.append(part.data(), static_cast<std::size_t>(size));
    }
}

}  // namespace

Error disk_error(std::string_view doing, const fs::path& path) {
    return {"disk_io", "", std::string(doing) + " " + path.string() + ": " + std::strerror(errno)};
}

std::optional<std::string> read_file(const fs::path& path, std::size_t bytes_most) {
    // A pipe is opened without its writer, and is none of ours.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) return std::nullopt;
    std::optional<std::string> bytes;
    try {
        if (is_regular(descriptor)) bytes = read_all(descriptor, bytes_most);
    } catch (const std::bad_alloc&) {
        // More than there is memory: it cannot be read.
    } catch (const std::length_error&) {
    }
    ::close(descriptor);
    return bytes;
}

Result<void> replace_file(const fs::path& path, std::string_view bytes) {
    const fs::path beside = path.string() + ".new";
    const int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) return disk_error("cannot create", beside);
    const bool written = write_all(descriptor, bytes) && ::fsync(descriptor) == 0;
    const int why = errno;
    ::close(descriptor);
    errno = why;
    if (!written) {
        auto error = disk_error("cannot write", beside);
        ::unlink(beside.c_str());  // a full disk needs the room
        return error;
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) {
        auto error = disk_error("cannot replace", path);
        ::unlink(beside.c_str());
        return error;
    }
    return sync_directory(path.parent_path());
}

Result<void> sync_directory(const fs::path& directory) {
    const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return disk_error("cannot open", directory);
    const bool synced = ::fsync(descriptor) == 0;
    const int why = errno;
    ::close(descriptor);
    errno = why;
    if (!synced) return disk_error("cannot sync", directory);
    return {};
}

Result<void> make_private_directory(const fs::path& directory) {
    std::error_code failed;
    fs::create_directories(directory, failed);
    if (failed) return Error{"disk_io", "", "cannot make " + directory.string() + ": " + failed.message()};
    // One that is closed already may lie on a disk that takes no change, and has still to be read.
    const bool is_closed = fs::status(directory, failed).permissions() == fs::perms::owner_all;
    if (!is_closed && ::chmod(directory.c_str(), 0700) != 0) return disk_error("cannot close to others", directory);
    return {};
}

}  // namespace paraat
