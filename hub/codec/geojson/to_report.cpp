#include "hub/codec/geojson/to_report.hpp"

#include <algorithm>

#include "hub/base/plain_name.hpp"
#include "hub/base/utf8.hpp"
#include "hub/codec/geojson/moment.hpp"

namespace paraat::codec::geojson {
namespace {

// Limits of the contract for a report, in bytes.
constexpr std::size_t text_most = 4'000;
constexpr std::size_t name_most = 64;
constexpr std::size_t value_most = 256;
constexpr std::size_t attributes_most = 32;
constexpr std::int64_t metres_most = 100'000;

bool is_id(const std::string& id) {
    return !id.empty() && id.size() <= name_most && std::all_of(id.begin(), id.end(), [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
}

std::string flat(const Property& property) {
    if (const auto* text = std::get_if<std::string>(&property)) return *text;
    if (const auto* flag = std::get_if<bool>(&property)) return *flag ? "true" : "false";
    if (const auto* whole = std::get_if<std::int64_t>(&property)) return std::to_string(*whole);
    return std::to_string(std::get<double>(property));
}

// Takes the properties that the contract names; what is left are attributes.
class Taking {
public:
    Taking(const Feature& feature, ReportReading& made) : left_(feature.properties), made_(made) {
        made_.id = feature.id;
    }

    void known() {
        core::Report& report = made_.report;
        if (const auto word = text("severity")) report.severity = core::from_word<core::Severity>(*word);
        if (has_text_ && !report.severity) remark("severity", "it is no severity of the contract");
        if (const auto id = text("id")) made_.id = *id;
        if (!made_.id.empty() && !is_id(made_.id)) {
            remark("id", "an id is at most 64 of A-Z, a-z, 0-9, - and _");
            made_.id.clear();
        }
        moment("occurred_at");
        if (const auto exercise = taken("exercise")) {
            const auto* flag = std::get_if<bool>(&*exercise);
            // What may be a drill is one.
            report.exercise = flag == nullptr || *flag;
            if (flag == nullptr) remark("exercise", "it is neither true nor false, so it is taken as a drill");
        }
    }

    void attributes() {
        for (const auto& [name, value] : left_) {
            const std::string text = flat(value);
            const bool fits = !name.empty() && name.size() <= name_most && text.size() <= value_most;
            if (fits && made_.report.attributes.size() < attributes_most) {
                made_.report.attributes.emplace_back(name, text);
            } else {
                remark("properties", "some are too long or too many, and are left");
                return;
            }
        }
    }

    std::optional<Property> taken(const std::string& name) {
        const auto found = left_.find(name);
        if (found == left_.end()) return std::nullopt;
        Property value = std::move(found->second);
        left_.erase(found);
        return value;
    }

    std::optional<std::string> text(const std::string& name) {
        const auto value = taken(name);
        const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
        if (value && text == nullptr) remark(name, "it is no text");
        has_text_ = text != nullptr;
        return text == nullptr ? std::nullopt : std::optional(*text);
    }

    void remark(const std::string& field, std::string why) { made_.degraded.push_back({field, std::move(why)}); }

private:
    void moment(const std::string& name) {
        const auto value = taken(name);
        if (!value) return;
        if (const auto* ms = std::get_if<std::int64_t>(&*value); ms != nullptr && *ms > 0) {
            made_.report.occurred_at = Instant{*ms};
        } else if (const auto* text = std::get_if<std::string>(&*value)) {
            made_.report.occurred_at = parse_moment(*text);
        }
        if (!made_.report.occurred_at)
            remark(name, "it is neither milliseconds nor a moment of ISO 8601 with its zone");
    }

    std::map<std::string, Property> left_;
    ReportReading& made_;
    bool has_text_ = false;
};

void take_place(const Feature& feature, Taking& taking, core::Report& report) {
    const auto accuracy = taking.taken("accuracy_m");
    if (!feature.geometry) return;
    const auto middle = middle_of(*feature.geometry);
    if (!middle) return taking.remark("geometry", "it has no position");
    report.position = middle->position;
    const auto* metres = accuracy ? std::get_if<std::int64_t>(&*accuracy) : nullptr;
    if (feature.geometry->shape != Shape::point) {
        report.accuracy_m = static_cast<std::int32_t>(std::min<std::int64_t>(middle->within_m, metres_most));
        taking.remark("geometry", "its middle is taken for the place");
    } else if (metres != nullptr && *metres >= 0 && *metres <= metres_most) {
        report.accuracy_m = static_cast<std::int32_t>(*metres);
    } else if (accuracy) {
        taking.remark("accuracy_m", "it is no number of whole metres up to 100,000");
    }
}

}  // namespace

Result<ReportReading> to_report(const Feature& feature) {
    ReportReading made;
    Taking taking(feature, made);
    const auto category = taking.text("category");
    if (!category || !is_plain_name(*category, '_')) {
        return Error{"bad_value", "category", "a report has a category: 1 to 32 of a-z, 0-9 and _"};
    }
    made.report.category = core::CategoryName{*category};
    made.report.text = taking.text("text").value_or("");
    if (made.report.text.size() > text_most) return Error{"too_long", "text", "it is longer than 4,000 bytes"};
    taking.known();
    take_place(feature, taking, made.report);
    taking.attributes();
    return made;
}

}  // namespace paraat::codec::geojson
