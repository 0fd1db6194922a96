#include "clients/cli/briefing_lines.hpp"

#include <algorithm>

#include "hub/rules/local_time.hpp"

namespace paraat::cli {
namespace {

constexpr std::size_t cites_shown = 3;

Json entries_in(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_array() ? *found : Json::array();
}

std::int64_t whole_in(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

// By the clock of the centre, as the sentences of the briefing have it.
std::string day_and_minute(const Json& object, const char* key) {
    const rules::LocalTime local = rules::local_time(Instant{whole_in(object, key)});
    const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(local.day) + "-" + two(local.month) + " " + two(local.hour) + ":" + two(local.minute);
}

// Of UTF-8 the characters, each taken for one column.
std::size_t columns(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

// Broken between words; every line but the first is indented by as much as the first one's text.
void add_wrapped(std::vector<std::string>& lines, const std::string& before, const std::string& text) {
    std::string line = before;
    bool is_empty = true;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at);
        if (!is_empty && columns(line) + 1 + columns(word) > page_width) {
            lines.push_back(line);
            line = std::string(columns(before), ' ');
            is_empty = true;
        }
        line += (is_empty ? "" : " ") + word;
        is_empty = false;
        at = end + 1;
    }
    lines.push_back(line);
}

// The heading above the first line of a kind; empty = it stands under the one before.
std::string heading_of(const std::string& kind) {
    static const std::vector<std::pair<std::string, std::string>> headings = {
        {"came_in", "Binnengekomen"},      {"panic", "Noodknop en alarm"},
        {"alarm", "Noodknop en alarm"},    {"open", "Open"},
        {"acknowledged", "Tot bevestigd"}, {"on_scene", "Tot ter plaatse"},
        {"contract", "Contracten"},        {"instruction", "Opdrachten"},
        {"exercise", "Oefeningen"},
    };
    const auto found =
        std::find_if(headings.begin(), headings.end(), [&](const auto& heading) { return heading.first == kind; });
    return found == headings.end() ? "" : found->second;
}

std::string cite_line(const Json& cite) {
    const std::string incident = shown(cite, "incident");
    return (incident.empty() ? "opdracht " + shown(cite, "instruction") : incident) + "  " +
           day_and_minute(cite, "at") + "  " + shown(cite, "what");
}

void add_cites(std::vector<std::string>& lines, const Json& line) {
    const Json cites = entries_in(line, "cites");
    const std::size_t shown_here = std::min(cites.size(), cites_shown);
    for (std::size_t i = 0; i < shown_here; ++i) lines.push_back("      " + cite_line(cites[i]));
    const auto left =
        cites.size() - shown_here + static_cast<std::size_t>(std::max<std::int64_t>(whole_in(line, "more"), 0));
    if (left > 0) lines.push_back("      en nog " + std::to_string(left));
}

}  // namespace

std::vector<std::string> briefing_lines(const Json& briefing, bool is_covert) {
    std::vector<std::string> lines;
    lines.push_back("Briefing " + shown(briefing, "division") + (is_covert ? " (heimelijk)" : "") + " van " +
                    shown(briefing, "date"));
    lines.push_back("van " + day_and_minute(briefing, "from") + " tot " + day_and_minute(briefing, "until"));
    std::string under;
    for (const Json& line : entries_in(briefing, "lines")) {
        const std::string heading = heading_of(text_of(line, "kind"));
        if (!heading.empty() && heading != under) {
            lines.emplace_back();
            lines.push_back(heading);
            under = heading;
        }
        add_wrapped(lines, "  - ", shown(line, "text"));
        add_cites(lines, line);
    }
    return lines;
}

}  // namespace paraat::cli
