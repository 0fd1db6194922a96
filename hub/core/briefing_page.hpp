#pragma once

#include <string>
#include <vector>

#include "hub/core/briefing_words.hpp"
#include "hub/core/local_clock.hpp"
#include "hub/core/situation.hpp"

namespace paraat::core {

// The oldest first.
using Incidents = std::vector<const Incident*>;

// A briefing while it is written: what it may speak of, and the lines so far. For the briefing_*.cpp only.
class BriefingPage {
public:
    BriefingPage(const Situation& its_situation, const Briefing& its_subject);

    const Situation& situation;
    const Briefing& about;
    const LocalClock clock;
    Incidents incidents;  // of the division and compartment, exercises apart
    Incidents exercises;
    std::vector<BriefingLine> lines;

    bool is_in_time(Instant at) const { return at >= about.from && at < about.until; }
    // Not the hub's own alarms; nor what was joined to another, which counts for both.
    bool came_in(const Incident& incident) const;

    BriefingLine& add(BriefingKind kind, std::string text);
    // Counts incidents, citing how each was opened.
    BriefingLine& add_count(BriefingKind kind, const Incidents& some, std::string text,
                            const std::string& what = "incident_opened");
};

template <class Predicate>
Incidents chosen(const Incidents& from, Predicate is_meant) {
    Incidents some;
    for (const Incident* incident : from) {
        if (is_meant(*incident)) some.push_back(incident);
    }
    return some;
}

inline bool was_joined(const Incident& incident) {
    return incident.is_closed() && incident.ending == Ending::joined;
}

inline BriefingCite cite(const Incident& incident, std::string what, Instant at) {
    return {incident.id, {}, std::move(what), at};
}
inline BriefingCite opening_of(const Incident& incident) {
    return cite(incident, "incident_opened", incident.opened_at);
}

inline constexpr std::int32_t urgent_until = 2;  // such priorities are told by themselves

void say_what_is_open(BriefingPage& page);
// From the opening to the first acknowledgement, and to the first unit on scene.
void say_response_times(BriefingPage& page);
void say_contracts(BriefingPage& page);

}  // namespace paraat::core
