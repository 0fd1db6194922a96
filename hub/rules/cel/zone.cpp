#include "hub/rules/cel/zone.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "hub/rules/cel/zone_file.hpp"

namespace paraat::rules::cel {
namespace {

constexpr std::size_t zones_most = 64;  // that are kept; more are read again each time
const char* const no_zone = "there is no such time zone";

// "+01:00", "-09:30", "02:00"
std::optional<std::int64_t> fixed_offset(std::string_view zone) {
    const bool is_west = zone.starts_with('-');
    if (is_west || zone.starts_with('+')) zone.remove_prefix(1);
    if (zone.size() != 5 || zone[2] != ':') return std::nullopt;
    std::int64_t parts[2] = {};
    for (const std::size_t at : {0u, 1u, 3u, 4u}) {
        if (zone[at] < '0' || zone[at] > '9') return std::nullopt;
        std::int64_t& part = parts[at / 3];
        part = part * 10 + (zone[at] - '0');
    }
    if (parts[0] > 23 || parts[1] > 59) return std::nullopt;
    return (is_west ? -1 : 1) * (parts[0] * 3'600 + parts[1] * 60);
}

// The zones that were asked for; any thread may ask.
class Atlas {
public:
    std::shared_ptr<const ZoneFile> zone(const std::string& name) {
        const std::lock_guard lock(mutex_);
        const auto known = zones_.find(name);
        if (known != zones_.end()) return known->second;
        auto read = ZoneFile::read(name);
        if (zones_.size() < zones_most) zones_[name] = read;
        return read;
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<const ZoneFile>> zones_;  // null = there is none
};

}  // namespace

Possible<std::int64_t> offset_at(std::string_view zone, std::int64_t seconds) {
    if (zone == "UTC") return 0;
    if (const auto fixed = fixed_offset(zone)) return *fixed;
    static Atlas atlas;
    const auto file = atlas.zone(std::string(zone));
    if (!file) return tl::unexpected(std::string(no_zone));
    return file->offset_at(seconds);
}

}  // namespace paraat::rules::cel
