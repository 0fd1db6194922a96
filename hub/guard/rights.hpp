#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace paraat::guard {

// Whether a topic is one of the filter's: levels, `+` for one and `#` for the rest and what it stands below. What
// begins with `$` is of no filter that begins with a wildcard (MQTT 3.1.1, 4.7).
bool is_of(std::string_view filter, std::string_view topic);

// What each account may read and write. What is not named is denied.
class Rights {
public:
    Rights() = default;

    // Of Mosquitto's access file (mosquitto.conf(5), acl_file) what hub/projection/access writes: "user NAME", then
    // "topic read|write|readwrite FILTER" for that one; empty lines and those with "#" first are skipped. Nullopt when
    // there is any other line: then none of it may count.
    static std::optional<Rights> in(std::string text);

    bool may_read(std::string_view account, std::string_view topic) const;
    bool may_write(std::string_view account, std::string_view topic) const;
    std::size_t accounts() const { return lines_.size(); }

private:
    struct Line {
        std::string_view filter;
        bool may_read = false;
        bool may_write = false;
    };
    using Lines = std::vector<Line>;

    template <class Fits>
    bool has_line(std::string_view account, std::string_view topic, Fits fits) const;

    std::unique_ptr<const std::string> text_;  // that the names and filters are parts of
    std::unordered_map<std::string_view, Lines> lines_;
};

}  // namespace paraat::guard
