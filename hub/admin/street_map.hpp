#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

namespace paraat::admin {

// A file of hundreds of MB that an administrator dropped in; it is read piece by piece, and never whole. Opened for one
// answer, so that another file of the name counts from the next one on. Any thread may read.
class StreetMap {
public:
    static constexpr std::size_t piece_most = 64UL << 10;

    // Nothing where there is no such file, or none of PMTiles (version 3).
    static std::shared_ptr<const StreetMap> open(const std::filesystem::path& file);
    ~StreetMap();
    StreetMap(const StreetMap&) = delete;
    StreetMap& operator=(const StreetMap&) = delete;

    std::size_t size() const { return size_; }
    const std::string& tag() const { return tag_; }  // another one for another file
    // From `offset` on, at most `most` bytes and a piece; empty = it cannot be read.
    std::string piece(std::size_t offset, std::size_t most) const;

private:
    StreetMap(int file, std::size_t size, std::string tag) : file_(file), size_(size), tag_(std::move(tag)) {}

    int file_;
    std::size_t size_;
    std::string tag_;
};

}  // namespace paraat::admin
