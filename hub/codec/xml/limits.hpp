#pragma once

#include <cstddef>

namespace paraat::codec::xml {

// How much XML is read at all. What goes beyond is refused before a tree is built of it.
struct Limits {
    std::size_t bytes = 256 * 1024;
    std::size_t depth = 32;       // elements within elements
    std::size_t nodes = 2'000;    // elements, attributes, comments, CDATA sections and instructions
    std::size_t attributes = 64;  // of one element
};

}  // namespace paraat::codec::xml
