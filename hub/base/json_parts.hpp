#pragma once

#include <string_view>
#include <vector>

namespace paraat {

// The bytes of parts of a JSON text, which parsers do not keep. The text has been parsed before; of one that is no JSON
// they are some bytes of it, or none.

// Of an object the value of a member, the last one where several have the name: as parsers take it. Empty when there is
// none, when the text is no object, and for a name that is written with escapes.
std::string_view json_member(std::string_view object, std::string_view name);
// Of a list its items; none when the text is no list.
std::vector<std::string_view> json_items(std::string_view list);

}  // namespace paraat
