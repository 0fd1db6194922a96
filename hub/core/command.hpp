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
#include "hub/core/privacy_events.hpp"

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
    // Of a command about privacy: the compartment of an incident that the state has let go of; absent = the journal
    // knows none of that id.
    std::optional<CompartmentName> on_record = {};
    // Of a report that continues earlier ones of its client: the incident of the first of those that is known.
    std::optional<IncidentId> follows = {};
    // It says something of those and nothing by itself, as a withdrawal does: without an open incident it is refused.
    bool only_follows = false;
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

// The term of records is over: of an incident, or of those that belong to none, from `first` to `last`.
struct ErasureDue {
    IncidentId incident;        // nil = of none
    InstructionId about_order;  // only of this instruction; nil = of all
    std::vector<RecordKind> records;
    std::int64_t first = 0;  // places in the journal, both included
    std::int64_t last = 0;
    std::string regime;
    std::string ground;
};

// What was ordered is destroyed.
struct ErasureDone {
    std::int64_t order = 0;
    std::int64_t events = 0;
    std::int64_t destroyed = 0;
    std::int64_t through = 0;
    std::string chain;  // the hash there, in hex
};

// What the shell found when it went through the journal for records whose term is over.
using RetentionFinding = std::variant<ErasureDue, ErasureDone, RetentionLooked>;

using CoreCommand = std::variant<ClientInput, HubStart, TimePasses, LeaseLapses, ClientHeard, AgreementsOffer,
                                 Consultation, RetentionFinding>;

}  // namespace paraat::core
