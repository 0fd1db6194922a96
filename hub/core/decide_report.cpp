#include "hub/core/decide.hpp"

#include <algorithm>

#include "hub/base/nearest_word.hpp"
#include "hub/core/authorisation.hpp"
#include "hub/core/judgement.hpp"

namespace paraat::core {
namespace {

// The open incident that a report belongs to, and how far away it is (contract section 3, "Joining").
std::optional<CellGrid::Found> find_to_join(const Situation& situation, const Report& report, const Category& category,
                                            const CompartmentName& compartment) {
    if (!category.joins || !report.position) return std::nullopt;
    for (const CellGrid::Found& near : situation.state.grid.within(*report.position, category.join_metres)) {
        const Incident& incident = *near.incident;
        if (incident.takes_reports() && incident.category == report.category && incident.compartment == compartment &&
            incident.is_exercise == report.exercise && incident.contract == report.contract &&
            situation.now - incident.newest_report_at <= category.join_quiet &&
            situation.now - incident.opened_at < category.join_age) {
            return near;
        }
    }
    return std::nullopt;
}

// The incident that a report continues, wherever it is, while reports still belong to it.
std::optional<CellGrid::Found> find_followed(const Situation& situation, const ClientInput& input, const Report& report,
                                             const CompartmentName& compartment) {
    const Incident* incident = input.follows ? situation.state.incident(*input.follows) : nullptr;
    if (incident == nullptr || !incident->takes_reports() || incident->compartment != compartment ||
        incident->is_exercise != report.exercise) {
        return std::nullopt;
    }
    const bool are_placed = report.position && incident->position;
    return CellGrid::Found{are_placed ? metres_between(*report.position, *incident->position) : 0, incident->id,
                           incident};
}

// Nothing is guessed: what is withdrawn must be known here, and still be going on.
void refuse_what_follows_nothing(Situation& situation, const ClientInput& input) {
    const Incident* incident = input.follows ? situation.state.incident(*input.follows) : nullptr;
    if (incident != nullptr && !incident->takes_reports()) {
        return situation.refuse(Reason::closed, "follows", "what this refers to is over here already");
    }
    situation.refuse(Reason::not_found, "follows", "nothing that this refers to is known here");
}

// What the rules make of its place is a fact from then on.
ReportReceived received(const Situation& situation, const IncidentId& incident, const ClientInput& input,
                        const Report& report) {
    ReportReceived event{incident, input.id, report, {}};
    if (report.position) event.areas = situation.rules.areas_at(*report.position);
    event.heard = heard_in(event, situation.now, input.client);
    return event;
}

// What a report says of its severity; with it ends what a person chose as priority before.
void raise_severity(Draft& draft, const ClientName& by, const Category& category, Severity severity) {
    if (severity > draft.incident().severity) draft.happen(by, SeverityChanged{draft.incident().id, severity});
    const std::int32_t priority = default_priority(category, draft.incident().severity);
    if (priority >= draft.incident().priority) return;
    const bool is_by_severity = priority == priority_of(draft.incident().severity);
    draft.happen(the_hub, PriorityChanged{draft.incident().id,
                                          priority,
                                          {},
                                          is_by_severity ? because_severity(draft.incident().severity)
                                                         : because_category(category)});
}

}  // namespace

void open_incident(Draft& draft, const ClientInput& input, const Report& report, const Category& category,
                   const CompartmentName& compartment) {
    const Severity severity = report.severity.value_or(category.severity);
    draft.happen(input.client, received(draft.situation(), input.fresh_incident, input, report));
    draft.happen(the_hub, IncidentOpened{input.fresh_incident, compartment, severity,
                                         default_priority(category, severity), title_of(category)});
}

void decide_report(Situation& situation, const ClientInput& input, const Report& report) {
    const Category* category = situation.organisation.category(report.category);
    if (category == nullptr) {
        std::vector<std::string> known;
        for (const auto& [name, unused] : situation.organisation.categories) known.push_back(name.text);
        situation.refuse(
            Reason::unknown_category, "category",
            "unknown category \"" + report.category.text + "\"" + did_you_mean(report.category.text, known));
        return;
    }
    const CompartmentName compartment =
        report.covert ? covert_compartment : situation.organisation.compartment_of(input.client);
    // Who is not cleared may report covertly, but learns by it neither what is there nor what became of it.
    const bool is_cleared = is_cleared_for(situation.organisation, input.client, compartment);
    auto to_join = is_cleared ? find_followed(situation, input, report, compartment) : std::nullopt;
    if (input.only_follows && !to_join) return refuse_what_follows_nothing(situation, input);
    if (is_cleared && !to_join) to_join = find_to_join(situation, report, *category, compartment);
    // What covert units see is taken at any time, as is what anybody tells who may not know what is authorised.
    const bool begins_work = is_cleared && !to_join && situation.organisation.compartment_of(input.client).empty();
    if (begins_work && !may_begin(situation.organisation, compartment, situation.now)) {
        return refuse_unauthorised(situation, compartment, "covert");
    }
    Draft draft = to_join ? Draft(situation, *to_join->incident) : Draft(situation);
    if (to_join) {
        draft.happen(input.client, received(situation, to_join->id, input, report));
        draft.happen(the_hub, ReportJoined{to_join->id, to_join->metres});
        if (!input.only_follows) {
            raise_severity(draft, input.client, *category, report.severity.value_or(category->severity));
        }
    } else {
        open_incident(draft, input, report, *category, compartment);
    }
    assess_by_report(draft, report.attributes);
    judge(draft, report, input.client);
    if (!is_cleared) return;
    situation.outcome.incident = draft.incident().id;
    situation.outcome.joined = to_join.has_value();
}

}  // namespace paraat::core
