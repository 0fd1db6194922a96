#pragma once

#include <string>
#include <string_view>

#include "hub/codec/cap/read_document.hpp"

namespace paraat::codec::cap {

// An alert with all that it must have, and more elements put in: behind the scope, and within its info.
inline std::string sample_with(std::string_view behind_scope, std::string_view within_info = "") {
    return "<alert "
           "xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>a-1</identifier><sender>mk@example.nl</sender>"
           "<sent>2026-11-27T21:00:00+01:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</"
           "scope>" +
           std::string(behind_scope) +
           "<info><category>Security</category><event>overval</event><urgency>Immediate</urgency><severity>Severe</"
           "severity>"
           "<certainty>Observed</certainty>" +
           std::string(within_info) + "</info></alert>";
}

inline std::string replaced(std::string text, std::string_view what, std::string_view by) {
    const auto at = text.find(what);
    return at == std::string::npos ? "nothing to replace" : text.replace(at, what.size(), by);
}

inline AlertReading reading_of(std::string_view bytes) {
    auto reading = read_document(bytes);
    if (!reading) return {"refused", {}, {{reading.error().field, reading.error().message}}};
    return std::move(reading->alerts.front());
}

// "place: why" of each, a line.
inline std::string told(const Remarks& remarks) {
    std::string all;
    for (const auto& remark : remarks) all += remark.field + ": " + remark.why + "\n";
    return all;
}

}  // namespace paraat::codec::cap
