#include "clients/cli/shown.hpp"

#include <ctime>

namespace paraat::cli {
namespace {

std::string printable(std::string text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return text;
}

std::string local_time(std::int64_t ms) {
    const std::time_t seconds = ms / 1000;
    std::tm local{};
    localtime_r(&seconds, &local);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &local)};
}

// A field as words, whatever its type; empty when it is not there.
std::string field(const Json& from, const char* name) {
    const auto found = from.find(name);
    if (found == from.end()) return {};
    return found->is_string() ? found->get<std::string>() : found->dump();
}

std::string entry_line(const Json& entry) {
    std::string line =
        local_time(entry.value("at", std::int64_t{0})) + "  " + field(entry, "what") + "  by " + field(entry, "by");
    std::string more;
    for (const char* name : {"division", "policy", "step", "target", "rule", "rev"}) {
        if (const std::string value = field(entry, name); !value.empty()) {
            more += more.empty() ? ": " : ", ";
            more += std::string(name) + " " + value;
        }
    }
    if (entry.contains("ack_by")) more += ", until " + local_time(entry.value("ack_by", std::int64_t{0}));
    line += more;
    if (const std::string because = field(entry, "because"); !because.empty()) line += ", because " + because;
    if (const std::string text = field(entry, "text"); !text.empty()) line += " | " + text;
    return printable(line);
}

}  // namespace

std::string alert_line(const Json& alert) {
    std::string line = "P" + field(alert, "priority") + " " + field(alert, "division") + " " +
                       field(alert, "incident") + " " + field(alert, "status") + " " + field(alert, "title");
    if (alert.value("exercise", false)) line += " EXERCISE";
    if (!alert.value("acked", false)) line += " UNACKNOWLEDGED";
    if (alert.contains("escalation") && alert["escalation"].contains("ack_by")) {
        line += " -> " + field(alert["escalation"], "target") + " because " + field(alert["escalation"], "because");
    }
    return printable(line + " | " + field(alert, "text"));
}

std::string unit_line(const Json& unit) {
    std::string line = field(unit, "unit") + " " + field(unit, "team");
    line += " " + (unit.contains("status") ? field(unit, "status") : "-") + " " + field(unit, "presence");
    if (unit.contains("lat")) line += " at " + field(unit, "lat") + "," + field(unit, "lon");
    if (unit.contains("battery_pct")) line += " battery " + field(unit, "battery_pct") + "%";
    if (const std::string incident = field(unit, "incident"); !incident.empty()) line += " incident " + incident;
    if (unit.value("panic", false)) line += " PANIC";
    return printable(line);
}

std::string incident_lines(const Json& result) {
    std::string lines = alert_line(result.value("item", Json::object())) + "\n";
    for (const Json& entry : result.value("timeline", Json::array())) lines += entry_line(entry) + "\n";
    return lines;
}

}  // namespace paraat::cli
