#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "hub/core/agreement.hpp"
#include "hub/core/consultation_events.hpp"
#include "hub/core/input.hpp"
#include "hub/core/names.hpp"
#include "hub/core/other_events.hpp"

namespace paraat::core {

// What the shell found when it read the files of a set of rules, because somebody wants that one to decide.
struct RulesOffer {
    std::string version;  // of a set that checks and is kept
    std::string fault;    // why there is none, as a sentence; empty = there is
    std::vector<Silence> silences = {};
};

// A client's input with what the shell adds, because the core has neither chance nor keys: the ids that a new incident
// or instruction would get (contract section 3).
struct ClientInput {
    ClientName client;
    std::string id;  // the client's own, or made from the content's hash
    InputBody body;  // never a Query
    IncidentId fresh_incident;
    InstructionId fresh_instruction;
    bool is_beacon = false;                // a StatusUpdate that nobody waits for
    std::optional<RulesOffer> rules = {};  // of a command about them
    bool is_by_partner = false;            // it came on a partner's topic
};

// The hub began to run: who is online is unknown again.
struct HubStart {
    std::string version;
};

// Nothing came; what is due at `now` fires.
struct TimePasses {};

// A known client was not heard for long (Observed::take_lapses).
struct LeaseLapses {
    ClientName client;
    PresenceState presence = PresenceState::late;
};

// A known client gave a sign of life with a message that decides nothing: a question, a repeat, an unreadable one.
struct ClientHeard {
    ClientName client;
};

// The agreements with partners as their file has them, at the start and whenever it was read anew.
struct AgreementsOffer {
    std::vector<Agreement> agreements;  // one of each partner at most
};

// Somebody asks for what is put on record (consultation_of).
struct Consultation {
    ClientName asker;
    Consulted consulted;
};

using CoreCommand =
    std::variant<ClientInput, HubStart, TimePasses, LeaseLapses, ClientHeard, AgreementsOffer, Consultation>;

}  // namespace paraat::core
