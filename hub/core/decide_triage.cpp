#include "hub/core/deliberation.hpp"
#include "hub/core/holding.hpp"
#include "hub/core/judgement.hpp"

namespace paraat::core {
namespace {

// What the new category means, where no report and nobody said otherwise.
void apply_category(Draft& draft, const Deliberation& on, const Category& category) {
    const Incident& incident = draft.incident();
    const Severity severity = incident.severity_reported.value_or(category.severity);
    if (severity != incident.severity) draft.happen(on.client, SeverityChanged{incident.id, severity});
    if (on.command.priority) return;
    const std::int32_t priority = default_priority(category, severity);
    if (priority == incident.priority) return;
    draft.happen(the_hub, PriorityChanged{incident.id, priority, {}, because_category(category)});
}

}  // namespace

void set_check_ins(Draft& draft) {
    const FlatMap<ClientName, UnitProgress> units = draft.incident().units;  // the draft's own change under it
    for (const auto& [unit, progress] : units) {
        const bool is_there = progress.state == UnitState::en_route || progress.state == UnitState::on_scene;
        const Milliseconds check_in = progressed(draft.situation(), draft.incident(), unit, progress.state).check_in;
        if (is_there && check_in != progress.check_in) {
            draft.happen(the_hub, CheckInSet{draft.incident().id, unit, check_in});
        }
    }
}

void triage(const Deliberation& on) {
    const Organisation& organisation = on.situation.organisation;
    if (!on.command.division) return on.refuse(Reason::bad_value, "division", "triage names the division");
    if (!is_known_division(on, *on.command.division)) return;
    const Category* category = nullptr;
    if (on.command.category) {
        category = organisation.category(*on.command.category);
        if (category == nullptr) {
            return on.refuse(Reason::unknown_category, "category",
                             unknown("category", on.command.category->text, organisation.categories));
        }
    }
    Draft draft(on.situation, on.incident);
    route(draft, on.client, *on.command.division, {}, because_of(on.client, "triage"));
    // The tray holds what has no division yet; a panic stays with the centre all the same.
    const bool leaves_tray = *on.command.division != organisation.sector && on.incident.is_with(organisation.sector) &&
                             !is_panic(on.situation, on.incident);
    if (leaves_tray) draft.happen(on.client, DivisionRemoved{on.incident.id, organisation.sector, {}});
    Triaged triaged{on.incident.id, {}, {}, on.command.text};
    const bool is_new_category = category != nullptr && category->name != on.incident.category;
    if (is_new_category) {
        triaged.category = category->name;
        triaged.title = title_of(*category);
    }
    draft.happen(on.client, triaged);
    if (is_new_category) {
        apply_category(draft, on, *category);
        set_check_ins(draft);
        assess_anew(draft);
    }
    if (on.command.priority && (*on.command.priority != draft.incident().priority || is_new_category)) {
        draft.happen(on.client,
                     PriorityChanged{on.incident.id, *on.command.priority, {}, because_of(on.client, "triage")});
    }
    judge_again(draft);
}

}  // namespace paraat::core
