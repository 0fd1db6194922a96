#pragma once

#include <string_view>
#include <vector>

#include "hub/codec/cap/read_alert.hpp"

namespace paraat::codec::cap {

// More than an alert has: feeds carry many.
inline constexpr xml::Limits document_limits = {.bytes = 256 * 1024, .depth = 32, .nodes = 20'000, .attributes = 64};
inline constexpr std::size_t alerts_most = 100;  // of one document

// Something within a document that should be an alert, and is not taken.
struct NotTaken {
    std::string place;
    Error error;
};

struct DocumentReading {
    std::vector<AlertReading> alerts;  // one or more
    std::vector<NotTaken> refused;
};

// What comes as CAP: an alert, an Atom feed with alerts in its entries, an EDXL distribution, or any other XML that has
// alerts within. Refused: what xml::read() refuses (`unreadable`, `too_long`), a document without an alert, such as an
// index that only links to them, and one that is no more than an alert that read_alert() refuses (`bad_value`).
Result<DocumentReading> read_document(std::string_view bytes);

}  // namespace paraat::codec::cap
