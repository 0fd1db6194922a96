#include <algorithm>

#include "hub/core/deliberation.hpp"
#include "hub/core/escalation.hpp"
#include "hub/core/holding.hpp"
#include "hub/core/judgement.hpp"

// Two incidents that are one, and one that is two.
namespace paraat::core {
namespace {

// The incident that this one is to be joined to; nullptr with a refusal.
const Incident* other_of(const Deliberation& on) {
    if (!on.command.into) {
        on.refuse(Reason::bad_value, "into", "name the incident that this one belongs to");
        return nullptr;
    }
    const Incident* other = find_incident(on.situation, on.client, on.command.into, "into");
    if (other == nullptr) return nullptr;
    const Incident& own = on.incident;
    const Organisation& organisation = on.situation.organisation;
    const auto refuse = [&](Reason reason, const char* field, const std::string& sentence) {
        on.refuse(reason, field, sentence);
        return nullptr;
    };
    if (other->id == own.id) return refuse(Reason::bad_value, "into", "that is the incident itself");
    if (!may_command(organisation, on.client, *other)) {
        return refuse(Reason::not_allowed, "into", "\"" + on.client.text + "\" may not command that one");
    }
    if (other->is_closed()) return refuse(Reason::closed, "into", "that one is closed; reopen it first");
    if (!other->takes_reports() && own.takes_reports()) {
        return refuse(Reason::resolved, "into", "that one is resolved, this one is not; reopen that one first");
    }
    if (is_taken_by_another(on.situation, on.client, on.command, *other, "into")) return nullptr;
    if (other->compartment != own.compartment) {
        return refuse(Reason::bad_value, "into", "one of the two is covert, the other is not");
    }
    if (other->is_exercise != own.is_exercise) {
        return refuse(Reason::bad_value, "into", "one of the two is an exercise, the other is real");
    }
    if (is_panic(on.situation, own)) {
        return refuse(Reason::not_allowed, "incident",
                      "a panic stands by itself until somebody closes it; join the other to it");
    }
    return other;
}

FlatSet<ClientName> subjects_of(const Incident& incident) {
    FlatSet<ClientName> subjects = incident.also_about;
    subjects.insert(incident.subject());
    return subjects;
}

// Whether people are asked for the one by whom it is about, who is not the same as of the other.
bool asks_others(const EscalationPolicy& policy, const Incident& from, const Incident& to) {
    return policy.is_relative() && subjects_of(from) != subjects_of(to);
}

// Whether what was done about a call of the one gives way to what was done about it for the other: who is there and
// took the more urgent of the two has both in hand. A call that runs or is held back is nobody's yet.
bool gives_way(const State& state, const Incident& to, const Incident& from, const Escalation& answered) {
    const Escalation* own = to.escalation(answered.policy.name);
    const bool is_more_urgent = from.priority < to.priority;
    if (own == nullptr) return is_more_urgent || !to.held.contains(answered.policy.name);
    if (own->is_running) return false;
    const bool is_own_at_home = state.is_off_duty(own->acked_by);
    const bool is_other_at_home = state.is_off_duty(answered.acked_by);
    return is_own_at_home == is_other_at_home ? is_more_urgent : is_own_at_home;
}

Absorbed everything_of(const State& state, const Category* category, const Incident& from, const Incident& to) {
    Absorbed all;
    all.incident = to.id;
    all.from = from.id;
    all.reports = from.reports;
    all.heard = from.heard;
    all.newest_report_at = from.newest_report_at;
    all.is_exercise = from.is_exercise;
    all.tags = from.tags;
    all.attributes = from.attributes;
    all.persons = from.persons;
    all.teams = from.teams;
    all.team_since = from.team_since;
    all.units = from.units;
    all.is_all = true;
    all.check_in = check_in_of(category, from);
    all.answers = from.answers;
    all.score = from.score;
    all.score_because = from.score_because;
    for (const Escalation& call : from.escalations) {
        if (!call.is_running && gives_way(state, to, from, call)) all.answered.push_back(call);
        if (asks_others(call.policy, from, to)) all.also_about = subjects_of(from);
    }
    for (const auto& [policy, held] : from.held) {
        if (asks_others(held.policy, from, to)) all.also_about = subjects_of(from);
    }
    return all;
}

void raise_to(Draft& draft, const ClientName& by, const Incident& other) {
    if (other.severity > draft.incident().severity) {
        draft.happen(by, SeverityChanged{draft.incident().id, other.severity});
    }
    if (other.priority >= draft.incident().priority) return;
    draft.happen(the_hub, PriorityChanged{draft.incident().id, other.priority, {}, because_of(by, "merge")});
}

// Who is called for the one is called for both, until somebody answers. What the other had answered is answered for
// both, unless what came along made more of it than its people know, or others are asked. `before` is what it is joined
// to, as it was.
void take_over_calls(Draft& draft, const Incident& from, const Incident& before) {
    // What rests, and is joined by something that calls, does not rest any more.
    const bool is_at_rest = !draft.incident().pauses.empty() && !from.pauses.contains(PauseKind::silenced);
    const bool is_known = draft.incident().was_seen() && !is_at_rest;
    const auto goes_on = [&](const PolicyName& policy) {
        const Escalation* own = draft.incident().escalation(policy);
        return own != nullptr && own->is_running ? is_at_rest : own == nullptr || !is_known;
    };
    for (const Escalation& call : from.escalations) {
        if (!call.is_running || (!asks_others(call.policy, from, before) && !goes_on(call.policy.name))) continue;
        start_escalation(draft, the_hub, call.policy, call.rule, call.because);
    }
    for (const auto& [policy, held] : from.held) {
        const Escalation* own = draft.incident().escalation(policy);
        const bool is_here = draft.incident().held.contains(policy) || (own != nullptr && own->is_running);
        if (is_here || !goes_on(policy)) continue;
        CallHeld here = held;
        here.incident = draft.incident().id;
        draft.happen(the_hub, std::move(here));
    }
}

// What a rule waited for may still not come.
void take_over_waits(Draft& draft, const Incident& from) {
    for (const auto& [rule, due] : from.waits) {
        const bool is_known = draft.incident().waits.contains(rule) || draft.incident().waited.contains(rule);
        if (is_known || !draft.incident().takes_reports()) continue;
        draft.happen(the_hub, WaitBegun{draft.incident().id, rule, draft.situation().rules.version(), due});
    }
}

// The reports of the command, as the incident remembers them; nullopt with a refusal.
std::optional<std::vector<Shared<ReportHeard>>> named_reports(const Deliberation& on) {
    std::vector<Shared<ReportHeard>> named;
    for (const std::string& text : on.command.reports) {
        std::vector<const Shared<ReportHeard>*> found;
        for (const Shared<ReportHeard>& report : on.incident.heard) {
            const bool is_meant = text == report->id || text == report->client.text + "/" + report->id;
            if (is_meant) found.push_back(&report);
        }
        if (found.empty()) {
            on.refuse(Reason::not_found, "reports", "the incident has no report \"" + text + "\"");
            return std::nullopt;
        }
        if (found.size() > 1) {
            on.refuse(Reason::bad_value, "reports",
                      "\"" + text + "\" is said by several clients: name " + (*found.front())->client.text + "/" +
                          text + " or one of the others");
            return std::nullopt;
        }
        if (std::count(named.begin(), named.end(), *found.front()) == 0) named.push_back(*found.front());
    }
    return named;
}

// The hub's own alarm is about the same unit again.
void note_alarm(Draft& draft, const ReportHeard& first) {
    if (first.client != the_hub) return;
    const auto unit = std::find_if(first.attributes.begin(), first.attributes.end(),
                                   [](const auto& attribute) { return attribute.first == "unit"; });
    for (const auto& [kind, category] : draft.situation().organisation.alarms) {
        if (category != first.category || unit == first.attributes.end()) continue;
        draft.happen(the_hub, AlarmRaised{draft.incident().id, kind, ClientName{unit->second}, {}});
    }
}

// The incident's own words are those of its first report; it is opened by whoever sent that.
void open_with(Draft& draft, const Deliberation& on, const IncidentId& id, std::vector<Shared<ReportHeard>> reports) {
    std::stable_sort(reports.begin(), reports.end(),
                     [](const auto& one, const auto& two) { return one->at < two->at; });
    const Category* category = on.situation.organisation.category(reports.front()->category);
    if (category == nullptr) category = on.situation.organisation.category(on.incident.category);
    const Severity usual = category != nullptr ? category->severity : on.incident.severity;
    Severity severity = reports.front()->severity.value_or(usual);
    for (const ReportHeard& report : reports) severity = std::max(severity, report.severity.value_or(severity));
    Absorbed absorbed;
    absorbed.incident = id;
    absorbed.from = on.incident.id;
    absorbed.reports = static_cast<std::int32_t>(reports.size());
    absorbed.newest_report_at = reports.back()->at;
    absorbed.is_exercise = on.incident.is_exercise;
    absorbed.heard = std::move(reports);
    draft.happen(on.client, std::move(absorbed));
    // Of a category that is not configured any more it keeps what the whole was.
    const std::int32_t priority = category != nullptr ? default_priority(*category, severity) : on.incident.priority;
    const std::string title = category != nullptr ? title_of(*category) : on.incident.title;
    draft.happen(the_hub, IncidentOpened{id, on.incident.compartment, severity, priority, title});
    const std::vector<Shared<ReportHeard>> heard = draft.incident().heard;
    for (const ReportHeard& report : heard) assess_by_report(draft, report.attributes);
    note_alarm(draft, heard.front());
}

// What made it serious went with the reports. True when it is less serious than before.
bool lessen(Draft& rest, const ClientName& by) {
    const Incident& incident = rest.incident();
    const Category* category = rest.situation().organisation.category(incident.category);
    if (category == nullptr) return false;
    if (incident.score) return false;  // what somebody found out stays
    Severity severity = incident.severity_reported.value_or(category->severity);
    for (const ReportHeard& report : incident.heard) {
        const Category* own = rest.situation().organisation.category(report.category);
        const bool is_other = own != nullptr && report.category != incident.category;
        if (is_other) severity = std::max(severity, report.severity.value_or(own->severity));
    }
    if (severity >= incident.severity) return false;
    rest.happen(by, SeverityChanged{incident.id, severity});
    const std::int32_t priority = default_priority(*category, severity);
    if (priority > incident.priority && !incident.is_priority_held) {
        rest.happen(the_hub, PriorityChanged{incident.id, priority, {}, because_of(by, "split")});
    }
    return true;
}

// Calls that go on for the reports that were split off, and would not be begun for the others, end here.
void leave_calls_to(const Incident& made, Draft& rest, const ClientName& by) {
    const std::set<PolicyName> own = called_for(rest);
    std::vector<PolicyName> left;
    for (const Escalation& call : rest.incident().escalations) {
        const Escalation* there = made.escalation(call.policy.name);
        const bool is_theirs = there != nullptr && there->is_running && !own.contains(call.policy.name);
        if (call.is_running && is_theirs) left.push_back(call.policy.name);
    }
    if (left.empty()) return;
    rest.happen(by, Acknowledged{rest.incident().id, rest.incident().rev, left, {}});
}

}  // namespace

void merge(const Deliberation& on) {
    const Incident* other = other_of(on);
    if (other == nullptr) return;
    Draft into(on.situation, *other);
    into.leave_out(on.incident.id);
    into.happen(on.client, everything_of(on.situation.state, on.situation.organisation.category(on.incident.category),
                                         on.incident, *other));
    raise_to(into, on.client, on.incident);
    for (const DivisionName& division : on.incident.divisions) {
        if (division == on.situation.organisation.sector) continue;  // the tray holds what is nobody's yet
        route(into, on.client, division, {}, because_of(on.client, "merge"));
    }
    take_over_calls(into, on.incident, *other);
    take_over_waits(into, on.incident);
    set_check_ins(into);
    // Who has the other in hand knows how urgent it is.
    if (on.incident.is_acked()) into.know_priority();
    judge_again(into);
    const bool is_in_hand = on.incident.is_acked() && other->is_acked() && !into.incident().is_escalated();
    if (is_in_hand && !into.incident().was_seen()) {
        into.happen(on.client, Acknowledged{other->id, into.incident().rev, {}, {}});
    }
    for (const InstructionId& id : standing_orders(on, {})) on.happen(InstructionMoved{id, other->id});
    on.happen(Closed{on.incident.id, on.command.text, Ending::joined, other->id, {}});
    on.situation.outcome.incident = other->id;
}

void split(const Deliberation& on) {
    if (on.command.reports.empty()) return on.refuse(Reason::bad_value, "reports", "name the reports to split off");
    auto reports = named_reports(on);
    if (!reports) return;
    if (reports->size() == static_cast<std::size_t>(on.incident.reports)) {
        return on.refuse(Reason::bad_value, "reports", "one report stays at least; those are all");
    }
    const auto is_the_call = [&](const ReportHeard& report) { return report.client == on.incident.panic_of; };
    if (is_panic(on.situation, on.incident) && std::any_of(reports->begin(), reports->end(), is_the_call)) {
        return on.refuse(Reason::not_allowed, "reports", "who calls for help stays with its panic");
    }
    std::vector<ReportName> names;
    for (const ReportHeard& report : *reports) names.push_back({report.client, report.id});
    Draft rest(on.situation, on.incident);
    rest.happen(on.client, Parted{on.incident.id, on.fresh_incident, names});
    const bool is_less = lessen(rest, on.client);
    judge_again(rest);
    Draft made(on.situation, Incident{});
    open_with(made, on, on.fresh_incident, std::move(*reports));
    judge_again(made);
    if (is_less) leave_calls_to(made.incident(), rest, on.client);
    on.situation.outcome.incident = on.fresh_incident;
}

}  // namespace paraat::core
