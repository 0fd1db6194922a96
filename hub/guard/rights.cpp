#include "hub/guard/rights.hpp"

#include <algorithm>
#include <utility>

namespace paraat::guard {
namespace {

// Up to the next `mark`, which is taken off with it.
std::string_view take_until(char mark, std::string_view& text) {
    const std::size_t end = text.find(mark);
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return part;
}

bool begins_with_wildcard(std::string_view filter) {
    return filter.starts_with('+') || filter.starts_with('#');
}

}  // namespace

bool is_of(std::string_view filter, std::string_view topic) {
    if (topic.empty() || (topic.starts_with('$') && begins_with_wildcard(filter))) return false;
    while (true) {
        const bool is_last_level = filter.find('/') == std::string_view::npos;
        const bool is_last_of_topic = topic.find('/') == std::string_view::npos;
        const std::string_view level = take_until('/', filter);
        if (level == "#") return true;
        const std::string_view of_topic = take_until('/', topic);
        if (level != "+" && level != of_topic) return false;
        if (is_last_of_topic) return is_last_level || filter == "#";
        if (is_last_level) return false;
    }
}

std::optional<Rights> Rights::in(std::string text) {
    Rights rights;
    rights.text_ = std::make_unique<const std::string>(std::move(text));
    std::string_view rest = *rights.text_;
    Lines* of_account = nullptr;
    while (!rest.empty()) {
        std::string_view line = take_until('\n', rest);
        if (line.empty() || line.starts_with('#')) continue;
        const std::string_view word = take_until(' ', line);
        if (word == "user" && !line.empty()) {
            of_account = &rights.lines_[line];
            continue;
        }
        const std::string_view access = take_until(' ', line);
        const bool may_read = access == "read" || access == "readwrite";
        const bool may_write = access == "write" || access == "readwrite";
        if (word != "topic" || of_account == nullptr || line.empty() || (!may_read && !may_write)) return std::nullopt;
        of_account->push_back({line, may_read, may_write});
    }
    return rights;
}

template <class Fits>
bool Rights::has_line(std::string_view account, std::string_view topic, Fits fits) const {
    const auto found = lines_.find(account);
    return found != lines_.end() && std::any_of(found->second.begin(), found->second.end(), [&](const Line& line) {
               return fits(line) && is_of(line.filter, topic);
           });
}

bool Rights::may_read(std::string_view account, std::string_view topic) const {
    return has_line(account, topic, [](const Line& line) { return line.may_read; });
}

bool Rights::may_write(std::string_view account, std::string_view topic) const {
    return has_line(account, topic, [](const Line& line) { return line.may_write; });
}

}  // namespace paraat::guard
