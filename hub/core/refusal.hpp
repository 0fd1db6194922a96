#pragma once

#include <optional>
#include <string>

#include "hub/core/message.hpp"

namespace paraat::core {

// Why an input is not taken. A refusal is an ordinary outcome: it ends in a receipt. The reasons' words are in
// refusal.cpp; they are on the wire, so they are only added.
enum class Reason {
    unknown_category,
    unknown_target,
    unknown_division,
    unknown_team,
    unknown_unit,
    unknown_policy,
    not_found,   // also for what the asker may not know
    not_a_unit,  // a status from an account that is none
    not_allowed,
    not_asked,
    newer_alarm,
    closed,
    not_closed,
    stale_revision,
    unacknowledged,
    expired,
    already_ended,
    nobody_there,  // the target exists, and no account is behind it that may know
    bad_value,
    not_supported,
    not_handed_over,  // what the one who leaves has in hand
    wrong_pin,
    claimed,         // somebody else is on it
    resolved,        // first it is reopened
    bad_rules,       // the set of rules cannot be run; the one that runs stays
    not_agreed,      // a partner's report that its agreement does not cover
    came_round,      // a word that began here, or passed too many sites
    not_authorised,  // covert work; told to the cleared only
    preserved,       // what is on record of it is not erased now
};

std::string_view code_of(Reason reason);

struct Refusal {
    Reason reason = Reason::bad_value;
    std::string field;
    std::string sentence;
    std::optional<Receipt::Now> now;  // with newer_alarm, stale_revision and claimed

    bool operator==(const Refusal&) const = default;
};

}  // namespace paraat::core
