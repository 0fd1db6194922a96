#include "clients/cli/chicago.hpp"

#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <map>

namespace paraat::cli {
namespace {

std::string category_of(const std::string& type, const std::string& description) {
    static const std::map<std::string, std::string> categories = {
        {"THEFT", "theft"},
        {"MOTOR VEHICLE THEFT", "theft"},
        {"BURGLARY", "burglary"},
        {"ROBBERY", "robbery"},
        {"BATTERY", "assault"},
        {"ASSAULT", "assault"},
        {"HOMICIDE", "armed_violence"},
        {"CRIMINAL DAMAGE", "vandalism"},
        {"PUBLIC PEACE VIOLATION", "loitering"},
        {"LIQUOR LAW VIOLATION", "alcohol_nuisance"},
        {"STALKING", "street_intimidation"},
        {"INTIMIDATION", "street_intimidation"},
        {"CRIMINAL TRESPASS", "suspicious_situation"},
        {"WEAPONS VIOLATION", "suspicious_situation"},
    };
    if (type == "NARCOTICS") return description.starts_with("MANU/DEL") ? "drug_dealing" : "drug_nuisance";
    const auto found = categories.find(type);
    return found == categories.end() ? "other" : found->second;
}

}  // namespace

std::vector<std::string> csv_fields(std::string_view line) {
    std::vector<std::string> fields(1);
    bool is_quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && is_quoted && i + 1 < line.size() && line[i + 1] == '"') {
            fields.back() += '"';
            ++i;
        } else if (c == '"') {
            is_quoted = !is_quoted;
        } else if (c == ',' && !is_quoted) {
            fields.emplace_back();
        } else if (c != '\r' && c != '\n') {
            fields.back() += c;
        }
    }
    return fields;
}

std::optional<std::int64_t> chicago_time(const std::string& text) {
    setenv("TZ", "America/Chicago", 1);
    tzset();
    std::tm local{};
    const char* end = strptime(text.c_str(), "%m/%d/%Y %I:%M:%S %p", &local);
    if (end == nullptr || *end != '\0') return std::nullopt;
    const int day = local.tm_mday;
    local.tm_isdst = -1;  // the zone decides
    const time_t seconds = mktime(&local);
    if (local.tm_mday != day) return std::nullopt;  // 30 February, which would pass for a day in March
    return static_cast<std::int64_t>(seconds) * 1000;
}

std::optional<Json> chicago_report(const std::vector<std::string>& columns, const std::vector<std::string>& fields) {
    const auto field = [&](const char* name) -> std::string {
        const auto column = std::find(columns.begin(), columns.end(), name);
        const auto at = static_cast<std::size_t>(column - columns.begin());
        return at < fields.size() ? fields[at] : "";
    };
    if (field("ID").empty()) return std::nullopt;
    const std::string type = field("Primary Type");
    Json report = {{"id", "chicago-" + field("ID")}};
    if (const auto at = chicago_time(field("Date"))) report["occurred_at"] = *at;
    report["category"] = category_of(type, field("Description"));
    report["text"] = type + ": " + field("Description");
    if (!field("Latitude").empty() && !field("Longitude").empty()) {
        report["lat"] = std::strtod(field("Latitude").c_str(), nullptr);
        report["lon"] = std::strtod(field("Longitude").c_str(), nullptr);
    }
    if (type == "WEAPONS VIOLATION") report["tags"] = Json::array({"firearm"});
    return report;
}

}  // namespace paraat::cli
