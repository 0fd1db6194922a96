#pragma once

#include <cstdint>
#include <string_view>

namespace paraat::foreign {

// How devices and partners speak that do not speak the wire contract.
enum class Format : std::uint8_t { owntracks, meshtastic, cap, cot, geojson, p2000 };

inline std::string_view word(Format format) {
    switch (format) {
        case Format::owntracks: return "owntracks";
        case Format::meshtastic: return "meshtastic";
        case Format::cap: return "cap";
        case Format::cot: return "cot";
        case Format::geojson: return "geojson";
        case Format::p2000: return "p2000";
    }
    return "";
}

}  // namespace paraat::foreign
