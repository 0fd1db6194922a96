#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace paraat {

// A place in a text that has lines: both count from 1, columns in characters (code points).
struct LineColumn {
    int line = 0;
    int column = 0;
};

// A string of a TOML file with the place of its first character, so that what stands in it can be pointed at.
struct PlacedText {
    std::string text;
    int line = 0;
    int column = 0;

    // Where a byte of `text` was written: escapes, folded lines and CRLF make the two differ.
    LineColumn place_of(std::size_t offset) const;

    // How it was written, from the first character inside the quotes; lives as long as the document. Empty when the
    // text is not from a file.
    std::string_view written;
    bool has_escapes = false;  // in "..." and """...""", not in '...' and '''...'''
};

// The text that a string of `source` says, whose quotes begin at (line, column).
PlacedText placed_text(std::string_view source, std::string text, int line, int column);

}  // namespace paraat
