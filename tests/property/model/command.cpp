#include <algorithm>

#include "tests/property/model/call.hpp"
#include "tests/property/model/deeds.hpp"
#include "tests/property/model/incident.hpp"
#include "tests/property/model/instruction.hpp"

namespace paraat::test::model {
namespace {

using namespace std::chrono_literals;
using core::Deed;
using core::IncidentStatus;
using core::PauseKind;

// On what is closed only a note or a reopening; on what is resolved besides what ends it or sets its record right.
void look_at_life(const Incident& incident, Deed deed, Verdict& verdict) {
    const bool is_over = !incident.takes_reports();
    if (deed == Deed::reopen && !is_over) verdict.refusals.insert("not_closed");
    if (deed == Deed::note || deed == Deed::reopen) return;
    if (incident.is_closed()) verdict.refusals.insert("closed");
    const Deed not_resolved[] = {Deed::assign, Deed::dispatch, Deed::escalate, Deed::silence,
                                 Deed::shelve, Deed::assess,   Deed::refuse,   Deed::pass_on};
    if (incident.status == IncidentStatus::resolved && std::ranges::count(not_resolved, deed) > 0) {
        verdict.refusals.insert("resolved");
    }
}

// What two people must not both do.
void look_at_claim(const Incident& incident, const Name& client, const core::Command& command, Verdict& verdict) {
    const Deed guarded[] = {Deed::triage, Deed::assign, Deed::dispatch, Deed::merge,  Deed::split,
                            Deed::close,  Deed::refuse, Deed::pass_on,  Deed::assess, Deed::release};
    if (incident.claimed_by.empty() || incident.claimed_by == client) return;
    if (command.deed == Deed::claim) verdict.refusals.insert("not_allowed");
    if (std::ranges::count(guarded, command.deed) == 0) return;
    if (!command.rev || *command.rev < incident.claimed_at) verdict.refusals.insert("claimed");
}

void triage(Night& night, Incident& incident, const core::Command& command, Verdict& verdict) {
    if (!behind("division/" + command.division->text)) {
        verdict.refusals.insert("unknown_division");
    }
    if (command.category && category(command.category->text) == nullptr) verdict.refusals.insert("unknown_category");
    if (!verdict.is_accepted()) return;
    const Name division = command.division->text;
    add_division(incident, division);
    if (incident.status == IncidentStatus::fresh) incident.status = IncidentStatus::open;
    if (division != tray && !incident.is_panic() && incident.divisions.erase(tray) > 0) incident.removed.insert(tray);
    const bool is_new_category = command.category && command.category->text != incident.category;
    if (is_new_category) {
        incident.category = command.category->text;
        set_severity(incident, named_severity(incident).value_or(category(incident.category)->severity));
        incident.is_priority_chosen = false;
        if (!command.priority) set_priority(night, incident, usual_priority(incident));
    }
    if (command.priority) {
        const bool is_other = *command.priority != incident.priority || is_new_category;
        if (is_other) incident.is_priority_chosen = true;
        set_priority(night, incident, *command.priority);
    }
    judge(night, incident);
}

void escalate(Night& night, Incident& incident, const core::Command& command, Verdict& verdict) {
    Name policy = command.policy ? command.policy->text : category(incident.category)->policy;
    if (chain(policy) == nullptr) verdict.refusals.insert(command.policy ? "unknown_policy" : "bad_value");
    if (!verdict.is_accepted()) return;
    const auto known = incident.calls.find(policy);
    if (known != incident.calls.end() && known->second.runs) return step_on(night, incident, policy);
    raise(incident);
    begin(night, incident, policy);
}

void remove_division(Night& night, Incident& incident, const core::Command& command, Verdict& verdict) {
    const Name division = command.division->text;
    if (!incident.divisions.contains(division)) verdict.refusals.insert("not_found");
    if (incident.divisions.size() == 1) verdict.refusals.insert("bad_value");
    if (!verdict.is_accepted()) return;
    incident.divisions.erase(division);
    incident.removed.insert(division);
    judge(night, incident);
}

void turn_away(Night& night, Incident& incident, const Name& client, const core::Command& command, Verdict& verdict) {
    if (command.text.empty()) verdict.refusals.insert("bad_value");
    if (command.deed == Deed::pass_on && (!command.to || command.to->empty())) verdict.refusals.insert("bad_value");
    if (incident.is_called()) verdict.refusals.insert("unacknowledged");
    if (is_manned(incident)) verdict.refusals.insert("not_allowed");
    if (!verdict.is_accepted()) return;
    if (command.deed == Deed::pass_on) incident.passed_to = command.to->text;
    close(night, incident, client, command.deed == Deed::refuse ? core::Ending::refused : core::Ending::passed_on);
}

// Never of what is urgent or a panic; a reason, and an end that comes; until 0 takes it back.
void rest(Night& night, Incident& incident, const Name& client, const core::Command& command, Verdict& verdict) {
    const PauseKind kind = command.deed == Deed::silence ? PauseKind::silenced : PauseKind::shelved;
    if (command.until == Instant{}) {
        if (verdict.is_accepted() && incident.rests.erase(kind) > 0) changed_by(night, incident, client);
        return;
    }
    const Milliseconds most = kind == PauseKind::silenced ? Milliseconds{8h} : Milliseconds{24h};
    if (command.text.empty() || !command.until || *command.until <= night.now || *command.until - night.now > most) {
        verdict.refusals.insert("bad_value");
    }
    if (incident.priority == 1 || incident.is_panic()) verdict.refusals.insert("not_allowed");
    if (kind == PauseKind::silenced && !incident.is_called()) verdict.refusals.insert("bad_value");
    if (kind == PauseKind::shelved && !incident.is_acked()) verdict.refusals.insert("unacknowledged");
    if (!verdict.is_accepted()) return;
    incident.rests[kind] = {client, *command.until};
    took(night, client, incident);
}

void carry_out(Night& night, const Message& message, Incident& incident, const core::Command& command,
               Verdict& verdict) {
    const Name& client = message.client;
    switch (command.deed) {
        case Deed::triage: return triage(night, incident, command, verdict);
        case Deed::assign:
        case Deed::unassign:
        case Deed::dispatch: return assign(night, message, incident, command, verdict);
        case Deed::escalate: return escalate(night, incident, command, verdict);
        case Deed::remove_division: return remove_division(night, incident, command, verdict);
        case Deed::refuse:
        case Deed::pass_on: return turn_away(night, incident, client, command, verdict);
        case Deed::silence:
        case Deed::shelve: return rest(night, incident, client, command, verdict);
        case Deed::merge: return merge(night, incident, client, command, verdict);
        case Deed::split: return split(night, message, incident, command, verdict);
        case Deed::close:
            if (!incident.is_acked() && !command.acknowledge) verdict.refusals.insert("unacknowledged");
            if (verdict.is_accepted()) close(night, incident, client, core::Ending::done);
            return;
        default: break;
    }
    if (command.deed == Deed::reopen && incident.into) verdict.refusals.insert("not_allowed");
    if (command.deed == Deed::note && command.text.empty()) verdict.refusals.insert("bad_value");
    if (!verdict.is_accepted()) return;
    if (command.deed == Deed::claim) {
        took(night, client, incident);
        incident.is_claimed = incident.claimed_by != client;
        incident.claimed_by = client;
        // What somebody offers to the next it keeps for as long as the offer stands.
        const bool is_longer = !incident.is_claimed && incident.claimed_until != never;
        incident.claimed_until = std::max(night.now + 10min, is_longer ? incident.claimed_until : Instant{});
    }
    if (command.deed == Deed::release) release(incident);
    if (command.deed == Deed::resolve) incident.status = IncidentStatus::resolved;
    if (command.deed == Deed::reopen) {
        incident.status = IncidentStatus::open;
        incident.ending = core::Ending::done;
        incident.passed_to.clear();
        incident.ended_at = never;
        raise(incident);
        if (incident.is_panic()) {
            std::optional<core::IncidentId>& panic = night.units[incident.panic_of].panic;
            panic = panic.value_or(incident.id);
        }
        for (auto& [name, state] : incident.units) {
            if (!night.is_off_duty(name) || state == core::UnitState::left) continue;
            state = core::UnitState::left;
            incident.unit_since[name] = night.now;
        }
        std::erase_if(incident.teams, [&](const Name& team) { return is_at_home(night, team, incident.is_covert); });
        for (const auto& [policy, call] : incident.calls) {
            took(night, call.taken_by, incident);
        }
    }
}

// What says only what is so already changes nothing.
bool changes(const Incident& incident, const core::Command& command) {
    switch (command.deed) {
        case Deed::resolve: return incident.status != IncidentStatus::resolved;
        case Deed::release: return !incident.claimed_by.empty();
        case Deed::silence:
        case Deed::shelve: return command.until != Instant{};
        case Deed::assign: return command.team || command.unit;
        default: return true;
    }
}

Verdict withdraw(Night& night, const Name& client, const core::Command& command) {
    const auto found = night.instructions.find(*command.instruction);
    if (found == night.instructions.end() || !may_know(found->second, client)) return refused("not_found");
    Verdict verdict;
    if (!may_replace(found->second, client)) verdict.refusals.insert("not_allowed");
    if (found->second.has_ended()) verdict.refusals.insert("already_ended");
    if (verdict.is_accepted()) {
        end(night, found->second, core::InstructionState::withdrawn);
        call_off(night, found->second, client);
    }
    return verdict;
}

}  // namespace

Verdict take_command(Night& night, const Message& message, const core::Command& command) {
    if (person(message.client) == nullptr) return refused(command.incident ? "not_found" : "not_allowed");
    if (command.deed == Deed::shift_start || command.deed == Deed::shift_end)
        return take_shift(night, message, command);
    if (command.deed == Deed::handover) return take_handover(night, message, command);
    if (command.deed == Deed::withdraw) return withdraw(night, message.client, command);
    const auto found = night.incidents.find(*command.incident);
    if (found == night.incidents.end() || !may_read(found->second, message.client)) return refused("not_found");
    Incident& incident = found->second;
    // Whoever reads it may write down something.
    if (command.deed != Deed::note && !may_command(incident, message.client)) return refused("not_allowed");
    Verdict verdict;
    look_at_life(incident, command.deed, verdict);
    if (command.rev && *command.rev < incident.changed_at) verdict.refusals.insert("stale_revision");
    look_at_claim(incident, message.client, command, verdict);
    const bool is_a_change = changes(incident, command);
    carry_out(night, message, incident, command, verdict);
    if (verdict.is_accepted() && is_a_change) changed_by(night, incident, message.client);
    return verdict;
}

}  // namespace paraat::test::model
