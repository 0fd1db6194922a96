#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/core/accounts.hpp"
#include "hub/core/names.hpp"
#include "hub/core/words.hpp"

namespace paraat::core {

struct Division {
    DivisionName name;
    std::string label;
};

struct Team {
    TeamName name;
    std::string label;
    DivisionName division;
};

// What a role may do beside reading and answering what comes to it.
enum class Authority : std::uint8_t {
    member,         // nothing more
    coordinator,    // commands and instructs within its division
    centre,         // commands everywhere: the coordination centre
    opco,           // the same, and last in every escalation
    administrator,  // makes and ends logins; learns nothing of the work
};

struct Role {
    RoleName name;
    std::string label;
    Authority authority = Authority::member;
    DivisionName division;  // of a coordinator, empty otherwise
};

// What a report of a category means where no rule says otherwise.
struct Category {
    CategoryName name;
    std::string label_nl;
    std::string label_en;
    std::vector<DivisionName> divisions;
    bool to_own_division = false;  // also to the division of the unit that reports
    Severity severity = Severity::minor;
    int priority = 4;     // 1 (first) .. 5
    PolicyName escalate;  // empty = none
    bool joins = true;
    std::int64_t join_metres = 100;
    Milliseconds join_quiet = std::chrono::minutes{30};  // since the newest report
    Milliseconds join_age = std::chrono::hours{4};       // since the incident was opened
    std::vector<std::string> skills = {};                // that its work needs
    Milliseconds check_in{0};  // how often a unit on it says something of its own; 0 = it need not
};

// Work that only the cleared know of, as somebody authorised it.
struct Compartment {
    CompartmentName name;
    std::string label;
    std::string authorised_by;
    std::string ground;
    Instant until;  // from then on nothing new may begin in it
};

// What is asked about a request, and what each answer adds to its score.
struct Question {
    std::string name;
    std::vector<CategoryName> categories;
    std::string label_nl;
    std::string label_en;
    std::map<std::string, std::int32_t> answers;  // points of each
};

// How long lasts what a person begins and may forget.
struct Terms {
    Milliseconds claim = std::chrono::minutes{10};  // since the claimer's newest deed
    Milliseconds silence_most = std::chrono::hours{8};
    Milliseconds shelve_most = std::chrono::hours{24};
    Milliseconds answer_check_in = std::chrono::minutes{2};  // once it is asked for
    Milliseconds accept_handover = std::chrono::minutes{10};
    Milliseconds tell_before = std::chrono::minutes{5};  // the end of a pause, who made it is told
    Milliseconds briefing_at = std::chrono::hours{7};    // of each day, since local midnight
};

// Who there is and what the words of the trade mean. Immutable after loading; every name in it refers to something in
// it (hub/app/organisation_file checks that).
struct Organisation {
    DivisionName sector;  // the centre's own tray: incidents without a division
    CategoryName panic;   // what a panic button opens
    std::map<DivisionName, Division> divisions;
    std::map<TeamName, Team> teams;
    std::map<RoleName, Role> roles;
    Accounts accounts;
    std::map<ClientName, Account> displaced;  // by an appointment (hub/core/staff.hpp): what the file says of them
    std::map<CategoryName, Category> categories;
    std::map<CompartmentName, Compartment> compartments;  // that are authorised, or were
    std::map<std::string, Question> questions;
    std::map<std::int32_t, Severity> severity_by_score;  // from that many points on
    std::map<AlarmKind, CategoryName> alarms;            // of the incidents that the hub opens itself; absent = none
    Terms terms;
    std::vector<RoleName>
        privacy_officers;  // who preserve and erase records; none = those who have the opco's authority
    // Topics of devices that do not speak the contract, as nobody in particular has them.
    std::vector<FieldTopic> field_topics;
    std::vector<std::string> field_roots;  // the first levels of all of them

    const Account* account(const ClientName& name) const;  // nullptr when unknown
    const Category* category(const CategoryName& name) const;
    // The division of a client's board entry and of its panic; empty when it has none.
    DivisionName division_of(const ClientName& name) const;
    DivisionName division_of(const Account& account) const;
    bool has_authority(const ClientName& name, Authority authority) const;
    // Empty of an unknown account as of an open one.
    CompartmentName compartment_of(const ClientName& name) const;
    // The centre or the opco.
    bool commands_all(const ClientName& name) const;
    bool coordinates(const ClientName& name, const DivisionName& division) const;
    // Those whose division_of() it is, in order of their names.
    std::vector<ClientName> clients_of(const DivisionName& division) const;
    // The role that coordinates a division; empty when none does.
    RoleName coordinator_of(const DivisionName& division) const;
};

// Divisions share the topic level of these words (contract section 1), so none may be named so.
bool is_reserved_division(std::string_view name);

}  // namespace paraat::core
