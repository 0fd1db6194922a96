#pragma once

#include <string_view>

#include "hub/base/result.hpp"
#include "hub/codec/remark.hpp"
#include "hub/codec/xml/limits.hpp"

namespace paraat::codec::xml {

// Looks at each character of a document once, before a tree is built of it: whether its tags, attributes and references
// are those of XML 1.0, and stay within the limits. `text` is UTF-8 behind the declaration. Refused as `too_long`: more
// than the limits; as `unreadable`: what is not well-formed, any <!DOCTYPE or <!ENTITY, XInclude, and every instruction
// but the one for style sheets, which is remarked upon and not followed.
Result<Remarks> check_well_formed(std::string_view text, const Limits& limits);

}  // namespace paraat::codec::xml
