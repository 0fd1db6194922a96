#pragma once

#include <string_view>

namespace paraat {

// Whether lists and objects stand deeper in one another than that, also in what is no JSON. Reading, copying and
// letting go of JSON recurse, so its depth is bounded before anything is read.
bool is_json_deeper(std::string_view text, int most);

}  // namespace paraat
