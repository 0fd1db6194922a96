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
#include <sstream>
#include <utility>

namespace paraat::journal {

namespace fs = std::filesystem;

namespace {

Error io_error(std::string_view doing, const fs::path& path) {
    return {"journal_io", "", std::string(doing) + " " + path.string() + ": " + std::strerror(errno)};
}

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

Result<void> make_private_directory(const fs::path& directory) {
    std::error_code failed;
    fs::create_directories(directory, failed);
    if (failed) return Error{"journal_io", "", "cannot make " + directory.string() + ": " + failed.message()};
    if (::chmod(directory.c_str(), 0700) != 0) return io_error("cannot close to others", directory);
    return {};
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
    if (!written) return io_error("cannot write", beside);
    if (::rename(beside.c_str(), path.c_str()) != 0) return io_error("cannot replace", path);
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

bool has_room(const fs::path& directory, const DiskLimits& limits) {
    struct statvfs disk {};
    if (::statvfs(directory.c_str(), &disk) != 0) return false;
    const auto free_bytes = static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
    const auto all_bytes = static_cast<std::int64_t>(disk.f_blocks) * static_cast<std::int64_t>(disk.f_frsize);
    return free_bytes >= limits.least_free_bytes && free_bytes >= all_bytes / 100 * limits.least_free_percent;
}

void keep_ballast(const Paths& paths, const DiskLimits& limits, std::int64_t bytes) {
    std::error_code ignored;
    if (bytes <= 0) return;
    if (!has_room(paths.directory, limits)) {
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

Result<std::optional<ExpectedHead>> read_expected_head(const Paths& paths) {
    const auto text = read_file(paths.expected_head());
    if (!text) return std::optional<ExpectedHead>{};
    ExpectedHead head;
    std::istringstream words(*text);
    std::string sequence_word, hash_word, hash;
    words >> sequence_word >> head.sequence.value >> hash_word >> hash;
    bool whole = words && hash.size() == 64;
    for (std::size_t i = 0; whole && i < head.hash.size(); ++i) {
        const auto pair = hash.substr(2 * i, 2);
        whole = pair.find_first_not_of("0123456789abcdef") == std::string::npos;
        if (whole) head.hash[i] = static_cast<std::uint8_t>(std::stoi(pair, nullptr, 16));
    }
    // Written again it must be the same bytes: so no other text can mean a head.
    if (!whole || *text != "sequence " + std::to_string(head.sequence.value) + "\nhash " + hex(head.hash) + "\n") {
        return Error{"journal_head_damaged", "",
                     paths.expected_head().string() +
                         " is not readable, so nobody can tell whether the journal is complete; run `paraat journal "
                         "verify`, and if the journal is the one to go on with, adopt its head"};
    }
    return std::optional<ExpectedHead>{head};
}

Result<void> write_expected_head(const Paths& paths, const ExpectedHead& head) {
    return replace_file(paths.expected_head(),
                        "sequence " + std::to_string(head.sequence.value) + "\nhash " + hex(head.hash) + "\n");
}

}  // namespace paraat::journal
