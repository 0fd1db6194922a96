#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "hub/base/result.hpp"

namespace paraat::transport {

// A file without a name, for a child that inherits its descriptor. Move only; one that was not made has none.
class MemoryFile {
public:
    MemoryFile() = default;
    // Empty, and for its owner alone. Refused with `disk_io`, as all below.
    static Result<MemoryFile> make(const char* name);
    MemoryFile(MemoryFile&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
    MemoryFile& operator=(MemoryFile&& other) noexcept;
    ~MemoryFile();

    Result<void> open_to_all();  // for reading
    Result<void> give_to(uid_t user);
    // In place of what is in it. Whoever reads it meanwhile may see some of both.
    Result<void> write(const std::string& text);
    // A number in its place.
    Result<void> write_at(std::size_t offset, std::uint64_t number);
    int descriptor() const { return descriptor_; }

private:
    int descriptor_ = -1;
};

}  // namespace paraat::transport
