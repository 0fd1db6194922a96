#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace paraat::foreign {

// The ids of the words that another hub told of the same case before this one, the newest first, at most 16: of
// "01k9…-3" those that end with -2 and -1. Empty when it is no such id.
std::vector<std::string> earlier_words(std::string_view id);

// Of a partner's report in the hub's own JSON, which has `case` and `rev` beside its fields (hub/codec/read_input.hpp,
// `ignored`): likewise; empty of any other.
std::vector<std::string> earlier_words(std::string_view id, const std::vector<std::string>& ignored);

}  // namespace paraat::foreign
