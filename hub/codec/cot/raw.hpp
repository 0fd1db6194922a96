#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "hub/codec/cot/event.hpp"
#include "hub/codec/xml/document.hpp"

// XML that is passed on as it is, for the files of this folder alone.
namespace paraat::codec::cot {

// The element as text, so that it reads as the same: its comments and the blanks between its elements are gone.
std::string raw(const xml::Element& element);

// What an element holds beside the attributes that are named; of its children only those, and its text, if asked for.
enum class Inside { nothing, elements, everything };
Rest rest_of(const xml::Element& element, std::initializer_list<std::string_view> known,
             Inside inside = Inside::everything);

// ` name="value"` for each.
std::string written_attributes(const Attributes& attributes);

}  // namespace paraat::codec::cot
