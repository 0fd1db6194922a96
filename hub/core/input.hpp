#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/core/names.hpp"
#include "hub/core/position.hpp"
#include "hub/core/words.hpp"

// What clients send, after the door (hub/codec): lengths, words, ranges and UTF-8 are right, degrees have become
// positions. Whether a category, unit or incident exists is the core's question. Contract section 2 and 4.
namespace paraat::core {

struct Address {
    std::string street;
    std::string number;
    std::string postcode;
    std::string place;
    std::string note;

    bool operator==(const Address&) const = default;
};

struct Reporter {
    std::string name;
    std::string phone;
    bool anonymous = false;

    bool operator==(const Reporter&) const = default;
};

// A number that another system gave to the same thing.
struct Reference {
    std::string system;
    std::string id;

    bool operator==(const Reference&) const = default;
};

struct Attachment {
    std::string sha256;  // lower-case hex
    std::string mime;
    std::string uri;

    bool operator==(const Attachment&) const = default;
};

struct Report {
    std::optional<Instant> sent_at;  // claims of the device
    std::optional<Instant> occurred_at;
    CategoryName category;
    std::optional<Severity> severity;  // absent = the category's
    std::string text;
    std::optional<Position> position;
    std::optional<std::int32_t> accuracy_m;
    std::optional<Address> address;
    std::string area;
    std::string contract;
    std::vector<std::string> tags;
    std::optional<std::int32_t> persons;
    std::optional<Reporter> reporter;
    std::vector<Reference> references;
    std::string lmc;  // the Dutch emergency services' classification (Landelijke Meldingsclassificaties)
    std::vector<Attachment> attachments;
    bool covert = false;
    bool exercise = false;
    std::vector<std::pair<std::string, std::string>> attributes;
    std::string origin = {};                // of a partner: the site where it began; empty = the partner's own
    std::optional<std::int32_t> hops = {};  // likewise: sites that it has passed

    bool operator==(const Report&) const = default;
};

// A unit's status; as a beacon it comes often and has no id.
struct StatusUpdate {
    std::optional<Instant> sent_at;
    std::optional<UnitStatus> status;
    bool panic = false;
    std::optional<IncidentId> incident;
    std::optional<Position> position;
    std::optional<std::int32_t> accuracy_m;
    std::optional<std::int32_t> speed_cm_s;  // the wire has speed_mps
    std::optional<std::int32_t> heading_deg;
    std::optional<std::int32_t> battery_pct;
    bool is_silent = false;                 // of a panic: nothing may sound where it was pressed
    std::string cancel_pin = {};            // takes a panic back; only the door sees it
    std::optional<PinWord> cancelled = {};  // what that PIN said

    bool operator==(const StatusUpdate&) const = default;
};

// Where and when people are asked for before anything happens.
struct Deployment {
    std::string area;  // empty = none is known
    std::optional<Position> position;
    std::int32_t metres = 0;  // around the position
    Instant from;
    Instant until;
    std::string because;
    DeploymentKind kind = DeploymentKind::relocation;

    bool operator==(const Deployment&) const = default;
};

struct Instruct {
    std::string to;  // a target's text; the core says what is wrong with it
    std::optional<IncidentId> incident;
    std::string text;
    std::optional<std::int32_t> priority;
    std::optional<Instant> respond_by;
    Needs needs = Needs::any;
    std::string talkgroup;
    std::optional<InstructionId> supersedes = {};  // an order of the same sender that this one takes the place of
    std::optional<Deployment> deployment = {};

    bool operator==(const Instruct&) const = default;
};

// How far a notice, alert or instruction got with this client. Exactly one of incident and instruction is there.
struct Ack {
    std::optional<IncidentId> incident;
    std::optional<InstructionId> instruction;
    std::optional<Revision> rev;  // absent = the newest
    Answer answer = Answer::acknowledged;
    std::string text;

    bool operator==(const Ack&) const = default;
};

// Which of the fields below `rev` a deed needs is checked at the door.
struct Command {
    Deed deed = Deed::note;
    std::optional<IncidentId> incident;
    std::optional<Revision> rev;
    std::string text;
    std::optional<DivisionName> division;
    std::optional<std::int32_t> priority;
    std::optional<CategoryName> category;
    std::optional<TeamName> team;
    std::optional<ClientName> unit;
    std::optional<PolicyName> policy;
    std::optional<IncidentId> into;
    std::vector<std::string> reports;
    std::optional<Instant> until;
    std::optional<InstructionId> instruction;
    bool acknowledge = false;
    std::optional<ClientName> to;
    std::optional<RoleName> role;                              // of shift_start
    std::vector<std::pair<std::string, std::string>> answers;  // of assess: question, answer
    std::optional<ExerciseName> exercise;                      // of exercise_start and exercise_end
    std::vector<std::string> participants;                     // of exercise_start, as targets
    std::optional<ClientName> account;                         // of appoint, dismiss and reinstate
    std::vector<RoleName> roles;                               // of appoint
    std::vector<FieldSort> fields;                             // of erase; empty = all

    bool operator==(const Command&) const = default;
};

struct PresenceUpdate {
    bool online = false;
    std::int64_t session = 0;
    PresenceReason reason = PresenceReason::connection_lost;  // of one that is not online

    bool operator==(const PresenceUpdate&) const = default;
};

// A question; the core never sees it (hub/app answers from the reader's state).
struct Query {
    std::string ask;  // incidents | incident | units | ...: the reader says what is unknown
    DivisionName division;
    TeamName team;
    std::vector<IncidentStatus> status;  // empty = all that are open
    std::optional<IncidentId> incident;
    std::int32_t limit = 50;                // 1..200; of nearest 10 unless it says otherwise
    std::string after;                      // the `next` or `n` of the page before, empty = from the start
    std::string target = {};                // of explain: why this one was not told
    std::optional<Revision> rev = {};       // of explain: as it was then
    std::optional<Position> position = {};  // of nearest, in place of the incident's
    std::vector<std::string> skills = {};   // of nearest: all of them; empty = those that the incident's work needs
    std::optional<PolicyName> policy = {};  // of reach: only this one
    std::optional<ClientName> unit = {};    // of handover: whose list; absent = the asker's

    bool operator==(const Query&) const = default;
};

using AnyInput = std::variant<Report, StatusUpdate, Instruct, Ack, Command, PresenceUpdate, Query>;

// One of them; compiled once, as EventBody is.
struct InputBody : AnyInput {
    using AnyInput::AnyInput;
    InputBody();
    InputBody(const InputBody& other);
    InputBody(InputBody&& other) noexcept;
    InputBody& operator=(const InputBody& other);
    InputBody& operator=(InputBody&& other) noexcept;
    ~InputBody();
};

}  // namespace paraat::core
