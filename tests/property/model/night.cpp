#include "tests/property/model/night.hpp"

#include <algorithm>

#include "tests/property/model/call.hpp"
#include "tests/property/model/deeds.hpp"
#include "tests/property/model/incident.hpp"
#include "tests/property/model/instruction.hpp"

namespace paraat::test::model {
namespace {

using namespace std::chrono_literals;
using core::PauseKind;
using core::PresenceState;

constexpr Milliseconds late_after = 75s;
constexpr Milliseconds lost_after = 150s;
constexpr Milliseconds kept_for = 48h;

// When a client that nobody hears is late, and lost; never once it is lost.
Instant lapse_of(const Unit& unit) {
    if (!unit.heard_at || unit.presence == PresenceState::lost) return never;
    return *unit.heard_at + (unit.presence == PresenceState::online ? late_after : lost_after);
}

Instant expiry_of(const Instruction& order) {
    const bool is_waited_for = !order.has_ended() && order.state < core::InstructionState::accepted;
    return is_waited_for ? order.respond_by.value_or(never) : never;
}

Instant retirement_of(Instant ended_at) {
    return ended_at == never ? never : ended_at + kept_for;
}

Instant due_of(const Incident& incident) {
    Instant due = std::min(incident.claimed_until, retirement_of(incident.ended_at));
    for (const auto& [kind, rest] : incident.rests) due = std::min(due, rest.until);
    if (!incident.rests.contains(PauseKind::silenced)) {
        for (const auto& [policy, call] : incident.calls) {
            if (call.runs) due = std::min(due, call.due);
        }
    }
    return due;
}

Instant next_due(const Night& night) {
    Instant due = never;
    for (const auto& [name, unit] : night.units) {
        due = std::min(due, lapse_of(unit));
        if (unit.is_gone || unit.is_gone_covertly) due = std::min(due, night.now);
    }
    for (const auto& [from, offer] : night.offers) due = std::min(due, offer.accept_by);
    for (const auto& [id, order] : night.instructions)
        due = std::min({due, expiry_of(order), retirement_of(order.ended_at)});
    for (const auto& [id, incident] : night.incidents) due = std::min(due, due_of(incident));
    return due;
}

void happen(Night& night, Incident& incident) {
    if (incident.claimed_until <= night.now) release(incident);
    for (const PauseKind kind : {PauseKind::silenced, PauseKind::shelved}) {
        const auto rest = incident.rests.find(kind);
        if (rest != incident.rests.end() && rest->second.until <= night.now) end_rest(night, incident, kind);
    }
    if (incident.rests.contains(PauseKind::silenced)) return;
    for (auto& [policy, call] : incident.calls) {
        if (call.runs && call.due <= night.now) step_on(night, incident, policy);
    }
}

void lapse(Night& night) {
    for (auto& [name, unit] : night.units) {
        while (lapse_of(unit) <= night.now) {
            const bool was_online = unit.presence == PresenceState::online;
            unit.presence =
                was_online && night.now < *unit.heard_at + lost_after ? PresenceState::late : PresenceState::lost;
            if (unit.presence != PresenceState::lost) continue;
            unit.goes();
            unit.is_pressing = false;  // by the next word of it
        }
    }
}

std::set<core::IncidentId> manned(const Night& night) {
    std::set<core::IncidentId> found;
    for (const auto& [id, incident] : night.incidents) {
        if (incident.takes_reports() && is_manned(incident)) found.insert(id);
    }
    return found;
}

// Everybody has left it, and who took it is at home: its calls begin again.
void call_where_nobody_is(Night& night, const std::set<core::IncidentId>& manned_before) {
    for (auto& [id, incident] : night.incidents) {
        const bool is_deserted = incident.takes_reports() && !is_manned(incident) && manned_before.contains(id);
        const bool is_called = incident.is_called() && !incident.rests.contains(PauseKind::silenced);
        if (!is_deserted || is_called || !waits_for_deeds(incident)) continue;
        const auto is_there = [&](const auto& call) {
            return !call.second.taken_by.empty() && !night.is_off_duty(call.second.taken_by);
        };
        if (std::any_of(incident.calls.begin(), incident.calls.end(), is_there)) continue;
        for (auto& [policy, call] : incident.calls) {
            const auto offer = night.offers.find(call.taken_by);
            const bool is_offered = offer != night.offers.end() && offer->second.incidents.contains(id);
            if (call.runs || call.taken_by.empty() || is_offered) continue;
            incident.is_seen = false;
            begin(night, incident, policy);
        }
    }
}

// Who answered before it was put aside is asked again.
void call_what_is_off_the_shelf(Night& night) {
    for (auto& [id, incident] : night.incidents) {
        if (std::exchange(incident.is_off_the_shelf, false) && incident.takes_reports()) call_anew(night, incident);
    }
}

void happen(Night& night) {
    const std::set<core::IncidentId> manned_before = manned(night);
    lapse(night);
    for (auto& [name, unit] : night.units) {
        if (std::exchange(unit.is_gone, false)) leave_out(night, name, false);
    }
    for (auto& [name, unit] : night.units) {
        if (std::exchange(unit.is_gone_covertly, false)) leave_out(night, name, true);
    }
    Names lapsed;
    for (const auto& [from, offer] : night.offers) {
        if (offer.accept_by <= night.now) lapsed.insert(from);
    }
    for (const Name& from : lapsed) end_offer(night, from);
    for (auto& [id, order] : night.instructions) {
        if (expiry_of(order) <= night.now) end(night, order, core::InstructionState::expired);
    }
    for (auto& [id, incident] : night.incidents) happen(night, incident);
    call_where_nobody_is(night, manned_before);
    call_what_is_off_the_shelf(night);
    std::erase_if(night.incidents, [&](const auto& one) { return retirement_of(one.second.ended_at) <= night.now; });
    std::erase_if(night.instructions, [&](const auto& one) { return retirement_of(one.second.ended_at) <= night.now; });
}

}  // namespace

bool Night::is_off_duty(const Name& name) const {
    const auto found = units.find(name);
    return found != units.end() && found->second.is_off_duty;
}

bool Night::is_lost(const Name& name) const {
    const auto found = units.find(name);
    return found != units.end() && found->second.presence == PresenceState::lost;
}

void hear(Night& night, const Name& client) {
    if (person(client) == nullptr) return;
    Unit& unit = night.units[client];
    unit.presence = PresenceState::online;
    if (!unit.is_off_duty) unit.goes(false);
    unit.heard_at = night.now;
}

namespace {

Verdict decide(Night& night, const Message& message) {
    if (const auto* report = std::get_if<core::Report>(&message.body)) return take_report(night, message, *report);
    if (const auto* update = std::get_if<core::StatusUpdate>(&message.body))
        return take_status(night, message, *update);
    if (const auto* order = std::get_if<core::Instruct>(&message.body)) return take_instruct(night, message, *order);
    if (const auto* command = std::get_if<core::Command>(&message.body)) return take_command(night, message, *command);
    const auto& ack = std::get<core::Ack>(message.body);
    return ack.instruction ? take_answer(night, message, ack) : take_ack(night, message, ack);
}

std::set<core::IncidentId> silenced(const Night& night) {
    std::set<core::IncidentId> found;
    for (const auto& [id, incident] : night.incidents) {
        if (incident.rests.contains(PauseKind::silenced)) found.insert(id);
    }
    return found;
}

}  // namespace

Verdict take(Night& night, const Message& message) {
    hear(night, message.client);
    const std::set<core::IncidentId> before = silenced(night);
    const std::set<core::IncidentId> manned_before = manned(night);
    const Verdict verdict = decide(night, message);
    call_where_nobody_is(night, manned_before);
    call_what_is_off_the_shelf(night);
    // However a silence ends, who went or declined meanwhile is not waited for.
    const std::set<core::IncidentId> after = silenced(night);
    for (const core::IncidentId& id : before) {
        if (!after.contains(id)) go_on_where_nobody_is_left(night, night.incidents.at(id));
    }
    return verdict;
}

void pass(Night& night, Milliseconds span) {
    const Instant end = night.now + span;
    for (Instant due = next_due(night); due <= end; due = next_due(night)) {
        night.now = std::max(night.now, due);
        happen(night);
    }
    night.now = end;
}

void restart(Night& night, Milliseconds away) {
    night.now = night.now + away;
    for (auto& [name, unit] : night.units) {
        unit.presence = PresenceState::unknown;
        unit.heard_at.reset();
        if (!unit.panic) unit.is_pressing = false;
    }
    happen(night);
}

}  // namespace paraat::test::model
