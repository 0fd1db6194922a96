#include "hub/app/judgements.hpp"

#include <algorithm>

#include "hub/app/incident_history.hpp"
#include "hub/core/judgement.hpp"
#include "hub/core/staff.hpp"

namespace paraat::app {
namespace {

using core::the_hub;

constexpr std::int64_t ask_interval = 1'000;  // events

// The rules of a set, and what they did with the case they were asked about.
class Tracing : public core::RulesBehind {
public:
    explicit Tracing(const rules::RuleSet& set) : set_(set) {}

    std::vector<core::Firing> judge(const core::Case& at_hand) const override {
        traces = rules::trace(set_, at_hand);
        return set_.judge(at_hand);
    }
    mutable std::vector<rules::RuleTrace> traces;

private:
    const core::RuleQuestions& behind() const override { return set_; }

    const rules::RuleSet& set_;
};

// The same of a rule whose wait is over.
class TracingWait : public core::RulesBehind {
public:
    TracingWait(const rules::RuleSet& set, const core::WaitEnded& ended) : set_(set), ended_(ended) {}

    Waited look_again(const core::RuleName& rule, const core::Case& at_hand) const override {
        if (rule == ended_.rule) {
            found = rules::trace_wait(set_, rule, at_hand, ended_.outcome == core::WaitOutcome::fired);
        }
        return {Waited::Outcome::undecided, {}};
    }
    mutable std::optional<rules::RuleTrace> found;

private:
    const core::RuleQuestions& behind() const override { return set_; }

    const rules::RuleSet& set_;
    const core::WaitEnded& ended_;
};

// What a rule brought about, as a sentence; empty for what none did.
std::string effect_of(const core::Event& event) {
    if (const auto* routed = std::get_if<core::Routed>(&event.body); routed != nullptr && !routed->rule.empty()) {
        return routed->rule.text + " brings it to " + routed->division.text;
    }
    if (const auto* changed = std::get_if<core::PriorityChanged>(&event.body);
        changed != nullptr && !changed->rule.empty()) {
        return changed->rule.text + " makes its priority " + std::to_string(changed->priority);
    }
    if (const auto* started = std::get_if<core::EscalationStarted>(&event.body);
        started != nullptr && !started->rule.empty()) {
        return started->rule.text + " escalates it by " + started->policy.name.text;
    }
    if (const auto* tagged = std::get_if<core::Tagged>(&event.body)) {
        std::string all;
        for (const std::string& tag : tagged->tags) all += " " + tag;
        return tagged->rule.text + " tags it" + all;
    }
    if (const auto* titled = std::get_if<core::Titled>(&event.body)) return titled->rule.text + " gives it a title";
    if (const auto* issued = std::get_if<core::InstructionIssued>(&event.body);
        issued != nullptr && !issued->rule.empty()) {
        return issued->rule.text + " asks " + issued->to;
    }
    return {};
}

// What the rules are asked after: a report, or a person's change of category or divisions.
bool is_person(const core::Event& event) {
    return event.by != the_hub;
}
bool makes_judge(const core::Event& event) {
    const auto& body = event.body;
    if (std::holds_alternative<core::ReportReceived>(body) || std::holds_alternative<core::Triaged>(body)) return true;
    return is_person(event) &&
           (std::holds_alternative<core::Routed>(body) || std::holds_alternative<core::DivisionRemoved>(body));
}
// What stands beside such an event before the rules are asked.
bool is_beside(const core::Event& event) {
    const auto& body = event.body;
    if (const auto* changed = std::get_if<core::PriorityChanged>(&body)) return changed->rule.empty();
    return std::holds_alternative<core::IncidentOpened>(body) || std::holds_alternative<core::ReportJoined>(body) ||
           std::holds_alternative<core::SeverityChanged>(body) || std::holds_alternative<core::PanicRaised>(body);
}

bool is_about(const core::Event& event, const core::IncidentId& incident) {
    const auto* issued = std::get_if<core::InstructionIssued>(&event.body);
    return core::incident_of(event.body) == incident || (issued != nullptr && issued->incident == incident);
}

class Judging {
public:
    // `state`: before the first event that it takes.
    Judging(const core::Organisation& configured, const core::State& state, RuleLibrary& library,
            const core::IncidentId& incident, Judgements& made)
        : staff_(configured, state), library_(library), id_(incident), made_(made) {}

