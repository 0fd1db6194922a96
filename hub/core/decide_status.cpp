#include <algorithm>

#include "hub/core/alarms.hpp"
#include "hub/core/decide.hpp"
#include "hub/core/escalation.hpp"
#include "hub/core/judgement.hpp"
#include "hub/core/whereabouts.hpp"

namespace paraat::core {
namespace {

bool is_old_news(const Unit* unit, const StatusUpdate& update) {
    return unit != nullptr && update.sent_at && unit->status_sent_at && *update.sent_at < *unit->status_sent_at;
}

// A device whose clock is ahead must not outdate what it says once it is set right.
Instant sent_at_of(const Situation& situation, const StatusUpdate& update) {
    return std::min(update.sent_at.value_or(situation.now), situation.now);
}

// The only open incident that the unit is assigned to and may be seen in; nullptr when there is none or a choice.
const Incident* assigned_to(const Situation& situation, const ClientName& client) {
    const Unit* unit = situation.state.unit(client);
    if (unit == nullptr) return nullptr;
    const Incident* found = nullptr;
    for (const IncidentId& id : unit->assigned) {
        const Incident* incident = situation.state.incident(id);
        if (incident == nullptr || !may_take_part(situation.organisation, client, incident->compartment)) continue;
        if (found != nullptr) return nullptr;
        found = incident;
    }
    return found;
}

// What it said last that it works on, unless it left that since.
const Incident* at_work_on(const Situation& situation, const ClientName& client) {
    const Unit* unit = situation.state.unit(client);
    if (unit == nullptr || !unit->incident || !unit->assigned.contains(*unit->incident)) return nullptr;
    const Incident* incident = situation.state.incident(*unit->incident);
    const bool may_be = incident != nullptr && may_take_part(situation.organisation, client, incident->compartment);
    return may_be ? incident : nullptr;
}

// What a unit means that names nothing. Who sets out means where it is yet to go.
const Incident* meant_by(const Situation& situation, const ClientName& client, const StatusUpdate& update) {
    const Incident* at = update.status == UnitStatus::en_route ? nullptr : at_work_on(situation, client);
    return at != nullptr ? at : assigned_to(situation, client);
}

// The incident that a unit names, if it may work on it; refuses otherwise.
const Incident* named_by(Situation& situation, const ClientName& client, const IncidentId& id) {
    const Incident* incident = situation.state.incident(id);
    const bool may_know = incident != nullptr &&
                          (may_read(situation.organisation, client, *incident) || incident->units.contains(client));
    if (may_know) return must_stay_out(situation, client, *incident) ? nullptr : incident;
    situation.refuse(Reason::not_found, "incident", "no such incident is known");
    return nullptr;
}

// What the update is about; nullptr for nothing that still runs, or with a refusal.
const Incident* worked_on(Situation& situation, const ClientInput& input, const StatusUpdate& update) {
    const Incident* incident = update.incident ? named_by(situation, input.client, *update.incident)
                                               : meant_by(situation, input.client, update);
    // A beacon is answered by nobody, and panic is never held back by a wrong incident.
    if (input.is_beacon || update.panic) situation.outcome.refusal.reset();
    return incident != nullptr && incident->is_closed() ? nullptr : incident;
}

// How far a status brings its unit with an incident; nullopt when it says nothing of it.
std::optional<UnitState> progress_of(UnitStatus status) {
    switch (status) {
        case UnitStatus::en_route: return UnitState::en_route;
        case UnitStatus::on_scene: return UnitState::on_scene;
        case UnitStatus::returning:
        case UnitStatus::available:
        case UnitStatus::off_duty: return UnitState::left;
        case UnitStatus::busy:
        case UnitStatus::unavailable: break;
    }
    return {};
}

// What the status makes of the unit's part in the incident; nullopt when nothing.
std::optional<UnitState> next_progress(const ClientName& client, const Incident& incident, UnitStatus status) {
    const std::optional<UnitState> state = progress_of(status);
    const auto known = incident.units.find(client);
    if (known == incident.units.end()) return state == UnitState::left ? std::nullopt : state;
    // Free, and yet to set out, is the beginning, not the end.
    const bool is_free = status == UnitStatus::available || status == UnitStatus::returning;
    if (known->second.state <= UnitState::accepted && is_free) return std::nullopt;
    return known->second.state == state ? std::nullopt : state;
}

// Who goes home is on nothing any more, whatever it spoke of.
void leave_others(Situation& situation, const ClientName& client, const Incident* spoken_of) {
    const Unit* unit = situation.state.unit(client);
    if (unit == nullptr) return;
    for (const IncidentId& id : unit->assigned) {
        const Incident* incident = situation.state.incident(id);
        if (incident == nullptr || incident == spoken_of) continue;
        situation.happen(client, progressed(situation, *incident, client, UnitState::left));
    }
}

bool keeps_working(const StatusUpdate& update) {
    if (!update.status) return true;
    switch (*update.status) {
        case UnitStatus::en_route:
        case UnitStatus::on_scene:
        case UnitStatus::busy: return true;
        case UnitStatus::off_duty:
        case UnitStatus::available:
        case UnitStatus::returning:
        case UnitStatus::unavailable: break;
    }
    return false;
}

// The unit's word of itself, and of its part in `incident` (nullptr = none that it may work on).
void take_word(Situation& situation, const ClientInput& input, const StatusUpdate& update, const Incident* incident) {
    const Unit* unit = situation.state.unit(input.client);
    StatusReported reported{
        input.client,    update.status,     {},           {},
        update.position, update.accuracy_m, update.panic, situation.organisation.compartment_of(input.client)};
    // Nobody's way home is followed.
    if (hides_position(situation.state, input.client, update)) {
        reported.position.reset();
        reported.accuracy_m.reset();
    }
    reported.sent_at = sent_at_of(situation, update);
    // A beacon has the last status with it again and again: what it was sent to since is not meant by that.
    const bool is_repeat = input.is_beacon && unit != nullptr && update.status == unit->status &&
                           (!update.incident || update.incident == unit->incident);
    const bool says_how_far = incident != nullptr && update.status && !is_repeat;
    const std::optional<UnitState> progress =
        says_how_far ? next_progress(input.client, *incident, *update.status) : std::nullopt;
    if (incident != nullptr) {
        const bool is_on_it = progress != UnitState::left && update.status != UnitStatus::off_duty;
        if (is_on_it) reported.incident = incident->id;
    } else if (unit != nullptr && keeps_working(update)) {
        reported.incident = unit->incident;
    }
    const bool is_news = unit == nullptr || (update.status && update.status != unit->status) ||
                         reported.incident != unit->incident || update.panic != unit->press.is_on();
    if (!input.is_beacon || is_news) situation.happen(input.client, std::move(reported));
    if (progress) situation.happen(input.client, progressed(situation, *incident, input.client, *progress));
    if (update.status == UnitStatus::off_duty) leave_others(situation, input.client, incident);
}

// What comes late says nothing of the unit any more. Of its button it may: a press that nobody saw, or the end of one.
void take_late_word(Situation& situation, const ClientName& client, const StatusUpdate& update, const Unit& unit) {
    const ButtonHeard heard{client, sent_at_of(situation, update), update.panic,
                            situation.organisation.compartment_of(client)};
    Press press = unit.press;
    press.hear(heard.is_pressed, heard.sent_at, *unit.status_sent_at);
    if (press != unit.press) situation.happen(client, heard);
}

// The call of a panic, unless it runs.
void call_for_panic(Draft& draft, const Because& because) {
    const Situation& situation = draft.situation();
    const Category* category = situation.organisation.category(situation.organisation.panic);
    const Escalation* ran = draft.incident().escalation(category->escalate);
    const EscalationPolicy* policy = situation.rules.policy(category->escalate);
    if ((ran != nullptr && ran->is_running) || policy == nullptr) return;
    start_escalation(draft, the_hub, *policy, {}, because);
}

// The unit takes its panic back. Nothing ends by that: the right PIN and the one under duress look alike to whoever
// holds the device, and somebody else finds out which it was.
void cancel_panic(Situation& situation, const ClientInput& input, const StatusUpdate& update) {
    const Unit* unit = situation.state.unit(input.client);
    const Incident* incident = unit != nullptr && unit->panic ? situation.state.incident(*unit->panic) : nullptr;
    if (incident == nullptr || incident->is_closed()) {
        return situation.refuse(Reason::not_found, "cancel", "there is no panic of this unit to take back");
    }
    if (*update.cancelled == PinWord::wrong) {
        return situation.refuse(Reason::wrong_pin, "cancel", "that is not the PIN of this unit");
    }
    situation.outcome.incident = incident->id;
    const bool is_duress = *update.cancelled == PinWord::duress;
    const bool is_known = incident->is_cancelled && (incident->is_under_duress || !is_duress);
    if (is_known) return;  // said again, it is no news that calls people
    Draft draft(situation, *incident);
    draft.happen(input.client, PanicCancelled{incident->id, input.client, is_duress});
    call_for_panic(draft, {input.client.text + " took it back: make sure", "panic_cancelled", {}});
}

void raise_panic(Situation& situation, const ClientInput& input, const StatusUpdate& update) {
    const Organisation& organisation = situation.organisation;
    const Category* category = organisation.category(organisation.panic);
    const Unit* unit = situation.state.unit(input.client);
    const CompartmentName compartment = organisation.compartment_of(input.client);
    const Incident* standing = unit != nullptr && unit->panic ? situation.state.incident(*unit->panic) : nullptr;
    // Of the time when its account was covert, or was not: those who must come now do not read it.
    if (standing != nullptr && standing->compartment != compartment) standing = nullptr;
    // A beacon says it again and again while the button is pressed, and may come late; a status is said once.
    const bool is_known = unit != nullptr && unit->press.covers(sent_at_of(situation, update));
    if (input.is_beacon && is_known) return;
    if (standing != nullptr && !standing->is_closed()) {
        Draft draft(situation, *standing);
        draft.happen(input.client, PanicRaised{standing->id, input.client, update.position, update.is_silent});
        const bool must_end_notice = update.is_silent && standing->notice_of(input.client) != nullptr;
        if (must_end_notice) draft.happen(the_hub, NoticeTakenBack{standing->id, input.client});
        // Pressed again after somebody took it: the call begins again.
        call_for_panic(draft, {"panic was raised again", "panic_again", {}});
        situation.outcome.incident = standing->id;
        situation.outcome.joined = true;
        return;
    }
    Report report;
    report.sent_at = update.sent_at;
    report.category = category->name;
    report.text = "Noodknop: " + input.client.text;
    report.position = update.position;
    report.accuracy_m = update.accuracy_m;
    const ObservedUnit* seen = situation.observed.unit(input.client);
    if (!report.position && seen != nullptr) {
        report.position = seen->position;
        report.accuracy_m = seen->accuracy_m;
    }
    Draft draft(situation);
    open_incident(draft, input, report, *category, compartment);
    draft.happen(input.client, PanicRaised{draft.incident().id, input.client, {}, update.is_silent});
    judge(draft, report, input.client);
    situation.outcome.incident = draft.incident().id;
    situation.outcome.joined = false;
}

}  // namespace

void decide_status(Situation& situation, const ClientInput& input, const StatusUpdate& update) {
    const Account* account = situation.organisation.account(input.client);
    if (account == nullptr || !account->is_unit) {
        return situation.refuse(Reason::not_a_unit, "",
                                "\"" + input.client.text + "\" is not a unit of the organisation");
    }
    const Incident* incident = worked_on(situation, input, update);
    if (situation.outcome.refusal) return;
    const Unit* unit = situation.state.unit(input.client);
    if (is_old_news(unit, update)) {
        take_late_word(situation, input.client, update, *unit);
    } else {
        take_word(situation, input, update, incident);
    }
    if (incident != nullptr) situation.outcome.incident = incident->id;
    if (update.panic) return raise_panic(situation, input, update);
    if (update.cancelled) cancel_panic(situation, input, update);
}

Milliseconds check_in_of(const Category* category, const Incident& incident) {
    return more_often(category != nullptr ? category->check_in : Milliseconds{0}, incident.check_in);
}

UnitProgressed progressed(const Situation& situation, const Incident& incident, const ClientName& unit,
                          UnitState state) {
    const Account* account = situation.organisation.account(unit);
    const Category* category = situation.organisation.category(incident.category);
    Milliseconds check_in = check_in_of(category, incident);
    if (account != nullptr && account->check_in > Milliseconds{0}) check_in = account->check_in;
    return {incident.id, unit, state, account != nullptr ? account->team : TeamName{}, check_in};
}

PresenceChanged presence_of(const Situation& situation, const ClientName& client, PresenceState presence,
                            PresenceReason reason, std::int64_t session) {
    return {client, presence, session, situation.organisation.compartment_of(client), reason};
}

void decide_presence(Situation& situation, const ClientInput& input, const PresenceUpdate& update) {
    if (situation.organisation.account(input.client) == nullptr) return;
    const Unit* unit = situation.state.unit(input.client);
    const PresenceState known = unit != nullptr ? unit->presence : PresenceState::unknown;
    const std::int64_t session = unit != nullptr ? unit->session : 0;
    if (update.online) {
        // An older session that speaks while a newer one lives: two devices have the same name.
        if (known == PresenceState::online && update.session != 0 && update.session < session) {
            // It says so again and again: what somebody took for this session stays taken.
            if (update.session <= unit->contested_session) return;
            situation.happen(the_hub, SessionContested{input.client, update.session,
                                                       situation.organisation.compartment_of(input.client)});
            return raise_alarm(situation, AlarmKind::contested_session, input.client,
                               input.client.text + " is op twee apparaten tegelijk aangemeld");
        }
        if (known != PresenceState::online || update.session != session) {
            situation.happen(input.client, presence_of(situation, input.client, PresenceState::online,
                                                       PresenceReason::heard, update.session));
            note_return(situation, input.client);
        }
        return;
    }
    // The broker's word makes it late at once; only the lease makes it lost. A last will that comes after the client is
    // back belongs to an older session.
    if (update.session == session && known == PresenceState::online) {
        situation.happen(input.client, presence_of(situation, input.client, PresenceState::late, update.reason));
    }
}

}  // namespace paraat::core
