#include "hub/foreign/earlier_words.hpp"

#include <algorithm>
#include <charconv>

#include "hub/foreign/written_report.hpp"

namespace paraat::foreign {

std::vector<std::string> earlier_words(std::string_view id) {
    std::vector<std::string> earlier;
    const std::size_t mark = id.rfind('-');
    if (mark == std::string_view::npos || mark == 0) return earlier;
    const std::string_view count = id.substr(mark + 1);
    std::int64_t rev = 0;
    const auto read = std::from_chars(count.data(), count.data() + count.size(), rev);
    if (read.ec != std::errc() || read.ptr != count.data() + count.size()) return earlier;
    while (--rev >= 1 && earlier.size() < follows_most) {
        earlier.push_back(std::string(id.substr(0, mark + 1)) + std::to_string(rev));
    }
    return earlier;
}

std::vector<std::string> earlier_words(std::string_view id, const std::vector<std::string>& ignored) {
    const auto has = [&](const char* field) {
        return std::find(ignored.begin(), ignored.end(), field) != ignored.end();
    };
    return has("case") && has("rev") ? earlier_words(id) : std::vector<std::string>{};
}

}  // namespace paraat::foreign