    void take(core::State& state, const core::Event& event) {
        const bool is_ours = is_about(event, id_);
        const bool belongs = is_ours && !causes_.empty() && event.at == causes_.front().at &&
                             !std::holds_alternative<core::ReportReceived>(event.body) &&
                             (makes_judge(event) || is_beside(event)) && !(is_person(event) && event.by != person_);
        if (!belongs) judge(state);
        if (is_ours && (belongs || makes_judge(event))) {
            if (causes_.empty()) person_ = event.by;
            causes_.push_back(event);
            return;  // it is folded once the rules were asked, who see what was before
        }
        // What a rule does when its wait is over hangs on that moment, and was no part of the judgement that began it.
        // So does a call that was held back.
        const auto* ended = is_ours ? std::get_if<core::WaitEnded>(&event.body) : nullptr;
        if (ended != nullptr || (is_ours && std::holds_alternative<core::CallLetGo>(event.body))) compare();
        if (ended != nullptr) {
            look_at_wait(state, event, *ended);
            waited_ = {event.at, ended->rule};
        }
        if (is_ours) note(event);
        core::evolve(state, event);
        staff_.follow(event);
        if (is_ours) look(state);
        const auto* tagged = is_ours ? std::get_if<core::Tagged>(&event.body) : nullptr;
        const bool is_of_wait = tagged != nullptr && waited_ == std::pair(event.at, tagged->rule);
        if (is_of_wait) judge_tags(state, event);
    }
    void end(core::State& state) {
        judge(state);
        compare();
    }

private:
    void judge(core::State& state) {
        if (causes_.empty()) return;
        compare();
        // A triage may route first: the triage is what was done.
        const core::Event& cause = *std::find_if(causes_.rbegin(), causes_.rend(), makes_judge);
        Judged& judged = add(state, cause);
        if (judged.set) ask(state, judged);
        for (const core::Event& event : causes_) core::evolve(state, event);
        causes_.clear();
        look(state);
        is_open_ = true;
    }

    // As decide() asks: the causes are applied to the incident, the rest of the state is as it was.
    void ask(const core::State& state, Judged& judged) {
        const Tracing tracing(*judged.set);
        core::Outcome outcome;
        core::Situation situation{staff_.organisation(), tracing, state, nobody_, judged.at, outcome};
        const core::Incident* before = state.incident(id_);
        core::Incident incident = before == nullptr ? core::Incident{} : *before;
        incident.id = id_;
        const core::ReportReceived* received = nullptr;
        for (const core::Event& event : causes_) {
            core::apply(incident, event.body, event.at, event.by);
            if (const auto* report = std::get_if<core::ReportReceived>(&event.body)) received = report;
        }
        core::Draft draft(situation, incident);
        if (received != nullptr) {
            core::judge(draft, received->report, judged.by);
        } else {
            core::judge_again(draft);
        }
        judged.traces = std::move(tracing.traces);
        for (const core::Event& event : outcome.events) {
            const std::string effect = effect_of(event);
            if (!effect.empty()) expected_.push_back(effect);
        }
    }

    Judged& add(const core::State& state, const core::Event& cause) {
        Judged& judged = made_.judged.emplace_back();
        judged.at = cause.at;
        judged.what = core::name_of(cause.body);
        judged.by = cause.by;
        judged.version = state.rules.version;
        judged.set = library_.find(judged.version);
        return judged;
    }

    void look_at_wait(const core::State& state, const core::Event& event, const core::WaitEnded& ended) {
        const core::Incident* incident = state.incident(id_);
        if (incident == nullptr) return;
        Judged& judged = add(state, event);
        judged.is_wait = true;
        if (!judged.set) return;
        auto trace = ended.outcome == core::WaitOutcome::dropped ? rules::trace_dropped_wait(*judged.set, ended.rule)
                                                                 : look_again(state, *incident, judged, ended);
        if (trace) judged.traces.push_back(std::move(*trace));
    }
    // What a rule puts on at the end of its wait is looked at by all others. It does more than that at the same moment,
    // so what follows is not held against what they do.
    void judge_tags(const core::State& state, const core::Event& event) {
        Judged& judged = add(state, event);
        if (!judged.set) return;
        const Tracing tracing(*judged.set);
        core::Outcome outcome;
        core::Situation situation{staff_.organisation(), tracing, state, nobody_, judged.at, outcome};
        core::Draft draft(situation, *state.incident(id_));
        core::judge_again(draft);
        judged.traces = std::move(tracing.traces);
    }
    std::optional<rules::RuleTrace> look_again(const core::State& state, const core::Incident& incident,
                                               const Judged& judged, const core::WaitEnded& ended) {
        const TracingWait tracing(*judged.set, ended);
        core::Outcome outcome;
        core::Situation situation{staff_.organisation(), tracing, state, nobody_, judged.at, outcome};
        core::Draft draft(situation, incident);
        core::look_again(draft);
        return std::move(tracing.found);
    }

