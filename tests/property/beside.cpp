#include "tests/property/beside.hpp"

#include <utility>

namespace paraat::test {
namespace {

using namespace std::chrono_literals;

// The newest incident that the model does not know: what the hub made of the message.
core::IncidentId made_by(const core::State& state, const model::Night& night) {
    core::IncidentId made;
    for (const auto& [id, incident] : state.incidents) {
        if (!night.incidents.contains(id)) made = id;
    }
    return made;
}

// Nobody is told what becomes of a rung or a beacon (contract section 2); what it changes is compared all the same.
bool has_outcome(const MadeMessage& made) {
    const auto* ack = std::get_if<core::Ack>(&made.body);
    return !made.is_beacon && (ack == nullptr || ack->answer >= core::Answer::acknowledged);
}

// The incident that it is about, and the one that it is joined to.
std::string subject_of(const MadeMessage& made) {
    const auto* ack = std::get_if<core::Ack>(&made.body);
    const auto* command = std::get_if<core::Command>(&made.body);
    const auto* order = std::get_if<core::Instruct>(&made.body);
    const auto incident = ack != nullptr       ? ack->incident
                          : command != nullptr ? command->incident
                          : order != nullptr   ? order->incident
                                               : std::nullopt;
    std::string subject = incident ? " " + incident->text() : "";
    if (command != nullptr && command->into) subject += " into " + command->into->text();
    return subject;
}

std::string picked_of_people(std::size_t number) {
    const auto& people = model::people();
    return std::next(people.begin(), static_cast<std::ptrdiff_t>(number % people.size()))->first;
}

}  // namespace

Beside::Beside() {
    core::Category robbery = centre_.organisation.categories.at(core::CategoryName{"theft"});
    robbery.name = core::CategoryName{"robbery"};
    robbery.severity = core::Severity::serious;
    robbery.priority = 2;
    robbery.escalate = core::PolicyName{"notify-coordinator"};
    centre_.organisation.categories[robbery.name] = robbery;
    centre_.rules.policies[robbery.escalate] =
        policy("notify-coordinator", {step("role/coord-ondermijning", 300s), step("role/opco", {}, 300s)});
    night_.now = centre_.now;
}

void Beside::receive(const MadeMessage& made) {
    const std::string id = "m" + std::to_string(++count_);
    const auto* update = std::get_if<core::StatusUpdate>(&made.body);
    const core::Outcome outcome =
        made.is_beacon ? centre_.beacon(made.client, *update) : centre_.receives(made.client, made.body, id);
    const model::Verdict verdict =
        model::take(night_, {made.client, made.is_beacon ? "" : id, made.body, made_by(centre_.state, night_),
                             outcome.instruction.value_or(core::InstructionId{}), made.is_beacon});
    const std::string code = outcome.refusal ? std::string(core::code_of(outcome.refusal->reason)) : "";
    told.push_back(made.client + (made.is_beacon ? ": beacon " : ": ") + made.kind + subject_of(made) +
                   (outcome.incident && subject_of(made).empty() ? " is " + outcome.incident->text() : "") +
                   (code.empty() ? "" : " refused " + code));
    const std::string what = code.empty() ? " accepted" : " refused " + code;
    ++tally[made.kind + what];
    if (!has_outcome(made)) return;
    if (code.empty() ? !verdict.is_accepted() : !verdict.refusals.contains(code)) {
        std::string expected = verdict.is_accepted() ? "expected accepted" : "expected refused";
        for (const std::string& one : verdict.refusals) expected += " " + one;
        faults_.push_back(expected + (outcome.refusal ? ", refused: " + outcome.refusal->sentence : ""));
    }
    if (verdict.joins != outcome.joined) faults_.push_back("joins otherwise than expected");
}

void Beside::hear_all() {
    for (const auto& [name, one] : model::people()) {
        if (quiet_.contains(name)) continue;
        const core::Unit* unit = centre_.state.unit(core::ClientName{name});
        const bool is_online = unit != nullptr && unit->presence == core::PresenceState::online;
        if (!is_online) centre_.hears(name);
        centre_.observed.hear(core::ClientName{name}, centre_.now);  // of who is online that is all
        model::hear(night_, name);
    }
}

// Those who are not quiet are heard in time, as devices are. A long time passes at one go: step by step it would be
// thousands of reminders.
void Beside::pass(const StepNumbers& step) {
    Milliseconds span = std::chrono::seconds{step[2]};
    if (step[3] % 8 == 0) span = std::chrono::minutes{step[2]};
    if (step[3] % 64 == 9) span = std::chrono::hours{step[2] % 64};
    if (step[3] % 4 == 1) quiet_.insert(picked_of_people(step[4]));
    if (step[3] % 4 == 2) quiet_.erase(picked_of_people(step[4]));
    told.push_back("pass " + std::to_string(span / 1s) + " s");
    ++tally["pass accepted"];
    if (span > 255s) {
        centre_.now = centre_.now + span;
        night_.now = night_.now + span;
        span = Milliseconds{0};
    }
    do {
        hear_all();
        const Milliseconds part = std::min<Milliseconds>(span, 70s);
        centre_.passes(part);
        model::pass(night_, part);
        span -= part;
    } while (span > Milliseconds{0});
}

void Beside::restart(const StepNumbers& step) {
    const Milliseconds away = std::chrono::seconds{step[2] % 4 == 0 ? 60 * step[3] : step[3]};
    told.push_back("restart after " + std::to_string(away / 1s) + " s");
    ++tally["restart accepted"];
    centre_.restarts(away);
    model::restart(night_, away);
}

std::vector<std::string> Beside::go(const StepNumbers& step) {
    const int kind = step[0] % 100;
    if (kind < 13) {
        receive(maker_.report(step));
    } else if (kind < 25) {
        receive(maker_.ack(step));
    } else if (kind < 35) {
        receive(maker_.answer(step));
    } else if (kind < 63) {
        receive(maker_.command(step));
    } else if (kind < 77) {
        MadeMessage made = maker_.signal(step);
        made.is_beacon = kind < 67;
        receive(made);
    } else if (kind < 83) {
        receive(maker_.order(step));
    } else if (kind < 98) {
        pass(step);
    } else {
        restart(step);
    }
    // What is due at once happens before the next message.
    centre_.passes(0s);
    model::pass(night_, 0s);
    compare();
    return std::exchange(faults_, {});
}

void Beside::compare() {
    const model::Picture expected = model::picture_of(night_);
    const model::Picture found = model::picture_of(model::told_by(centre_.state, centre_.now));
    for (std::string& one : model::differences(expected, found)) faults_.push_back(std::move(one));
    for (std::string& one : std::exchange(centre_.broken, {})) faults_.push_back(std::move(one));
    const model::Picture alerts = model::alerts_of(night_);
    compare_revisions(alerts);
    before_ = alerts;
}

// `rev` rises with every visible change, `raised` exactly when attention is asked for anew, and neither ever falls.
void Beside::compare_revisions(const model::Picture& after) {
    for (auto& [id, incident] : night_.incidents) {
        const auto known = centre_.state.incidents.find(id);
        if (known == centre_.state.incidents.end()) continue;
        const auto [rev, raised] = std::pair{known->second.rev, known->second.raised};
        const std::string subject = "incident " + id.text();
        const auto old = before_.find(subject);
        const bool is_other = old == before_.end() || old->second != after.at(subject);
        if (rev < incident.rev || (is_other && rev == incident.rev)) faults_.push_back(subject + ": rev does not rise");
        if (incident.is_raised != (raised > incident.raised) || raised < incident.raised || raised > rev) {
            faults_.push_back(subject + (incident.is_raised ? ": is not raised" : ": is raised"));
        }
        incident.rev = rev;
        incident.raised = raised;
        if (std::exchange(incident.is_changed, false)) incident.changed_at = rev;
        if (std::exchange(incident.is_claimed, false)) incident.claimed_at = rev;
        incident.is_raised = false;
        auto& seen = seen_[id];
        if (seen.empty() || seen.back() != rev) seen.push_back(rev);
    }
}

}  // namespace paraat::test
