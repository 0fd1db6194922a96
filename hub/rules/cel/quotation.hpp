#pragma once

#include <string>
#include <string_view>

#include "hub/rules/cel/lexer.hpp"

namespace paraat::rules::cel {

// How a quotation at the front of a text is written: a letter or two, and one or three quotes.
struct Quotation {
    bool is_bytes = false;
    bool is_raw = false;
    std::string_view quotes;  // empty = there is no quotation
    std::size_t opening = 0;  // bytes of the letters and quotes

    static Quotation at_front(std::string_view rest);
};

// What a quotation says (cel-spec, "String and Bytes Values"), which begins at `at`; `at` is moved past its end. Stops
// at the first fault.
std::string said_by(const Quotation& quotation, std::string_view source, std::size_t& at, std::vector<Fault>& faults);

}  // namespace paraat::rules::cel
