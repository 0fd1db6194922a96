#pragma once

#include <string>

#include "hub/core/incident.hpp"
#include "hub/core/local_clock.hpp"
#include "hub/core/organisation.hpp"

// The Dutch of the briefing: its readers' language, as the labels of the categories are.
namespace paraat::core {

// "12 x diefstal"
std::string times(std::size_t count, const std::string& what);
// "1 incident", "12 incidenten"
std::string counted(std::int64_t count, const std::string& one, const std::string& several);
std::string words_for(IncidentStatus status);  // "onderweg"
std::string words_for(AlarmKind alarm);
// "35 s", "1 min 20 s", "2 u 5 min"
std::string words_for(Milliseconds span);
// The category's label; its name where the organisation has none of that name any more.
std::string label_of(const Organisation& organisation, const CategoryName& category);
// "27-11 03:12"
std::string day_and_clock(const LocalClock& clock, Instant at);
// What somebody sent, for a line of text: short, and without what could rule a terminal.
std::string in_a_line(const std::string& text);

}  // namespace paraat::core
