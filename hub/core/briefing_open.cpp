#include <algorithm>
#include <map>

#include "hub/core/briefing_page.hpp"

namespace paraat::core {
namespace {

constexpr std::size_t named_most = 24;

std::vector<std::string> why_named(const Incident& incident) {
    std::vector<std::string> why;
    if (incident.priority <= urgent_until) why.emplace_back("priority");
    if (!incident.is_acked()) why.emplace_back("unacknowledged");
    for (const auto& [kind, pause] : incident.pauses) why.emplace_back(word(kind));
    if (!incident.claimed_by.empty()) why.emplace_back("claimed");
    return why;
}

void say_named(BriefingPage& page, const Incident& incident) {
    std::string text = "prioriteit " + std::to_string(incident.priority) + ", " +
                       label_of(page.situation.organisation, incident.category) + ", " + words_for(incident.status) +
                       ", sinds " + day_and_clock(page.clock, incident.opened_at);
    if (!incident.is_acked()) text += ", niet bevestigd";
    std::vector<BriefingCite> cites{opening_of(incident)};
    if (incident.is_acked() && incident.first_acked_at) {
        cites.push_back(cite(incident, "acknowledged", *incident.first_acked_at));
    }
    for (const auto& [kind, pause] : incident.pauses) {
        text +=
            (kind == PauseKind::silenced ? ", stil tot " : ", terzijde tot ") + day_and_clock(page.clock, pause.until);
        cites.push_back(cite(incident, std::string(word(kind)), pause.since));
    }
    if (!incident.claimed_by.empty()) {
        text += ", bij " + incident.claimed_by.text;
        cites.push_back(cite(incident, "claimed", incident.claimed_at));
    }
    BriefingLine& line = page.add(BriefingKind::open_incident, std::move(text));
    line.category = incident.category;
    line.priority = incident.priority;
    line.status = incident.status;
    line.incident = incident.id;
    line.why = why_named(incident);
    line.cites = std::move(cites);
}

}  // namespace

void say_what_is_open(BriefingPage& page) {
    const Incidents open = chosen(page.incidents, [](const Incident& incident) { return !incident.is_closed(); });
    const auto total = static_cast<std::int64_t>(open.size());
    const char* const verb = open.size() == 1 ? " staat open" : " staan open";
    page.add_count(BriefingKind::open, open,
                   open.empty() ? "Er staat niets open" : counted(total, "incident", "incidenten") + verb);
    std::map<IncidentStatus, Incidents> by_status;
    for (const Incident* incident : open) by_status[incident->status].push_back(incident);
    for (const auto& [status, some] : by_status) {
        page.add_count(BriefingKind::open, some, times(some.size(), words_for(status))).status = status;
    }
    Incidents named = chosen(open, [](const Incident& incident) { return !why_named(incident).empty(); });
    std::stable_sort(named.begin(), named.end(), [](const Incident* one, const Incident* other) {
        return std::pair(one->priority, one->opened_at) < std::pair(other->priority, other->opened_at);
    });
    for (std::size_t i = 0; i < std::min(named.size(), named_most); ++i) say_named(page, *named[i]);
    if (named.size() <= named_most) return;
    const Incidents rest(named.begin() + static_cast<std::ptrdiff_t>(named_most), named.end());
    const auto left = static_cast<std::int64_t>(rest.size());
    page.add_count(BriefingKind::rest, rest,
                   "en nog " + counted(left, "incident dat aandacht vraagt", "incidenten die aandacht vragen"));
}

}  // namespace paraat::core
