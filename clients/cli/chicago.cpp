#include "clients/cli/chicago.hpp"

#include <time.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>

#include "hub/base/utf8.hpp"

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

std::optional<double> degrees(const std::string& text, double most) {
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size() || !(std::abs(value) <= most)) return std::nullopt;
    return value;
}

}  // namespace

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

std::optional<Error> missing_columns(const std::vector<std::string>& columns) {
    std::string missing;
    for (const char* name : {"ID", "Date", "Primary Type", "Description", "Latitude", "Longitude"}) {
        if (std::find(columns.begin(), columns.end(), name) != columns.end()) continue;
        missing += missing.empty() ? "" : ", ";
        missing += name;
    }
    if (missing.empty()) return std::nullopt;
    return Error{"bad_value", "", "the header line has no column " + missing + "; is the file in the format chicago?"};
}

Result<Json> chicago_report(const std::vector<std::string>& columns, const std::vector<std::string>& fields) {
    const auto field = [&](const char* name) -> std::string {
        const auto column = std::find(columns.begin(), columns.end(), name);
        const auto at = static_cast<std::size_t>(column - columns.begin());
        return at < fields.size() ? fields[at] : "";
    };
    if (field("ID").empty()) return Error{"bad_value", "ID", "this record has no ID"};
    const auto at = chicago_time(field("Date"));
    if (!at) {
        return Error{"bad_value", "Date",
                     "\"" + shortened(field("Date")) + "\" is no Date as in 04/02/2001 02:05:00 PM"};
    }
    const std::string type = field("Primary Type");
    Json report = {{"id", "chicago-" + field("ID")}, {"occurred_at", *at}};
    report["category"] = category_of(type, field("Description"));
    report["text"] = type + ": " + field("Description");
    if (!field("Latitude").empty() && !field("Longitude").empty()) {
        const auto lat = degrees(field("Latitude"), 90);
        const auto lon = degrees(field("Longitude"), 180);
        if (!lat) return Error{"bad_value", "Latitude", "\"" + shortened(field("Latitude")) + "\" is no Latitude"};
        if (!lon) return Error{"bad_value", "Longitude", "\"" + shortened(field("Longitude")) + "\" is no Longitude"};
        report["lat"] = *lat;
        report["lon"] = *lon;
    }
    if (type == "WEAPONS VIOLATION") report["tags"] = Json::array({"firearm"});
    return report;
}

}  // namespace paraat::cli
