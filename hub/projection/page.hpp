#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "hub/projection/answers.hpp"

// What answers have in common.
namespace paraat::projection {

// A page stays well below the 64 KiB that a message may have, in JSON as in FlatBuffers.
inline constexpr std::size_t page_bytes = 40'000;

void fail(core::QueryResult& result, const std::string& code, const std::string& field, const std::string& sentence);
// Whether the division that is asked for may be; the answer fails otherwise.
bool may_read_division(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                       core::QueryResult& result);
// The number that a page begins after; 0 when nothing is said, nullopt when it is none.
std::optional<std::int64_t> number_of(const std::string& after);

}  // namespace paraat::projection
