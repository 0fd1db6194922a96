#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/projection/answers.hpp"

// What answers have in common.
namespace paraat::projection {

// A page stays well below the 64 KiB that a message may have, in JSON as in FlatBuffers.
inline constexpr std::size_t page_bytes = 40'000;

void fail(core::QueryResult& result, const std::string& code, const std::string& field, const std::string& sentence);
// Whether the division that is asked for may be; the answer fails otherwise.
bool may_read_division(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                       core::QueryResult& result);
// Whether it is of the organisation: people outside ask about their own reports only.
bool is_of_the_organisation(const Archive& archive, const core::ClientName& asker);
// The number that a page begins after; 0 when nothing is said, nullopt when it is none.
std::optional<std::int64_t> number_of(const std::string& after);

// Leaves as many of them as fit, from number `after` on; the number of the last when there are more. `size_of` is how
// many bytes one takes in JSON, at most.
template <class Item, class Size>
std::optional<std::size_t> cut_page(std::vector<Item>& items, std::size_t after, std::int32_t limit, Size size_of) {
    after = std::min(after, items.size());
    std::size_t bytes = 0;
    std::size_t end = after;
    while (end < items.size() && end - after < static_cast<std::size_t>(limit)) {
        bytes += size_of(items[end]);
        if (bytes > page_bytes && end > after) break;
        ++end;
    }
    const bool has_more = end < items.size();
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(end), items.end());
    items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(after));
    return has_more ? std::optional(end) : std::nullopt;
}

// The same for an answer whose `next` counts its items; it says how many there are on all pages.
template <class Item, class Size>
void give_page(core::QueryResult& result, std::vector<Item>& items, std::int64_t after, std::int32_t limit,
               Size size_of) {
    result.total = static_cast<std::int64_t>(items.size());
    const auto end = cut_page(items, static_cast<std::size_t>(after), limit, size_of);
    if (end) result.next = std::to_string(*end);
}

}  // namespace paraat::projection
