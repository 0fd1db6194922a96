#include "hub/core/briefing_words.hpp"

#include <algorithm>

#include "hub/base/utf8.hpp"

namespace paraat::core {

std::string times(std::size_t count, const std::string& what) {
    return std::to_string(count) + " x " + what;
}

std::string counted(std::int64_t count, const std::string& one, const std::string& several) {
    return std::to_string(count) + " " + (count == 1 ? one : several);
}

std::string words_for(IncidentStatus status) {
    switch (status) {
        case IncidentStatus::fresh: return "nieuw";
        case IncidentStatus::open: return "open";
        case IncidentStatus::dispatched: return "toegewezen";
        case IncidentStatus::en_route: return "onderweg";
        case IncidentStatus::on_scene: return "ter plaatse";
        case IncidentStatus::resolved: return "afgehandeld, niet gesloten";
        case IncidentStatus::closed: return "gesloten";
        case IncidentStatus::moved: return "elders";
    }
    return {};
}

std::string words_for(AlarmKind alarm) {
    switch (alarm) {
        case AlarmKind::silent_unit: return "eenheid stil tijdens inzet";
        case AlarmKind::missed_check_in: return "niet gemeld tijdens inzet";
        case AlarmKind::contested_session: return "twee toestellen onder een naam";
        case AlarmKind::broken_reach: return "niemand bereikbaar voor een oproep";
    }
    return {};
}

std::string words_for(Milliseconds span) {
    const std::int64_t seconds = span.count() / 1'000;
    if (seconds < 60) return std::to_string(seconds) + " s";
    const std::int64_t minutes = seconds / 60;
    const auto both = [](std::int64_t more, const char* of, std::int64_t less, const char* rest) {
        return std::to_string(more) + of + (less > 0 ? " " + std::to_string(less) + rest : "");
    };
    if (minutes < 60) return both(minutes, " min", seconds % 60, " s");
    return both(minutes / 60, " u", minutes % 60, " min");
}

std::string label_of(const Organisation& organisation, const CategoryName& category) {
    const Category* known = organisation.category(category);
    return in_a_line(known != nullptr ? known->label_nl : category.text);
}

std::string day_and_clock(const LocalClock& clock, Instant at) {
    const std::string date = clock.date(at);
    return date.substr(8, 2) + "-" + date.substr(5, 2) + " " + clock.time(at);
}

std::string in_a_line(const std::string& text) {
    std::string line = shortened(text);
    const auto is_control = [](unsigned char byte) { return byte < 0x20 || byte == 0x7f; };
    std::replace_if(line.begin(), line.end(), is_control, ' ');
    return line;
}

}  // namespace paraat::core
