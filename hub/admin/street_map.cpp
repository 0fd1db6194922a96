#include "hub/admin/street_map.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

namespace paraat::admin {
namespace {

constexpr std::string_view beginning = "PMTiles\x03";  // github.com/protomaps/PMTiles, spec/v3

}  // namespace

std::shared_ptr<const StreetMap> StreetMap::open(const std::filesystem::path& file) {
    if (file.empty()) return nullptr;
    // A pipe of that name would hold the answer up.
    const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (opened < 0) return nullptr;
    struct stat found {};
    const bool is_file = fstat(opened, &found) == 0 && S_ISREG(found.st_mode);
    const std::string tag = std::to_string(found.st_size) + "-" + std::to_string(found.st_mtim.tv_sec) + "-" +
                            std::to_string(found.st_mtim.tv_nsec) + "-" + std::to_string(found.st_ino);
    std::shared_ptr<const StreetMap> map(
        new StreetMap(opened, is_file ? static_cast<std::size_t>(found.st_size) : 0, tag));
    return map->piece(0, beginning.size()) == beginning ? map : nullptr;
}

StreetMap::~StreetMap() {
    ::close(file_);
}

std::string StreetMap::piece(std::size_t offset, std::size_t most) const {
    std::string bytes(std::min(most, piece_most), '\0');
    const ssize_t got = pread(file_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
}

}  // namespace paraat::admin
