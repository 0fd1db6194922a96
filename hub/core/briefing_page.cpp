#include "hub/core/briefing_page.hpp"

namespace paraat::core {

BriefingPage::BriefingPage(const Situation& its_situation, const Briefing& its_subject)
    : situation(its_situation), about(its_subject), clock(its_situation.rules) {
    for (const auto& [id, incident] : situation.state.incidents) {
        const bool is_meant = incident.compartment == about.name.compartment && incident.is_with(about.name.division);
        if (is_meant) (incident.is_exercise ? exercises : incidents).push_back(&incident);
    }
}

bool BriefingPage::came_in(const Incident& incident) const {
    return is_in_time(incident.opened_at) && !incident.alarm && !was_joined(incident);
}

BriefingLine& BriefingPage::add(BriefingKind kind, std::string text) {
    BriefingLine& line = lines.emplace_back();
    line.kind = kind;
    line.text = std::move(text);
    return line;
}

BriefingLine& BriefingPage::add_count(BriefingKind kind, const Incidents& some, std::string text,
                                      const std::string& what) {
    BriefingLine& line = add(kind, std::move(text));
    line.count = static_cast<std::int64_t>(some.size());
    for (const Incident* incident : some) line.cites.push_back(cite(*incident, what, incident->opened_at));
    return line;
}

}  // namespace paraat::core
