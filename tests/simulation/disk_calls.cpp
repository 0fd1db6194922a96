#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <string>

#include "tests/simulation/disk.hpp"

// The C library's calls that change files, for this program and every library in it: the linker prefers a program's own
// to the C library's. Files of no simulated disk are left alone.
namespace {

using paraat::simulation::Disk;

bool fails(Disk* disk) {
    if (disk == nullptr) return false;
    switch (disk->before_change()) {
        case Disk::Fault::none: return false;
        case Disk::Fault::input_output: errno = EIO; break;
        case Disk::Fault::no_room: errno = ENOSPC; break;
    }
    return true;
}

int open_at(int folder, const char* path, int flags, mode_t mode) {
    Disk* disk = path[0] == '/' ? Disk::of(path) : nullptr;
    const bool exists = ::access(path, F_OK) == 0;
    const bool makes = (flags & O_CREAT) != 0 && !exists;
    const bool cuts = (flags & O_TRUNC) != 0 && exists;
    if ((makes || cuts) && fails(disk)) return -1;
    const auto descriptor = static_cast<int>(::syscall(SYS_openat, folder, path, flags, mode));
    if (disk != nullptr && descriptor >= 0) disk->opened(descriptor, path, makes, cuts);
    return descriptor;
}

ssize_t write_at(int descriptor, const void* bytes, std::size_t size, std::int64_t offset, bool moves) {
    Disk* disk = Disk::of_descriptor(descriptor);
    if (fails(disk)) return -1;
    const std::int64_t at = moves && disk != nullptr ? ::lseek(descriptor, 0, SEEK_CUR) : offset;
    const auto written = moves ? static_cast<ssize_t>(::syscall(SYS_write, descriptor, bytes, size))
                               : static_cast<ssize_t>(::syscall(SYS_pwrite64, descriptor, bytes, size, offset));
    if (disk != nullptr && written > 0) {
        disk->wrote(descriptor, at, std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(written)));
    }
    return written;
}

int resize(int descriptor, std::int64_t size) {
    Disk* disk = Disk::of_descriptor(descriptor);
    if (fails(disk)) return -1;
    const auto done = static_cast<int>(::syscall(SYS_ftruncate, descriptor, size));
    if (disk != nullptr && done == 0) disk->resized(descriptor, size);
    return done;
}

int sync_file(int descriptor) {
    Disk* disk = Disk::of_descriptor(descriptor);
    if (disk == nullptr) return static_cast<int>(::syscall(SYS_fdatasync, descriptor));
    if (fails(disk)) return -1;
    if (disk->synced(descriptor)) return 0;
    errno = EIO;
    return -1;
}

int remove_name(const char* path) {
    Disk* disk = Disk::of(path);
    if (fails(disk)) return -1;
    const auto done = static_cast<int>(::syscall(SYS_unlink, path));
    if (disk != nullptr && done == 0) disk->removed(path);
    return done;
}

}  // namespace

// Their names and parameters are the C library's; POSIX.1-2017 and the manual pages say what they do.
extern "C" {

int open(const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return open_at(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return open_at(AT_FDCWD, path, flags, mode);
}
int close(int descriptor) {
    if (Disk* disk = Disk::of_descriptor(descriptor)) disk->closed(descriptor);
    return static_cast<int>(::syscall(SYS_close, descriptor));
}
ssize_t write(int descriptor, const void* bytes, std::size_t size) {
    return write_at(descriptor, bytes, size, 0, true);
}
ssize_t writev(int descriptor, const struct iovec* parts, int count) {
    std::string all;
    for (int part = 0; part < count; ++part)
        all.append(static_cast<const char*>(parts[part].iov_base), parts[part].iov_len);
    return write_at(descriptor, all.data(), all.size(), 0, true);
}
ssize_t pwrite(int descriptor, const void* bytes, std::size_t size, off_t offset) {
    return write_at(descriptor, bytes, size, offset, false);
}
ssize_t pwrite64(int descriptor, const void* bytes, std::size_t size, off64_t offset) {
    return write_at(descriptor, bytes, size, offset, false);
}
int ftruncate(int descriptor, off_t size) noexcept {
    return resize(descriptor, size);
}
int ftruncate64(int descriptor, off64_t size) noexcept {
    return resize(descriptor, size);
}
int fsync(int descriptor) {
    return sync_file(descriptor);
}
int fdatasync(int descriptor) {
    return sync_file(descriptor);
}
int unlink(const char* path) noexcept {
    return remove_name(path);
}
int remove(const char* path) noexcept {
    const int done = remove_name(path);
    return done != 0 && errno == EISDIR ? static_cast<int>(::syscall(SYS_rmdir, path)) : done;
}
int rename(const char* from, const char* to) noexcept {
    Disk* disk = Disk::of(to);
    if (fails(disk)) return -1;
    const auto done = static_cast<int>(::syscall(SYS_rename, from, to));
    if (disk != nullptr && done == 0) disk->renamed(from, to);
    return done;
}
int link(const char* from, const char* to) noexcept {
    Disk* disk = Disk::of(to);
    if (fails(disk)) return -1;
    const auto done = static_cast<int>(::syscall(SYS_link, from, to));
    if (disk != nullptr && done == 0) disk->linked(from, to);
    return done;
}

}  // extern "C"
