#pragma once

#include <string>

#include "hub/base/result.hpp"
#include "hub/codec/cap/alert.hpp"
#include "hub/codec/remark.hpp"
#include "hub/codec/xml/document.hpp"

namespace paraat::codec::cap {

// An alert, with what is wrong with it by the schema, by the text of the standard, and by its values.
struct AlertReading {
    std::string place;  // within its document: "feed.entry[0]"; empty when it is the document
    Alert alert;
    Remarks degraded;        // empty = nothing is wrong
    std::string bytes = {};  // of it alone, in UTF-8, where its document has more than it

    bool operator==(const AlertReading&) const = default;
};

// An "alert" element of CAP 1.2, 1.1 or 1.0. Refused as `bad_value`: no alert, or one without identifier, sender and
// sent, so that nothing could ever refer to it. All else is taken: an enumeration that is no word becomes Unknown (the
// category Other), or is absent where that could make it real.
Result<AlertReading> read_alert(const xml::Element& element);

}  // namespace paraat::codec::cap
