#include "tests/property/model/picture.hpp"

namespace paraat::test::model {
namespace {

std::string listed(const Names& names) {
    std::string text;
    for (const Name& name : names) text += (text.empty() ? "" : ",") + name;
    return text;
}

std::string moment(Instant at) {
    return at == never ? "never" : std::to_string(at.ms);
}

template <class Id>
std::string text_of(const std::optional<Id>& id) {
    return id ? id->text() : "-";
}

std::string alert_of(const Incident& incident) {
    std::string text = incident.category + " " + std::string(word(incident.status));
    text += " with " + listed(incident.divisions) + " severity " + std::string(word(incident.severity));
    text += " priority " + std::to_string(incident.priority) + " reports " + std::to_string(incident.told.size());
    text += incident.is_seen ? " seen" : " unseen";
    text += incident.is_acked() ? " acked" : " unacked";
    if (incident.is_covert) text += " covert";
    if (incident.is_exercise) text += " exercise";
    text += " panic of " + incident.panic_of + " claimed by " + incident.claimed_by;
    text += " until " + moment(incident.claimed_until) + " teams " + listed(incident.teams) + " units";
    for (const auto& [unit, state] : incident.units) text += " " + unit + ":" + std::string(word(state));
    for (const auto& [kind, rest] : incident.rests) {
        text += " " + std::string(word(kind)) + " by " + rest.by + " until " + moment(rest.until);
    }
    if (incident.is_closed()) text += " ending " + std::string(word(incident.ending));
    text += " into " + text_of(incident.into) + " passed to " + incident.passed_to;
    text += " opened " + moment(incident.opened_at) + " by " + incident.opened_by;
    if (const auto& place = incident.place) text += " at " + std::to_string(place->lat_e7);
    for (const auto& [policy, call] : incident.calls) {
        text += "\n  call " + policy + (call.runs ? " runs" : " is over") + " step " + std::to_string(call.step);
        text += " taken by " + call.taken_by + " due " + (call.runs ? moment(call.due) : "-");
    }
    return text;
}

std::string line_of(const Incident& incident) {
    std::string text = alert_of(incident);
    for (const auto& [policy, call] : incident.calls) {
        text += "\n  " + policy + " asked " + listed(call.asked) + " ever " + listed(call.ever_asked);
        text += " standing " + listed(call.standing);
    }
    return text;
}

std::string line_of(const Instruction& order) {
    std::string text = "to " + order.to + " by " + order.from + " " + std::string(word(order.state));
    text +=
        " about " + text_of(order.incident) + " for " + listed(order.addressees) + " until " + moment(order.ended_at);
    if (order.is_dispatch) text += " dispatch";
    for (const auto& [client, answer] : order.answers) text += " " + client + ":" + std::string(word(answer));
    return text;
}

std::string line_of(const Unit& unit) {
    std::string text{word(unit.presence)};
    text += unit.is_off_duty ? " off duty " : " on duty ";
    if (unit.status) text += word(*unit.status);
    text += " with " + text_of(unit.incident) + " panic " + text_of(unit.panic);
    return text + (unit.is_pressing ? " pressing" : "");
}

Call told_by(const core::Escalation& known) {
    Call call;
    call.step = static_cast<std::size_t>(known.step);
    call.runs = known.is_running;
    call.due = known.ack_by;
    for (const core::AskedBehind& asked : *known.asked) {
        for (const core::ClientName& client : asked.clients) call.asked.insert(client.text);
    }
    for (const core::ClientName& client : known.asked_ever) call.ever_asked.insert(client.text);
    call.taken_by = known.acked_by.text;
    return call;
}

Incident told_by(const core::Incident& known) {
    Incident made;
    made.id = known.id;
    made.category = known.category.text;
    made.severity = known.severity;
    made.priority = known.priority;
    made.status = known.status;
    made.is_covert = !known.compartment.empty();
    made.is_exercise = known.is_exercise;
    for (const core::DivisionName& division : known.divisions) made.divisions.insert(division.text);
    made.told.resize(static_cast<std::size_t>(known.reports));
    made.place = known.position;
    made.opened_at = known.opened_at;
    made.opened_by = known.opened_by.text;
    made.panic_of = known.panic_of.text;
    for (const core::TeamName& team : known.teams) made.teams.insert(team.text);
    for (const auto& [unit, progress] : known.units) made.units[unit.text] = progress.state;
    for (const core::Escalation& call : known.escalations) made.calls[call.policy.name.text] = told_by(call);
    for (const auto& [client, notices] : known.notices) {
        for (const auto& [policy, notice] : notices) {
            if (notice.is_standing && !policy.empty()) made.calls[policy.text].standing.insert(client.text);
        }
    }
    made.is_seen = known.was_seen();
    made.claimed_by = known.claimed_by.text;
    made.claimed_until = known.claimed_until;
    for (const auto& [kind, pause] : known.pauses) made.rests[kind] = {pause.by.text, pause.until};
    made.ending = known.ending;
    made.into = known.into;
    made.passed_to = *known.passed_to;
    made.rev = known.rev;
    made.raised = known.raised;
    return made;
}

Instruction told_by(const core::Instruction& known) {
    Instruction made;
    made.from = known.from.text;
    made.to = known.to;
    made.incident = known.incident;
    for (const core::ClientName& client : known.addressees) made.addressees.insert(client.text);
    made.state = known.state;
    for (const auto& [client, answer] : known.answers) made.answers[client.text] = answer.answer;
    made.is_dispatch = known.is_dispatch;
    made.ended_at = known.ended_at;
    return made;
}

}  // namespace

Night told_by(const core::State& state, Instant now) {
    Night night;
    night.now = now;
    for (const auto& [id, incident] : state.incidents) night.incidents[id] = told_by(incident);
    for (const auto& [id, order] : state.instructions) {
        if (order.from != core::the_hub) night.instructions[id] = told_by(order);
    }
    for (const auto& [name, unit] : state.units) {
        night.units[name.text] = {unit.status,        unit.incident, unit.presence, {}, state.is_off_duty(name),
                                  unit.press.is_on(), unit.panic};
    }
    for (const auto& [from, offer] : state.handovers) {
        night.offers[from.text] = {offer.to.text, offer.incidents, offer.accept_by, {}};
    }
    return night;
}

Picture alerts_of(const Night& night) {
    Picture lines;
    for (const auto& [id, incident] : night.incidents) lines["incident " + id.text()] = alert_of(incident);
    return lines;
}

Picture picture_of(const Night& night) {
    Picture lines;
    for (const auto& [id, incident] : night.incidents) lines["incident " + id.text()] = line_of(incident);
    for (const auto& [id, order] : night.instructions) lines["instruction " + id.text()] = line_of(order);
    for (const auto& [name, one] : people()) lines[name] = line_of(Unit{});  // who was never heard
    for (const auto& [name, unit] : night.units) lines[name] = line_of(unit);
    for (const auto& [from, offer] : night.offers) {
        std::string& line = lines["offer of " + from] = "to " + offer.to + " until " + moment(offer.accept_by) + " of";
        for (const core::IncidentId& id : offer.incidents) line += " " + id.text();
    }
    return lines;
}

std::vector<std::string> differences(const Picture& expected, const Picture& found) {
    std::vector<std::string> all;
    for (const auto& [subject, line] : expected) {
        const auto other = found.find(subject);
        if (other == found.end()) all.push_back(subject + " is missing\n expected: " + line);
        if (other != found.end() && other->second != line) {
            all.push_back(subject + "\n expected: " + line + "\n    found: " + other->second);
        }
    }
    for (const auto& [subject, line] : found) {
        if (!expected.contains(subject)) all.push_back(subject + " is there and should not\n    found: " + line);
    }
    return all;
}

}  // namespace paraat::test::model
