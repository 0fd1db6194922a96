#include "hub/core/refusal.hpp"

#include "hub/base/check.hpp"

namespace paraat::core {

std::string_view code_of(Reason reason) {
    switch (reason) {
        case Reason::unknown_category: return "unknown_category";
        case Reason::unknown_target: return "unknown_target";
        case Reason::unknown_division: return "unknown_division";
        case Reason::unknown_team: return "unknown_team";
        case Reason::unknown_unit: return "unknown_unit";
        case Reason::unknown_policy: return "unknown_policy";
        case Reason::not_found: return "not_found";
        case Reason::not_a_unit: return "not_a_unit";
        case Reason::not_allowed: return "not_allowed";
        case Reason::not_asked: return "not_asked";
        case Reason::newer_alarm: return "newer_alarm";
        case Reason::closed: return "closed";
        case Reason::not_closed: return "not_closed";
        case Reason::stale_revision: return "stale_revision";
        case Reason::unacknowledged: return "unacknowledged";
        case Reason::expired: return "expired";
        case Reason::already_ended: return "already_ended";
        case Reason::nobody_there: return "nobody_there";
        case Reason::bad_value: return "bad_value";
        case Reason::not_supported: return "not_supported";
        case Reason::not_handed_over: return "not_handed_over";
        case Reason::wrong_pin: return "wrong_pin";
        case Reason::claimed: return "claimed";
        case Reason::resolved: return "resolved";
        case Reason::bad_rules: return "bad_rules";
        case Reason::not_agreed: return "not_agreed";
        case Reason::came_round: return "loop";
        case Reason::not_authorised: return "not_authorised";
        case Reason::preserved: return "preserved";
    }
    PARAAT_CHECK(false);
    return {};
}

}  // namespace paraat::core
