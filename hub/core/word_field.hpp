#pragma once

#include <string>
#include <type_traits>

#include "hub/core/words.hpp"

namespace paraat::core {

// An enum that the journal keeps as its word.
template <class Visit, class Enum>
void visit_word(Visit& visit, int number, const char* name, Enum& value) {
    using Plain = std::remove_const_t<Enum>;
    std::string text(word(value));
    visit(number, name, text);
    if constexpr (!std::is_const_v<Enum>) value = from_word<Plain>(text).value_or(Plain{});
}

}  // namespace paraat::core
