#include "hub/transport/memory_file.hpp"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace paraat::transport {
namespace {

Error no_memory_file(const char* doing) {
    return {"disk_io", "", std::string("cannot ") + doing + " a file in memory: " + std::strerror(errno)};
}

}  // namespace

Result<MemoryFile> MemoryFile::make(const char* name) {
    MemoryFile made;
    made.descriptor_ = memfd_create(name, MFD_CLOEXEC);
    if (made.descriptor_ < 0 || fchmod(made.descriptor_, 0600) != 0) return no_memory_file("make");
    return made;
}

MemoryFile& MemoryFile::operator=(MemoryFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

MemoryFile::~MemoryFile() {
    if (descriptor_ >= 0) close(descriptor_);
}

Result<void> MemoryFile::open_to_all() {
    if (fchmod(descriptor_, 0444) != 0) return no_memory_file("open to all");
    return {};
}

Result<void> MemoryFile::give_to(uid_t user) {
    if (geteuid() == 0 && fchown(descriptor_, user, static_cast<gid_t>(-1)) != 0) return no_memory_file("give away");
    return {};
}

Result<void> MemoryFile::write(const std::string& text) {
    std::size_t written = 0;
    while (written < text.size()) {
        const auto went =
            pwrite(descriptor_, text.data() + written, text.size() - written, static_cast<off_t>(written));
        if (went < 0 && errno == EINTR) continue;
        if (went <= 0) return no_memory_file("write");
        written += static_cast<std::size_t>(went);
    }
    // Last, so that a text of the same length is never shorter in between.
    if (ftruncate(descriptor_, static_cast<off_t>(text.size())) != 0) return no_memory_file("write");
    return {};
}

Result<void> MemoryFile::write_at(std::size_t offset, std::uint64_t number) {
    const auto went = pwrite(descriptor_, &number, sizeof(number), static_cast<off_t>(offset));
    if (went != static_cast<ssize_t>(sizeof(number))) return no_memory_file("write");
    return {};
}

}  // namespace paraat::transport
