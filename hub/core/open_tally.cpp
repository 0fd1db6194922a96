#include "hub/core/open_tally.hpp"

#include <algorithm>
#include <tuple>

namespace paraat::core {

OpenTally::Count OpenTally::of(const CompartmentName& compartment, const DivisionName& division) const {
    const auto line = std::find_if(lines_.begin(), lines_.end(), [&](const Line& candidate) {
        return candidate.compartment == compartment && candidate.division == division;
    });
    return line == lines_.end() ? Count{} : line->count;
}

void OpenTally::count(const Incident& incident, std::int64_t by) {
    if (incident.is_closed() || incident.is_exercise) return;
    const Count one{by, incident.is_acked() ? 0 : by, incident.pauses.contains(PauseKind::silenced) ? by : 0,
                    incident.is_shelved() ? by : 0};
    count(incident.compartment, {}, one);
    for (const DivisionName& division : incident.divisions) count(incident.compartment, division, one);
}

void OpenTally::count(const CompartmentName& compartment, const DivisionName& division, const Count& by) {
    auto line = std::lower_bound(lines_.begin(), lines_.end(), std::tie(compartment, division),
                                 [](const Line& candidate, const auto& wanted) {
                                     return std::tie(candidate.compartment, candidate.division) < wanted;
                                 });
    const bool is_known = line != lines_.end() && line->compartment == compartment && line->division == division;
    if (!is_known) line = lines_.insert(line, Line{compartment, division, {}});
    line->count.open += by.open;
    line->count.unacknowledged += by.unacknowledged;
    line->count.silenced += by.silenced;
    line->count.shelved += by.shelved;
    if (line->count == Count{}) lines_.erase(line);
}

}  // namespace paraat::core
