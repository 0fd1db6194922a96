#pragma once

#include <optional>
#include <string_view>

#include "hub/core/organisation.hpp"
#include "hub/foreign/devices.hpp"
#include "hub/foreign/interpretation.hpp"
#include "hub/foreign/meshtastic_inputs.hpp"

namespace paraat::foreign {

// Puts what devices and partners say in formats of their own into the hub's words. It remembers what a message alone
// does not say (packets that came by another gateway, pages in pieces), within limits, and nothing of that is lost that
// the journal does not know: after a start it may say again what the hub then knows as a repeat. For one thread.
class Interpreter {
public:
    explicit Interpreter(Devices devices);

    // Whether a topic is one of those that devices use beside the contract's.
    bool is_of_devices(std::string_view topic) const;
    // The format of a payload that came on a topic of the contract, from a partner or not; nullopt = the contract's
    // own.
    static std::optional<Format> format_of(std::string_view payload, bool is_by_partner, std::string_view partner_kind);

    Interpretation read(const Heard& heard, const core::Organisation& organisation);

    const Devices& devices() const { return devices_; }

private:
    Devices devices_;
    MeshtasticInputs meshtastic_;
};

}  // namespace paraat::foreign
