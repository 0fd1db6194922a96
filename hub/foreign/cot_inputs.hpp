#pragma once

#include <map>
#include <string>

#include "hub/codec/cot/emergencies.hpp"
#include "hub/codec/cot/event.hpp"
#include "hub/core/organisation.hpp"
#include "hub/foreign/cot_answers.hpp"
#include "hub/foreign/devices.hpp"
#include "hub/foreign/interpretation.hpp"

namespace paraat::foreign {

// Cursor on Target in the hub's words (docs/tak.md): what TAK clients send, and events that somebody publishes on a
// topic of the contract. Whose an event is says the account that brought it, never the event: its uid is anybody's to
// write. Remembers of each account which uid is its own device's, and what it calls for help about. For one thread.
class CotInputs {
public:
    Interpretation read(const Heard& heard, const Devices& devices, const core::Organisation& organisation);

private:
    struct Context {
        const codec::cot::Event& event;
        const core::Account* account;  // nullptr = not of the organisation
        const Device* device;
        const Devices& devices;
        const core::Organisation& organisation;
        const Heard& heard;
    };

    void take(const Context& context, Interpretation& made);
    void take_position(const Context& context, Interpretation& made);
    void take_emergency(const Context& context, Interpretation& made);
    void take_chat(const Context& context, Interpretation& made);
    void take_receipt(const Context& context, Interpretation& made);
    bool is_own(const Context& context, const core::ClientName& client);

    codec::cot::Emergencies emergencies_;
    struct OwnDevice {
        std::string uid;
        Instant heard_at;
    };
    std::map<core::ClientName, OwnDevice> own_uids_;
    CotAnswers answers_;
};

}  // namespace paraat::foreign
