#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "hub/codec/cap/alert.hpp"

// The order and the types of CAP's elements, as the schemas of 1.1 and 1.2 have them.
namespace paraat::codec::cap {

enum class Content : std::uint8_t {
    text,
    moment,
    language,
    uri,
    integer,
    decimal,
    status,
    message_type,
    scope,
    category,
    response,
    urgency,
    severity,
    certainty,
    named_value,
    info,
    resource,
    area
};

struct Part {
    std::string_view name;
    Content content = Content::text;
    bool is_needed = false;
    bool is_repeated = false;
};

// What stands within "alert", "info", "resource", "area", and what has a valueName and a value.
std::span<const Part> parts_of_alert();
std::span<const Part> parts_of(Content content, Version version);

// Whether a text is a value of its content; `text` as it stands. False for contents that have parts.
bool is_value(std::string_view text, Content content, Version version);

}  // namespace paraat::codec::cap