    void note(const core::Event& event) {
        const bool is_call = std::holds_alternative<core::EscalationStepped>(event.body) ||
                             std::holds_alternative<core::InstructionIssued>(event.body);
        if (is_call) made_.calls.push_back(event);
        const std::string effect = effect_of(event);
        if (!effect.empty()) happened_.push_back(effect);
    }
    void look(const core::State& state) {
        const core::Incident* incident = state.incident(id_);
        if (incident != nullptr) made_.incident = *incident;
    }

    // Whether what the rules do now is what the journal says they did.
    void compare() {
        if (is_open_ && !made_.judged.empty() && made_.judged.back().set) {
            Judged& last = made_.judged.back();
            const auto missing = [](const std::vector<std::string>& some, const std::vector<std::string>& others,
                                    const std::string& words, std::vector<std::string>& told) {
                for (const std::string& one : some) {
                    if (std::find(others.begin(), others.end(), one) == others.end()) told.push_back(words + one);
                }
            };
            missing(happened_, expected_, "it was decided, and is not decided now: ", last.differs);
            missing(expected_, happened_, "it is decided now, and was not: ", last.differs);
        }
        is_open_ = false;
        expected_.clear();
        happened_.clear();
    }

    core::Staff staff_;
    RuleLibrary& library_;
    core::IncidentId id_;
    Judgements& made_;
    core::Observed nobody_;  // positions are not in the journal
    std::vector<core::Event> causes_;
    core::ClientName person_;
    std::vector<std::string> expected_;
    std::vector<std::string> happened_;
    bool is_open_ = false;
    std::pair<Instant, core::RuleName> waited_;  // the newest wait that ended
};

}  // namespace

std::optional<rules::RuleSet> RuleLibrary::find(const std::string& rules_version) {
    const auto known = sets_.find(rules_version);
    if (known != sets_.end()) return known->second;
    auto folder = kept_.read(rules_version, nullptr);
    std::optional<rules::RuleSet> set;
    if (folder && folder->issues.empty()) set = std::move(folder->set);
    return sets_[rules_version] = std::move(set);
}

Result<Judgements> judge_past(const core::Organisation& organisation, RuleLibrary& library,
                              journal::JournalReader reader, const JudgementsWanted& wanted) {
    const auto range = IncidentHistory::range_of(reader, wanted.incident, wanted.until);
    if (!range) return range.error();
    if (!*range) return Error{"not_found", "incident", "the journal has no such incident"};
    auto past = Past::before(std::move(reader), (*range)->first);
    if (!past) return past.error();
    Judgements made;
    Judging judging(organisation, past->state, library, wanted.incident, made);
    // An order of a rule stands behind its incident's events, of the same moment. To look further by a number of events
    // would show how many there were of covert work.
    Instant moment;
    while (past->at().value < wanted.until.value) {
        auto event = past->next();
        if (!event) return event.error();
        if (!*event || (past->at().value > (*range)->last.value && (*event)->at != moment)) break;
        moment = (*event)->at;
        const core::Incident* incident = past->state.incident(wanted.incident);
        if (wanted.rev && incident != nullptr && incident->rev >= *wanted.rev && makes_judge(**event) &&
            is_about(**event, wanted.incident)) {
            break;
        }
        judging.take(past->state, **event);
        // What becomes of its records comes years later, and was no judgement.
        const auto* retired = std::get_if<core::IncidentRetired>(&(*event)->body);
        if (retired != nullptr && retired->incident == wanted.incident) break;
        const bool asks = wanted.goes_on && past->at().value % ask_interval == 0;
        if (asks && !wanted.goes_on(past->at().value)) return Error{"cancelled", "", "the hub ends"};
    }
    judging.end(past->state);
    made.is_erased = (*range)->is_erased;
    made.state = std::move(past->state);
    return made;
}

}  // namespace paraat::app
