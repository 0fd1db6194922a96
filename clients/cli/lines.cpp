#include "clients/cli/lines.hpp"

#include <ctime>

namespace paraat::cli {
namespace {

std::int64_t whole_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

bool truth_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

// In the local zone of who reads it.
std::string moment(std::int64_t ms) {
    const std::time_t seconds = ms / 1000;
    std::tm local{};
    localtime_r(&seconds, &local);
    char text[32];
    return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &local));
}

void add(std::string& line, const std::string& before, const std::string& text) {
    if (!text.empty()) line += before + text;
}

}  // namespace

std::string alert_line(const Json& alert) {
    std::string line = "P" + std::to_string(whole_of(alert, "priority")) + " " + text_of(alert, "division") + " " +
                       text_of(alert, "incident") + " " + text_of(alert, "status") + " " + text_of(alert, "title");
    if (!truth_of(alert, "acked")) line += " UNACKNOWLEDGED";
    const auto escalation = alert.find("escalation");
    if (escalation != alert.end() && escalation->is_object() && escalation->contains("ack_by")) {
        line += " -> " + text_of(*escalation, "target") + " because " + text_of(*escalation, "because");
    }
    return line + " | " + text_of(alert, "text");
}

std::string timeline_line(const Json& entry) {
    std::string line = moment(whole_of(entry, "at")) + "  " + text_of(entry, "what") + " by " + text_of(entry, "by");
    add(line, " -> ", text_of(entry, "division"));
    add(line, " -> ", text_of(entry, "target"));
    add(line, ", rule ", text_of(entry, "rule"));
    add(line, " because ", text_of(entry, "because"));
    add(line, " | ", text_of(entry, "text"));
    return line;
}

std::string unit_line(const Json& unit) {
    std::string line = text_of(unit, "unit") + " " + text_of(unit, "team");
    add(line, " ", text_of(unit, "status"));
    add(line, " ", text_of(unit, "presence"));
    if (unit.contains("lat") && unit.contains("lon")) line += " at " + unit["lat"].dump() + "," + unit["lon"].dump();
    add(line, " for ", text_of(unit, "incident"));
    if (truth_of(unit, "panic")) line += " PANIC";
    return line;
}

}  // namespace paraat::cli
