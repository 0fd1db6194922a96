#include "hub/core/briefing_lines.hpp"

#include <algorithm>
#include <map>

#include "hub/base/json_size.hpp"
#include "hub/core/briefing_page.hpp"

namespace paraat::core {
namespace {

constexpr std::size_t categories_most = 28;
// Of each line at most so many; fewer where all of them would be too much.
constexpr std::size_t cites_most = 10;
// What a line, a cite and the rest take at most, in bytes, of either form.
constexpr std::size_t line_size = 300;
constexpr std::size_t cite_size = 100;
constexpr std::size_t head_size = 400;
// A hub that runs gives it within moments.
constexpr Milliseconds late_after = std::chrono::minutes{1};

void say_late(BriefingPage& page) {
    if (page.about.at - page.about.until <= late_after) return;
    page.add(BriefingKind::late, "Opgemaakt op " + day_and_clock(page.clock, page.about.at) + ": op " +
                                     day_and_clock(page.clock, page.about.until) +
                                     " was de hub er niet; wat open staat, staat open bij het opmaken");
}

void say_categories(BriefingPage& page, const Incidents& in) {
    std::map<CategoryName, Incidents> by_category;
    for (const Incident* incident : in) by_category[incident->category].push_back(incident);
    std::vector<std::pair<CategoryName, Incidents>> most_first(by_category.begin(), by_category.end());
    std::stable_sort(most_first.begin(), most_first.end(),
                     [](const auto& one, const auto& other) { return one.second.size() > other.second.size(); });
    Incidents rest;
    for (std::size_t i = 0; i < most_first.size(); ++i) {
        const auto& [category, some] = most_first[i];
        if (i >= categories_most) {
            rest.insert(rest.end(), some.begin(), some.end());
        } else {
            const std::string label = label_of(page.situation.organisation, category);
            page.add_count(BriefingKind::came_in, some, times(some.size(), label)).category = category;
        }
    }
    if (!rest.empty()) page.add_count(BriefingKind::rest, rest, times(rest.size(), "van andere soorten"));
}

void say_what_came_in(BriefingPage& page) {
    const Incidents in = chosen(page.incidents, [&](const Incident& incident) { return page.came_in(incident); });
    const auto total = static_cast<std::int64_t>(in.size());
    page.add_count(
        BriefingKind::came_in, in,
        in.empty() ? "Er kwam niets binnen" : counted(total, "incident kwam", "incidenten kwamen") + " binnen");
    for (std::int32_t priority = 1; priority <= urgent_until; ++priority) {
        const Incidents some = chosen(in, [&](const Incident& incident) { return incident.priority == priority; });
        if (some.empty()) continue;
        page.add_count(BriefingKind::came_in, some, times(some.size(), "prioriteit " + std::to_string(priority)))
            .priority = priority;
    }
    say_categories(page, in);
}

void say_alarms(BriefingPage& page) {
    const Incidents began =
        chosen(page.incidents, [&](const Incident& incident) { return page.is_in_time(incident.opened_at); });
    const Incidents panics = chosen(began, [](const Incident& incident) { return !incident.panic_of.empty(); });
    if (!panics.empty()) {
        page.add_count(BriefingKind::panic, panics, times(panics.size(), "een noodknop ingedrukt"), "panic_raised");
    }
    std::map<AlarmKind, Incidents> alarms;
    for (const Incident* incident : began) {
        if (incident->alarm) alarms[*incident->alarm].push_back(incident);
    }
    for (const auto& [alarm, some] : alarms) {
        page.add_count(BriefingKind::alarm, some, times(some.size(), words_for(alarm)), "alarm_raised").alarm = alarm;
    }
}

// As timelines tell it: by the answer of the last whom it was for, or because that one went off duty.
std::string end_of(const Instruction& instruction) {
    if (instruction.state == InstructionState::expired) return "instruction_expired";
    const bool is_by_answer = std::any_of(instruction.answers.begin(), instruction.answers.end(),
                                          [&](const auto& answer) { return answer.second.at == instruction.ended_at; });
    return is_by_answer ? "instruction_declined" : "instruction_left";
}

void say_instructions(BriefingPage& page, InstructionState ended_as, const char* one, const char* several) {
    std::vector<BriefingCite> cites;
    const BriefingName& whose = page.about.name;
    for (const auto& [id, instruction] : page.situation.state.instructions) {
        const DivisionName& division =
            instruction.division.empty() ? page.situation.organisation.sector : instruction.division;
        const bool is_meant = instruction.state == ended_as && page.is_in_time(instruction.ended_at) &&
                              !instruction.is_exercise && division == whose.division &&
                              instruction.compartment == whose.compartment;
        if (is_meant) cites.push_back({{}, id, end_of(instruction), instruction.ended_at});
    }
    if (cites.empty()) return;
    const auto count = static_cast<std::int64_t>(cites.size());
    BriefingLine& line = page.add(BriefingKind::instruction, counted(count, one, several));
    line.ended_as = ended_as;
    line.count = count;
    line.cites = std::move(cites);
}

void say_exercises(BriefingPage& page) {
    const Incidents began =
        chosen(page.exercises, [&](const Incident& incident) { return page.is_in_time(incident.opened_at); });
    if (began.empty()) return;
    const auto count = static_cast<std::int64_t>(began.size());
    page.add_count(BriefingKind::exercise, began,
                   counted(count, "oefening", "oefeningen") + ", in geen ander getal geteld");
}

std::size_t size_with(const std::vector<BriefingLine>& lines, std::size_t cites) {
    std::size_t size = head_size;
    for (const BriefingLine& line : lines) {
        const std::size_t text = json_size(line.text) + json_size(line.category.text) + json_size(line.contract);
        size += line_size + text + cite_size * std::min(cites, line.cites.size());
    }
    return size;
}

// As many cites of each line as a message can hold.
void bound(std::vector<BriefingLine>& lines) {
    std::size_t shown = cites_most;
    while (shown > 0 && size_with(lines, shown) > briefing_most) --shown;
    for (BriefingLine& line : lines) {
        if (line.cites.size() <= shown) continue;
        line.more = static_cast<std::int64_t>(line.cites.size() - shown);
        line.cites.resize(shown);
    }
}

}  // namespace

std::vector<BriefingLine> briefing_lines(const Situation& situation, const Briefing& about) {
    BriefingPage page(situation, about);
    say_late(page);
    say_what_came_in(page);
    say_alarms(page);
    say_what_is_open(page);
    say_response_times(page);
    say_contracts(page);
    say_instructions(page, InstructionState::expired, "opdracht verlopen", "opdrachten verlopen");
    say_instructions(page, InstructionState::declined, "opdracht geweigerd", "opdrachten geweigerd");
    say_exercises(page);
    bound(page.lines);
    return std::move(page.lines);
}

bool has_something(const std::vector<BriefingLine>& lines) {
    return std::any_of(lines.begin(), lines.end(), [](const BriefingLine& line) { return !line.cites.empty(); });
}

}  // namespace paraat::core
