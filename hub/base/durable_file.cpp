#include "hub/base/durable_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

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

}  // namespace

Error disk_error(std::string_view doing, const fs::path& path) {
    return {"disk_io", "", std::string(doing) + " " + path.string() + ": " + std::strerror(errno)};
}

std::optional<std::string> read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
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
    if (::rename(beside.c_str(), path.c_str()) != 0) return disk_error("cannot replace", path);
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
