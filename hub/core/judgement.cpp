#include "hub/core/judgement.hpp"

#include <algorithm>
#include <cctype>

#include "hub/base/digest.hpp"
#include "hub/core/clearance.hpp"
#include "hub/core/decide.hpp"
#include "hub/core/escalation.hpp"

namespace paraat::core {
namespace {

// The draft instead of its older self in the state.
class Neighbourhood : public Surroundings {
public:
    explicit Neighbourhood(const Draft& draft) : draft_(draft) {}

    Nearby nearby(std::int64_t metres, Milliseconds window) const override {
        Nearby found;
        const Incident& judged = draft_.incident();
        if (!judged.position) return found;
        const Situation& situation = draft_.situation();
        found.incidents.push_back(&judged);
        for (const CellGrid::Found& near : situation.state.grid.within(*judged.position, metres)) {
            const Incident& other = *situation.state.incident(near.incident);
            const bool is_visible = may_see(judged.compartment, other.compartment);
            if (other.id == judged.id || !is_visible || other.is_exercise != judged.is_exercise) continue;
            if (situation.now - other.newest_report_at > window) continue;
            if (found.incidents.size() == nearby_most) {
                found.is_cut = true;
                break;
            }
            found.incidents.push_back(&other);
        }
        return found;
    }

private:
    const Draft& draft_;
};

// An id of its own for what a rule orders: the incident's time, and chance that depends on incident and rule only.
InstructionId instruction_id(const IncidentId& incident, const RuleName& rule) {
    const Sha256 digest = sha256({incident.text(), "/", rule.text});
    return InstructionId{Ulid{incident.ulid.time(), std::span<const std::uint8_t, 10>{digest.data(), 10}}};
}

void order(Draft& draft, const Firing& firing) {
    const Incident& incident = draft.incident();
    if (!firing.instruct || incident.instructed_by.contains(firing.rule)) return;
    Situation& situation = draft.situation();
    Order order;
    order.to = firing.instruct->to;
    order.incident = incident.id;
    order.compartment = incident.compartment;
    order.text = firing.instruct->text;
    order.priority = incident.priority;
    order.exercise = incident.is_exercise;
    order.rule = firing.rule;
    // Where nobody is there to be asked, a later report asks again.
    if (issue(situation, the_hub, instruction_id(incident.id, firing.rule), order)) {
        draft.note(situation.outcome.events.back().body);
    }
}

void escalate_once(Draft& draft, const PolicyName& name, const RuleName& rule, const Because& because) {
    if (name.empty() || draft.incident().escalation(name) != nullptr) return;
    const EscalationPolicy* policy = draft.situation().rules.policy(name);
    if (policy != nullptr) start_escalation(draft, the_hub, *policy, rule, because);
}

std::vector<DivisionName> divisions_of(const Draft& draft, const Category& category) {
    std::vector<DivisionName> divisions = category.divisions;
    if (category.to_own_division) {
        const DivisionName own = draft.situation().organisation.division_of(draft.incident().opened_by);
        if (!own.empty()) divisions.insert(divisions.begin(), own);
    }
    return divisions;
}

}  // namespace

std::int32_t priority_of(Severity severity) {
    switch (severity) {
        case Severity::extreme: return 1;
        case Severity::severe:
        case Severity::serious: return 2;
        case Severity::moderate: return 3;
        case Severity::minor: return 4;
    }
    return 4;
}

Because because_severity(Severity severity) {
    const std::string name(word(severity));
    return {"severity is " + name, "severity_is", {{"severity", name}}};
}

Because because_category(const Category& category) {
    return {"category is " + category.name.text, "category_is", {{"category", category.name.text}}};
}

std::int32_t default_priority(const Category& category, Severity severity) {
    return std::min<std::int32_t>(category.priority, priority_of(severity));
}

std::string title_of(const Category& category) {
    std::string title = category.label_nl;
    if (!title.empty()) title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
    return title;
}

void route(Draft& draft, const ClientName& by, const DivisionName& division, const RuleName& rule,
           const Because& because) {
    if (draft.incident().is_with(division)) return;
    if (by == the_hub && draft.incident().removed.contains(division)) return;
    const Situation& situation = draft.situation();
    draft.happen(by, Routed{draft.incident().id, division, rule, situation.rules.version(), because,
                            division == situation.organisation.sector});
}

void judge(Draft& draft, const Report& newest, const ClientName& client) {
    const bool is_covert = !draft.incident().compartment.empty();
    if (newest.covert != is_covert) {
        // A covert unit's report is covert though it does not say so: rules see it now as they will later.
        Report marked = newest;
        marked.covert = is_covert;
        return judge(draft, marked, client);
    }
    Situation& situation = draft.situation();
    const Neighbourhood neighbourhood(draft);
    const std::vector<Firing> firings =
        situation.rules.judge({draft.incident(), newest, client, neighbourhood, situation.now});

    for (const Firing& firing : firings) {
        for (const DivisionName& division : firing.divisions)
            route(draft, the_hub, division, firing.rule, firing.because);
    }
    const Category* category = situation.organisation.category(draft.incident().category);
    if (category != nullptr) {
        for (const DivisionName& division : divisions_of(draft, *category)) {
            route(draft, the_hub, division, {}, because_category(*category));
        }
    }
    if (draft.incident().divisions.empty()) {
        route(draft, the_hub, situation.organisation.sector, {}, {"no rule names a division", "no_division", {}});
    }
    for (const Firing& firing : firings) {
        const bool is_lower = firing.priority && *firing.priority < draft.incident().priority;
        if (is_lower && !draft.incident().is_priority_held) {
            draft.happen(the_hub, PriorityChanged{draft.incident().id, *firing.priority, firing.rule, firing.because});
        }
    }
    for (const Firing& firing : firings) escalate_once(draft, firing.escalate, firing.rule, firing.because);
    if (category != nullptr) escalate_once(draft, category->escalate, {}, because_category(*category));
    for (const Firing& firing : firings) order(draft, firing);
}

void judge_again(Draft& draft) {
    const Incident& incident = draft.incident();
    Report report;
    report.category = incident.category;
    report.severity = incident.severity;
    report.text = incident.text;
    report.position = incident.position;
    report.area = incident.area;
    report.contract = incident.contract;
    report.tags.assign(incident.tags.begin(), incident.tags.end());
    report.lmc = incident.lmc;
    if (incident.persons > 0) report.persons = incident.persons;
    report.covert = !incident.compartment.empty();
    report.exercise = incident.is_exercise;
    report.attributes.assign(incident.attributes.begin(), incident.attributes.end());
    judge(draft, report, incident.opened_by);
}

}  // namespace paraat::core
