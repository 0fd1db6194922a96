#include "tests/property/model/instruction.hpp"

#include <algorithm>

#include "tests/property/model/deeds.hpp"
#include "tests/property/model/incident.hpp"

namespace paraat::test::model {

using core::Answer;
using core::InstructionState;
using core::UnitState;

Names addressees_of(const Night& night, const Name& target, bool is_covert) {
    Names found;
    for (const Name& name : behind(target).value_or(Names{})) {
        if (!night.is_off_duty(name) && (!is_covert || is_cleared(name))) found.insert(name);
    }
    return found;
}

void issue(Night& night, const core::InstructionId& id, const Instruction& order) {
    night.instructions[id] = order;
    night.instructions[id].id = id;
}

void end(Night& night, Instruction& instruction, InstructionState state) {
    instruction.state = state;
    instruction.ended_at = night.now;
}

void withdraw_about(Night& night, const core::IncidentId& incident, const std::optional<Name>& target) {
    for (auto& [id, one] : night.instructions) {
        const bool is_meant = one.incident == incident && one.to == target.value_or(one.to);
        if (is_meant && !one.has_ended()) end(night, one, InstructionState::withdrawn);
    }
}

void supersede_dispatch(Night& night, const core::IncidentId& incident, const Name& target) {
    for (auto& [id, one] : night.instructions) {
        const bool is_older = one.incident == incident && one.is_dispatch && one.to == target;
        if (is_older && !one.has_ended()) end(night, one, InstructionState::superseded);
    }
}

bool may_replace(const Instruction& order, const Name& client) {
    return order.from == client || commands_all(client) || coordinates(client, division_behind(order.to));
}

bool may_know(const Instruction& order, const Name& client) {
    return !order.is_covert || is_cleared(client);
}

Verdict take_instruct(Night& night, const Message& message, const core::Instruct& order) {
    if (person(message.client) == nullptr) return refused("not_allowed");
    Verdict verdict;
    if (!behind(order.to)) verdict.refusals.insert("unknown_target");
    if (!may_instruct(message.client, order.to)) verdict.refusals.insert("not_allowed");
    const Incident* about = nullptr;
    if (order.incident) {
        const auto found = night.incidents.find(*order.incident);
        if (found != night.incidents.end() && may_read(found->second, message.client)) about = &found->second;
        if (about == nullptr) verdict.refusals.insert("not_found");
    }
    if (about != nullptr && about->is_closed()) verdict.refusals.insert("closed");
    if (order.respond_by && *order.respond_by <= night.now) verdict.refusals.insert("expired");
    const Names addressees = addressees_of(night, order.to, about != nullptr && about->is_covert);
    if (addressees.empty()) verdict.refusals.insert("nobody_there");
    if (order.supersedes) {
        const auto older = night.instructions.find(*order.supersedes);
        const bool is_known = older != night.instructions.end() && may_know(older->second, message.client);
        if (!is_known) verdict.refusals.insert("not_found");
        if (is_known && !may_replace(older->second, message.client)) verdict.refusals.insert("not_allowed");
        if (is_known && older->second.has_ended()) verdict.refusals.insert("already_ended");
        if (verdict.is_accepted()) {
            end(night, older->second, InstructionState::superseded);
            const bool is_same_work = older->second.to == order.to && older->second.incident == order.incident;
            if (!is_same_work) call_off(night, older->second, message.client);
        }
    }
    if (!verdict.is_accepted()) return verdict;
    Instruction made;
    made.from = message.client;
    made.to = order.to;
    made.incident = order.incident;
    made.is_covert = about != nullptr && about->is_covert;
    made.addressees = addressees;
    made.needs = order.needs;
    made.respond_by = order.respond_by;
    issue(night, message.instruction, made);
    return verdict;
}

namespace {

InstructionState state_by(Answer answer) {
    switch (answer) {
        case Answer::delivered:
        case Answer::shown: return InstructionState::delivered;
        case Answer::read: return InstructionState::read;
        case Answer::accepted: return InstructionState::accepted;
        case Answer::done: return InstructionState::done;
        default: return InstructionState::declined;
    }
}

// As far as the furthest, or as the least far where all are needed; who declined is not waited for.
InstructionState state_of(const Instruction& order) {
    std::vector<InstructionState> states;
    for (const Name& name : order.addressees) {
        const auto said = order.answers.find(name);
        const bool is_accepted = said != order.answers.end() && said->second == Answer::accepted;
        if (order.left.contains(name) && !is_accepted) continue;
        if (said == order.answers.end()) {
            states.push_back(InstructionState::issued);
        } else if (said->second != Answer::declined) {
            states.push_back(state_by(said->second));
        }
    }
    if (states.empty()) return InstructionState::declined;
    const auto [least, furthest] = std::minmax_element(states.begin(), states.end(), [](auto one, auto other) {
        const auto rank = [](InstructionState state) {
            return state == InstructionState::done ? 9 : static_cast<int>(state);
        };
        return rank(one) < rank(other);
    });
    return order.needs == core::Needs::any ? *furthest : *least;
}

void follow_answers(Night& night, Instruction& order) {
    order.state = state_of(order);
    const bool is_over = order.state == InstructionState::done || order.state == InstructionState::declined;
    if (is_over) order.ended_at = night.now;
}

// Of each addressee only the furthest counts; who has said yes or no may say the other, until it is done.
bool is_news(const Instruction& order, const Name& client, Answer answer) {
    const auto said = order.answers.find(client);
    if (said == order.answers.end()) return true;
    if (said->second == Answer::done || said->second == answer) return false;
    const auto rank = [](Answer one) { return std::min(static_cast<int>(one), static_cast<int>(Answer::accepted)); };
    return rank(answer) >= rank(said->second);
}

// Who is sent takes it, or does not come; whom all of a team declined is not the team's any more.
void follow_dispatch(Night& night, const Instruction& order, const Name& client, Answer answer) {
    const auto found = night.incidents.find(*order.incident);
    if (found == night.incidents.end() || !found->second.takes_reports() || !is_unit(client)) return;
    Incident& incident = found->second;
    const auto unit = incident.units.find(client);
    const bool is_there = unit != incident.units.end();
    const bool is_idle = !is_there || unit->second == UnitState::assigned || unit->second == UnitState::left;
    if (answer == Answer::accepted && is_idle) return progress(night, incident, client, UnitState::accepted);
    if (answer != Answer::declined) return;
    const bool is_of_unit = order.to == "unit/" + client && is_there && unit->second <= UnitState::accepted;
    const bool is_of_team = order.to.starts_with("team/") && order.state == InstructionState::declined;
    if (!is_of_unit && !is_of_team) return;
    take_back(night, incident, order.to);
    changed_by(night, incident, client);
}

}  // namespace

void leave_orders(Night& night, const Name& client, bool is_covert) {
    for (auto& [id, order] : night.instructions) {
        if (order.is_covert != is_covert || order.has_ended() || !order.addressees.contains(client)) continue;
        const auto said = order.answers.find(client);
        const bool has_answered = said != order.answers.end() && said->second >= Answer::acknowledged;
        const bool is_doing_it = has_answered && said->second == Answer::accepted && !order.is_dispatch;
        if (has_answered && !is_doing_it) continue;
        order.left.insert(client);
        follow_answers(night, order);
    }
}

// By another order, that stands.
static bool is_sent_besides(const Night& night, const Name& client, const Instruction& order) {
    return std::any_of(night.instructions.begin(), night.instructions.end(), [&](const auto& entry) {
        const Instruction& other = entry.second;
        const bool is_another = other.id != order.id && other.is_dispatch && other.incident == order.incident;
        const auto said = other.answers.find(client);
        const bool said_no = said != other.answers.end() && said->second == Answer::declined;
        return is_another && !other.has_ended() && other.addressees.contains(client) && !other.left.contains(client) &&
               !said_no;
    });
}

void call_off(Night& night, const Instruction& order, const Name& by) {
    const auto found = order.incident ? night.incidents.find(*order.incident) : night.incidents.end();
    if (!order.is_dispatch || found == night.incidents.end() || found->second.is_closed()) return;
    Incident& incident = found->second;
    bool is_on_the_way = false;
    bool is_changed = false;
    for (const Name& name : order.addressees) {
        const auto unit = incident.units.find(name);
        if (unit == incident.units.end() || unit->second == UnitState::left) continue;
        if (unit->second > UnitState::accepted) {
            is_on_the_way = true;
            continue;
        }
        if (is_sent_besides(night, name, order)) continue;
        take_back(night, incident, "unit/" + name);
        is_changed = true;
    }
    const auto [kind, team] = parts_of(order.to);
    if (kind == "team" && incident.teams.contains(team) && !is_on_the_way) {
        take_back(night, incident, order.to);
        is_changed = true;
    }
    if (is_changed) changed_by(night, incident, by);
}

Verdict take_answer(Night& night, const Message& message, const core::Ack& ack) {
    const auto found = night.instructions.find(*ack.instruction);
    const bool is_ours = person(message.client) != nullptr;
    const bool is_known = found != night.instructions.end() && is_ours && may_know(found->second, message.client);
    if (!is_known) return refused("not_found");
    Instruction& order = found->second;
    Verdict verdict;
    // Who came on duty since, or was not at work then, does what is asked of his team as well.
    const bool is_rung = ack.answer < Answer::acknowledged;
    const bool is_meant = order.addressees.contains(message.client) ||
                          (!is_rung && addressees_of(night, order.to, order.is_covert).contains(message.client));
    if (!is_meant) return refused("not_asked");
    if (ack.answer == Answer::acknowledged) return refused("bad_value");
    if (order.has_ended()) {
        verdict.refusals = {order.state == InstructionState::expired ? "expired" : "already_ended"};
        return verdict;
    }
    const auto said = order.answers.find(message.client);
    if (ack.answer == Answer::declined && said != order.answers.end() && said->second == Answer::done) {
        return refused("already_ended");
    }
    if (!is_news(order, message.client, ack.answer)) return verdict;
    order.left.erase(message.client);
    order.addressees.insert(message.client);
    order.answers[message.client] = ack.answer;
    follow_answers(night, order);
    if (order.is_dispatch) follow_dispatch(night, order, message.client, ack.answer);
    return verdict;
}

}  // namespace paraat::test::model
