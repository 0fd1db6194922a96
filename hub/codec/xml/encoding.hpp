#pragma once

#include <string>
#include <string_view>

#include "hub/base/result.hpp"
#include "hub/codec/remark.hpp"

namespace paraat::codec::xml {

// The characters of a document, in UTF-8, without its byte order mark and its XML declaration.
struct Characters {
    std::string text;
    Remarks remarks;  // of a conversion, with an empty field
};

// Takes UTF-8 (also with a byte order mark), US-ASCII, ISO-8859-1 and windows-1252, the last two with a remark. Refused
// as `unreadable`: any other encoding, bytes that are none of the declared one, a declaration that is wrong, and
// characters that XML forbids (NUL and other controls, U+FFFE, U+FFFF).
Result<Characters> read_characters(std::string_view bytes);

}  // namespace paraat::codec::xml
