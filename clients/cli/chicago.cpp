#include "clients/cli/chicago.hpp"

#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "clients/cli/csv.hpp"
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

Result<Json> chicago_report(const std::vector<std::string>& columns, const std::vector<std::string>& fields) {
    const auto field = [&](const char* name) -> std::string {
        const auto column = std::find(columns.begin(), columns.end(), name);
        const auto at = static_cast<std::size_t>(column - columns.begin());
        return at < fields.size() ? fields[at] : "";
    };
    for (const std::string& text : fields) {
        if (!is_utf8(text) && !text.empty()) return Error{"bad_value", "", "this record is no UTF-8"};
    }
    if (field("ID").empty()) return Error{"bad_value", "ID", "this record has no ID"};
    const auto occurred_at = chicago_time(field("Date"));
    if (!occurred_at) {
        return Error{"bad_value", "Date",
                     "\"" + shortened(field("Date")) + "\" is no Date such as 04/02/2001 02:05:00 PM"};
    }
    const std::string type = field("Primary Type");
    Json report = {{"id", "chicago-" + field("ID")}, {"occurred_at", *occurred_at}};
    report["category"] = category_of(type, field("Description"));
    report["text"] = type + ": " + field("Description");
    if (!field("Latitude").empty() && !field("Longitude").empty()) {
        report["lat"] = std::strtod(field("Latitude").c_str(), nullptr);
        report["lon"] = std::strtod(field("Longitude").c_str(), nullptr);
    }
    if (type == "WEAPONS VIOLATION") report["tags"] = Json::array({"firearm"});
    return report;
}

Result<std::vector<Json>> chicago_reports(std::istream& in, const std::string& file, std::size_t limit) {
    CsvReader reader(in);
    std::vector<std::string> columns = reader.next().value_or(std::vector<std::string>());
    // Spreadsheets put a byte order mark before the first name.
    if (!columns.empty() && columns[0].starts_with("\xEF\xBB\xBF")) columns[0].erase(0, 3);
    for (const char* name : {"ID", "Date", "Primary Type", "Description", "Latitude", "Longitude"}) {
        if (std::find(columns.begin(), columns.end(), name) != columns.end()) continue;
        return Error{"bad_value", name, file + ":1: no column \"" + name + "\"; is this the format chicago?"};
    }
    std::vector<Json> reports;
    while (reports.size() < limit) {
        const auto fields = reader.next();
        if (!fields) break;
        auto report = chicago_report(columns, *fields);
        if (!report) {
            const Error& fault = report.error();
            return Error{fault.code, fault.field, file + ":" + std::to_string(reader.line()) + ": " + fault.message};
        }
        reports.push_back(std::move(*report));
    }
    if (reports.empty()) return Error{"bad_value", "", file + ": no records"};
    return reports;
}

}  // namespace paraat::cli
