#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "hub/core/organisation.hpp"
#include "hub/foreign/cap_inputs.hpp"
#include "hub/foreign/cot_inputs.hpp"
#include "hub/foreign/devices.hpp"
#include "hub/foreign/glance.hpp"
#include "hub/foreign/interpretation.hpp"
#include "hub/foreign/meshtastic_inputs.hpp"
#include "hub/foreign/p2000_inputs.hpp"

namespace paraat::foreign {

// Puts what devices and partners say in formats of their own into the hub's words. It remembers what a message alone
// does not say (packets that came by another gateway, pages in pieces), within limits, and nothing of that is lost that
// the journal does not know: after a start it may say again what the hub then knows as a repeat. For one thread.
class Interpreter {
public:
    explicit Interpreter(Devices devices);

    // What dispatchers write on pagers, and the clock that receivers show; before the first message. Without it no
    // pages are read.
    void understand_pages(codec::p2000::Tables tables, codec::p2000::OffsetAt offset);
    // What came of messages some time after them: to be asked now and then.
    std::vector<Late> overdue(Instant now);
    // What of them is still waited for: nothing is read after this.
    std::vector<Late> let_go();
    // What is waited for, and that of a process before this one, to be waited for again.
    std::vector<HeldLine> held() const;
    void hold_again(const std::vector<HeldLine>& held);

    // Whether a topic is one of those that devices use beside the contract's.
    bool is_of_devices(std::string_view topic) const;
    // The format of a payload that came on a topic of the contract, from a partner or not; nullopt = the contract's
    // own.
    static std::optional<Format> format_of(std::string_view payload, bool is_by_partner, std::string_view partner_kind);

    Interpretation read(const Heard& heard, const core::Organisation& organisation);

    // Of a message that nobody may read.
    Glance glance_at(const Heard& heard, const core::Organisation& organisation) const;

    const Devices& devices() const { return devices_; }

private:
    Devices devices_;
    MeshtasticInputs meshtastic_;
    CapInputs cap_;
    std::unique_ptr<P2000Inputs> pages_;
    CotInputs cot_;
};

}  // namespace paraat::foreign
