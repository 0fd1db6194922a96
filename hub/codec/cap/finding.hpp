#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace paraat::codec::cap {

// What is wrong with a message: by the schema, or by what the text of the standard says beyond it.
struct Finding {
    enum class Source { schema, text };

    std::string place;  // "info[0].urgency"
    std::string why;
    Source source = Source::schema;

    bool operator==(const Finding&) const = default;
};

using Findings = std::vector<Finding>;

// Of one message; what goes beyond is not told.
inline constexpr std::size_t findings_most = 50;

}  // namespace paraat::codec::cap
