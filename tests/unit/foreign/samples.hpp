#pragma once

#include <string>

#include "hub/app/hub_files.hpp"
#include "hub/foreign/interpreter.hpp"

namespace paraat::foreign {

inline const core::Organisation& shipped_organisation() {
    static const core::Organisation organisation =
        app::read_hub_files(std::string(PARAAT_SOURCE_DIR) + "/config/hub.toml", {}, {}).organisation;
    return organisation;
}

inline constexpr Instant now_of_samples{1'700'000'600'000};

// The panic signs as shipped; texts become a report of "other".
inline Devices with_devices(std::vector<Device> devices) {
    Devices made;
    made.texts = "other";
    made.devices = std::move(devices);
    return made;
}

inline Interpretation interpret(Interpreter& interpreter, const std::string& topic, const std::string& payload) {
    Heard heard{topic, payload, {}, core::InputKind::report, false, now_of_samples};
    return interpreter.read(heard, shipped_organisation());
}

inline std::string first_remark(const Interpretation& found) {
    return found.remarks.empty() ? "" : found.remarks.front().why;
}

}  // namespace paraat::foreign
