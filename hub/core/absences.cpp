#include "hub/core/absences.hpp"

#include <algorithm>

#include "hub/core/behind.hpp"
#include "hub/core/escalation.hpp"
#include "hub/core/shifts.hpp"
#include "hub/core/telling.hpp"

namespace paraat::core {
namespace {

// What waits for it, or is asked of a role or team that it is not of any more.
bool is_left_by(const Situation& situation, const ClientName& client, const Instruction& order) {
    const Unit& unit = *situation.state.unit(client);
    const auto target = Target::parse(order.to);
    const bool is_its_own = order.waits_for(client) || order.is_being_done_by(client);
    if (!is_its_own) return false;
    return unit.duty == Duty::off ||
           (target && (is_in_other_role(unit, *target) || !is_behind(situation.organisation, client, *target)));
}

// Asked as one that it is not any more, since somebody gave it another place; an offer is its own.
bool is_asked_no_more(const Situation& situation, const ClientName& client, const NoticeRung& notice) {
    if (!belongs(situation.organisation, client)) return true;
    return !notice.policy.empty() && !is_behind(situation.organisation, client, notice.target);
}

bool has_read(const Instruction& order, const ClientName& client) {
    const auto answer = order.answers.find(client);
    return answer != order.answers.end() && answer->second.answer >= Answer::read;
}

// Whether somebody is there who can read it, or did, beside this client.
bool is_known_to_another(const Situation& situation, const Instruction& order, const ClientName& client) {
    return std::any_of(order.addressees.begin(), order.addressees.end(), [&](const ClientName& other) {
        if (other == client || order.left.contains(other) || situation.state.is_off_duty(other)) return false;
        return has_read(order, other) || can_read(situation, other);
    });
}

Order word_of(const Instruction& order) {
    Order word;
    word.incident = order.incident;
    word.compartment = order.compartment;
    word.exercise = order.is_exercise;
    word.priority = order.priority;
    word.text = order.text;
    return word;
}

// What the hub told, and nobody can read but this client, goes on to who is there next.
void pass_on(Situation& situation, const ClientName& client, const Instruction& order) {
    if (is_known_to_another(situation, order, client)) return;
    const Incident* incident = order.incident ? situation.state.incident(*order.incident) : nullptr;
    const DivisionName& division = incident != nullptr ? incident->divisions.front() : order.division;
    const auto next = tell_next(situation, "passed/" + order.id.text(), word_of(order), division);
    if (next) situation.happen(the_hub, InstructionSuperseded{order.id, *next});
}

// A word that must reach somebody stands until somebody has read it, whoever goes.
bool is_unread_word(const Instruction& order) {
    return order.must_reach && order.state < InstructionState::read;
}

// Who gave it is told that nobody does it now.
void tell_giver(Situation& situation, const ClientName& client, const Instruction& order, bool was_accepted) {
    const bool is_of_the_hub = order.from == the_hub;
    if (is_of_the_hub && order.rule.empty()) return;
    Order word = word_of(order);
    word.to = {Target::Kind::unit, is_of_the_hub ? "" : order.from.text};
    const bool is_off = situation.state.is_off_duty(client);
    const std::string gone =
        client.text + (is_off ? " went off duty: " : " is not there as " + order.to + " any more: ");
    word.text = gone + (was_accepted ? "it accepted, and did not say that it is done: \"" : "nobody is left to do \"") +
                order.text + "\".";
    tell_somebody(situation, "left/" + order.id.text(), word, order.division);
}

// Open and covert work are looked at apart, so that neither moves the other.
enum class Work { open, covert };

template <class Noun>
bool is_of(Work work, const Noun& noun) {
    return noun.compartment.empty() == (work == Work::open);
}

// It is not waited for any more; where nobody else is left, who gave the order is told.
void leave_orders(Situation& situation, const ClientName& client, Work work) {
    for (const auto& [id, order] : situation.state.instructions) {
        if (!is_of(work, order)) continue;
        if (order.left.contains(client) || !is_left_by(situation, client, order)) continue;
        if (is_unread_word(order)) {
            pass_on(situation, client, order);
            continue;
        }
        const bool was_accepted = order.is_being_done_by(client);
        if (was_accepted && order.is_dispatch) continue;  // what becomes of that its incident tells
        const AddresseeLeft leaves{id, client};
        Instruction without = order;
        apply(without, leaves, situation.now, the_hub);
        situation.happen(the_hub, leaves);
        const bool is_done_by_another =
            order.needs == Needs::any &&
            std::any_of(order.addressees.begin(), order.addressees.end(), [&, &done = order](const ClientName& other) {
                return other != client && done.is_being_done_by(other) && !done.left.contains(other);
            });
        if (without.has_ended() || (was_accepted && !is_done_by_another)) {
            tell_giver(situation, client, order, was_accepted);
        }
    }
}

void pass_on_words(Situation& situation, const ClientName& client, Work work) {
    for (const auto& [id, order] : situation.state.instructions) {
        if (is_of(work, order) && order.waits_for(client) && is_unread_word(order)) pass_on(situation, client, order);
    }
}

// Who comes may be who somebody waits for: words that stand with those who are gone.
void take_up_words(Situation& situation, Work work) {
    for (const auto& [id, order] : situation.state.instructions) {
        if (is_of(work, order) && !order.has_ended() && is_unread_word(order)) pass_on(situation, {}, order);
    }
}

// It took what others left since, and nobody resolved it.
void tell_of_left_alone(Situation& situation, const ClientName& client, const Incident& incident) {
    Order word = about(incident);
    word.text = "Nobody has \"" + incident.title + "\" in hand: " + client.text +
                ", who took it, went off duty. Nobody is there any more, and it is not resolved.";
    tell_somebody(situation, "left_alone/" + incident.id.text() + "/" + client.text, word, incident.divisions.front());
}

// Where it was the last of its team, the team is sent nowhere any more. True when that was so anywhere.
bool leave_with_team(Situation& situation, const ClientName& client, Work work) {
    const Account* account = situation.organisation.account(client);
    const TeamName team = account != nullptr ? account->team : TeamName{};
    if (team.empty()) return false;
    bool has_left = false;
    for (const auto& [id, incident] : situation.state.incidents) {
        const auto& teams = incident.teams;
        if (!is_of(work, incident) || incident.is_closed() ||
            std::find(teams.begin(), teams.end(), team) == teams.end())
            continue;
        if (!is_at_home(situation, team, incident.compartment)) continue;
        situation.happen(the_hub, Unassigned{id, team, {}});
        has_left = true;
    }
    return has_left;
}

// What it took, and nothing came of, calls again.
void leave_calls(Draft& draft, const Incident& incident, const ClientName& client) {
    bool took_any = false;
    for (const Escalation& call : incident.escalations) {
        const bool is_its_own = !call.is_running && call.acked_by == client;
        took_any |= is_its_own;
        if (is_its_own && incident.is_not_taken_up()) lapse(draft, call, true);
    }
    const bool is_left_alone = took_any && !incident.is_not_taken_up() && incident.is_deserted();
    // When it left by going home, that was told.
    const auto work = incident.units.find(client);
    const Unit& unit = *draft.situation().state.unit(client);
    if (work != incident.units.end() && unit.status_at && work->second.since >= *unit.status_at) return;
    if (is_left_alone) tell_of_left_alone(draft.situation(), client, incident);
}

void follow(Situation& situation, const ClientName& client, Work work) {
    const Unit& unit = *situation.state.unit(client);
    const bool is_off = unit.duty == Duty::off;
    // A covert unit is nobody to open work: neither its coming nor its going changes what others left there.
    const bool is_somebody = work == Work::covert || situation.organisation.compartment_of(client).empty();
    if (is_somebody && is_off && leave_with_team(situation, client, work)) return;  // the rest with that in the state
    for (const auto& [from, offer] : situation.state.handovers) {
        if (is_off && work == Work::open && offer.to == client)
            end_offer(situation, from, "went off duty, and did not take over");
    }
    leave_orders(situation, client, work);
    if (!is_off && unit.presence == PresenceState::lost) pass_on_words(situation, client, work);
    if (is_somebody && can_read(situation, client)) take_up_words(situation, work);
    // Who is back is asked as before, unless as something else.
    const bool is_back = !is_off && unit.presence != PresenceState::lost && (!unit.shift || unit.shift->role.empty());
    for (const IncidentId& id : unit.concerned) {
        const Incident* incident = situation.state.incident(id);
        if (incident == nullptr || incident->is_closed() || !is_of(work, *incident)) continue;
        const NoticeRung* notice = incident->notice_of(client);
        const bool is_out = is_off || (notice != nullptr && is_asked_no_more(situation, client, *notice)) ||
                            has_lost(situation, client, *incident);
        if (is_back && !is_out) continue;
        Draft draft(situation, *incident);
        if (is_out && notice != nullptr) draft.happen(the_hub, NoticeTakenBack{id, client});
        const bool leaves_it = is_out && !is_offered(situation.state, client, id);
        if (leaves_it && incident->claimed_by == client) draft.happen(the_hub, Released{id});
        if (leaves_it) leave_calls(draft, *incident, client);
        if (leaves_it) leave_pauses(draft, client);
        go_on_without(draft, client);
    }
    situation.happen(the_hub, AbsenceFollowed{client, work == Work::covert});
}

}  // namespace

void pass_on_words(Situation& situation, const ClientName& client) {
    for (const Work work : {Work::open, Work::covert}) pass_on_words(situation, client, work);
}

bool is_offered(const State& state, const ClientName& from, const IncidentId& incident) {
    const auto offer = state.handovers.find(from);
    return offer != state.handovers.end() && offer->second.incidents.contains(incident);
}

bool has_lost(const Situation& situation, const ClientName& client, const Incident& incident) {
    if (!belongs(situation.organisation, client)) return true;
    const auto asked = incident.notices.find(client);
    const bool was_asked = asked != incident.notices.end() && !asked->second.empty();
    const bool has_new_place = situation.state.appointments.contains(client);
    return (was_asked || has_new_place) && !may_read(situation.organisation, client, incident);
}

bool is_at_home(const Situation& situation, const TeamName& team, const CompartmentName& compartment) {
    const auto members = situation.organisation.accounts.of_team(team);
    return std::all_of(members.begin(), members.end(), [&](const ClientName& member) {
        return situation.state.is_off_duty(member) || !may_take_part(situation.organisation, member, compartment);
    });
}

void follow_absence(Situation& situation) {
    const State& state = situation.state;
    if (!state.gone.empty()) return follow(situation, *state.gone.begin(), Work::open);
    if (!state.gone_covertly.empty()) follow(situation, *state.gone_covertly.begin(), Work::covert);
}

}  // namespace paraat::core
