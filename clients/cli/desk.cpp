#include "clients/cli/desk.hpp"

#include <algorithm>

#include "clients/cli/lines.hpp"
#include "clients/cli/planning.hpp"

namespace paraat::cli {
namespace {

std::int64_t count_in(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

bool is_so(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::string words_in(const Json& object, const char* key) {
    std::string words = shown(object, key);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::string moment_at(const Json& object, const char* key) {
    const std::int64_t ms = count_in(object, key);
    return ms == 0 ? "-" : moment(ms);
}

// What the line is about: an incident, an order, a device.
std::string subject_of(const Json& item) {
    for (const char* key : {"instruction", "incident", "unit"}) {
        const std::string subject = shown(item, key);
        if (!subject.empty()) return subject;
    }
    return "-";
}

std::string said_of(const Json& item) {
    std::string said = shown(item, "title");
    const auto add = [&](const std::string& before, const std::string& text) {
        if (!text.empty()) said += (said.empty() ? "" : " ") + before + text;
    };
    if (is_so(item, "exercise")) add("", "EXERCISE");
    add("-> ", shown(item, "to"));
    if (text_of(item, "kind").starts_with("offered")) add("to ", shown(item, "unit"));
    add("| ", shown(item, "text"));
    return said;
}

}  // namespace

std::vector<std::string> handover_lines(const Json& items) {
    std::vector<std::vector<std::string>> rows{{"WHAT", "PRIO", "ABOUT", "BY", "SINCE", "UNTIL", "SAID"}};
    std::size_t own = 0;
    for (const Json& item : items) {
        if (is_so(item, "own")) ++own;
        const std::int64_t priority = count_in(item, "priority");
        rows.push_back({words_in(item, "kind"), priority == 0 ? "-" : "P" + std::to_string(priority), subject_of(item),
                        shown(item, "by"), moment_at(item, "since"), moment_at(item, "until"), said_of(item)});
    }
    if (rows.size() == 1) return {"nothing is left to the next"};
    std::vector<std::string> lines = aligned(rows);
    const auto others = lines.begin() + static_cast<std::ptrdiff_t>(own) + 1;
    if (others != lines.end()) lines.insert(others, "Of nobody on this list, and not to be lost:");
    return lines;
}

int tell_handover(const Options& options, const Json& list) {
    if (options.json) {
        print(list.dump());
        return exit_ok;
    }
    for (const std::string& line : handover_lines(list.value("items", Json::array()))) print(line);
    say(options, shown(list, "unit") + ", notes since " + moment_at(list, "since"));
    return exit_ok;
}

}  // namespace paraat::cli
