#include <algorithm>

#include "clients/cli/planning.hpp"

namespace paraat::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Json list_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_array() ? *found : Json::array();
}

std::optional<std::int64_t> number_in(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? std::optional(found->get<std::int64_t>())
                                                               : std::nullopt;
}

std::string texts_in(const Json& object, const char* key, const std::string& between) {
    std::string all;
    for (const Json& text : list_of(object, key)) {
        all += (all.empty() ? "" : between) + shown(Json{{"text", text}}, "text");
    }
    return all;
}

std::string reasons_of(const Json& item) {
    std::string all;
    for (const Json& reason : list_of(item, "reasons")) all += (all.empty() ? "" : "; ") + shown(reason, "text");
    return all;
}

std::string seconds(const Json& step, const char* key) {
    const auto span = number_in(step, key);
    if (!span) return {};
    return *span % 1000 == 0 ? std::to_string(*span / 1000) + "s" : std::to_string(*span) + "ms";
}

std::string chance_of(const Json& unit) {
    const auto chance = number_in(unit, "chance_nearest");
    if (!chance) return "-";
    return *chance > 0 && *chance < 10 ? "<1%" : std::to_string((*chance + 5) / 10) + "%";
}

std::string metres_of(const Json& unit) {
    const auto metres = number_in(unit, "metres");
    if (!metres) return "?";
    return std::to_string(*metres) + "+-" + std::to_string(number_in(unit, "uncertainty_m").value_or(0)) + " m";
}

std::string age_of(const Json& unit) {
    const auto age = number_in(unit, "age_ms");
    return age ? std::to_string(*age / 1000) + " s" : "?";
}

std::string options_of(const Json& step) {
    std::string all;
    for (const auto& [key, words] : {std::pair{"ack_within_ms", "then after "},
                                     {"repeat_every_ms", "every "},
                                     {"deliver_within_ms", "delivered within "},
                                     {"answer_within_ms", "readers reminded after "}}) {
        const std::string span = seconds(step, key);
        if (!span.empty()) all += (all.empty() ? "" : ", ") + std::string(words) + span;
    }
    const std::string during = shown(step, "during");
    if (!during.empty()) all += (all.empty() ? "" : ", ") + std::string("during ") + during;
    return all;
}

std::string begun_by(const Json& policy) {
    std::string all;
    for (const Json& origin : list_of(policy, "categories")) {
        all += (all.empty() ? "" : ", ") + shown(origin, "category") + " (" + shown(origin, "severity") + ")";
    }
    return all.empty() ? "no category" : all;
}

// Of the categories that begin it, the worst first: "extreme, severe".
std::string severities_of(const Json& window) {
    std::string all;
    for (const char* severity : {"extreme", "severe", "serious", "moderate", "minor"}) {
        const Json categories = list_of(window, "categories");
        const bool is_there = std::any_of(categories.begin(), categories.end(),
                                          [&](const Json& origin) { return text_of(origin, "severity") == severity; });
        if (is_there) all += (all.empty() ? "" : ", ") + std::string(severity);
    }
    return all.empty() ? "-" : all;
}

// "radio-7 off_duty, radio-8 lost"
std::string people_in(const Json& step, bool is_absent) {
    std::string all;
    for (const Json& person : list_of(step, "people")) {
        if ((text_of(person, "state") == "absent") != is_absent) continue;
        const std::string why = shown(person, "why");
        all += (all.empty() ? "" : ", ") + shown(person, "client") + (why.empty() ? "" : " " + why);
    }
    return all.empty() ? "nobody" : all;
}

bool is_true(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::vector<std::string> hole_step(const Json& step) {
    if (is_true(step, "last_resort")) {
        return {"  last resort", shown(step, "target"), people_in(step, false)};
    }
    const std::string number = "  step " + std::to_string(number_in(step, "step").value_or(0));
    if (is_true(step, "off_hours")) return {number, shown(step, "target"), "not of these hours"};
    return {number, shown(step, "target"), people_in(step, true)};
}

}  // namespace

std::vector<std::string> aligned(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()), 0);
        for (std::size_t i = 0; i + 1 < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    }
    std::vector<std::string> lines;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i];
            if (i + 1 < row.size()) line += std::string(widths[i] - row[i].size() + 2, ' ');
        }
        lines.push_back(line.substr(0, line.find_last_not_of(' ') + 1));
    }
    return lines;
}

std::vector<std::string> nearest_lines(const Json& result) {
    Rows rows{{"CHANCE", "UNIT", "TEAM", "STATUS", "PRESENCE", "DISTANCE", "AGE", "WHY"}};
    bool is_any_able = false;
    for (const Json& unit : list_of(result, "items")) {
        is_any_able = is_any_able || is_true(unit, "able");
        rows.push_back({chance_of(unit), shown(unit, "unit"), shown(unit, "team"), shown(unit, "status"),
                        shown(unit, "presence"), metres_of(unit), age_of(unit), reasons_of(unit)});
    }
    std::vector<std::string> lines = rows.size() > 1 ? aligned(rows) : std::vector<std::string>{};
    if (!is_any_able) lines.emplace_back("nobody who can be sent is known to be near");
    const std::int64_t unplaced = number_in(result, "unplaced").value_or(0);
    if (unplaced > 0) {
        lines.push_back("not known: the place of " + std::to_string(unplaced) + (unplaced == 1 ? " unit" : " units") +
                        " more; one may be nearer than all others");
    }
    return lines;
}

std::vector<std::string> policy_lines(const Json& items) {
    std::vector<std::string> lines;
    for (const Json& policy : items) {
        std::string head = shown(policy, "policy") + ": begun by " + begun_by(policy);
        const std::string rules = texts_in(policy, "rules", ", ");
        const std::int64_t total = number_in(policy, "rules_total").value_or(0);
        if (!rules.empty()) head += "; by rule " + rules;
        const auto more = total - static_cast<std::int64_t>(list_of(policy, "rules").size());
        if (more > 0) head += " and " + std::to_string(more) + " more";
        const std::string lasts = seconds(policy, "ack_lasts_ms");
        if (!lasts.empty()) head += "; an acknowledgement lasts " + lasts;
        lines.push_back(head);
        Rows rows;
        for (const Json& step : list_of(policy, "steps")) {
            rows.push_back(
                {"  step " + std::to_string(rows.size()), texts_in(step, "targets", ", "), options_of(step)});
        }
        for (std::string& line : aligned(rows)) lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<std::string> reach_lines(const Json& items) {
    Rows rows{{"VERDICT", "ESCALATION", "WHEN", "OF", "SEVERITY", "WHY"}};
    std::vector<std::vector<std::string>> below(1);
    for (const Json& window : items) {
        rows.push_back({shown(window, "verdict"), shown(window, "policy"), shown(window, "hours"), shown(window, "of"),
                        severities_of(window), reasons_of(window)});
        Rows steps;
        if (text_of(window, "verdict") == "hole") {
            for (const Json& step : list_of(window, "steps")) steps.push_back(hole_step(step));
        }
        below.push_back(aligned(steps));
    }
    std::vector<std::string> lines;
    const std::vector<std::string> heads = aligned(rows);
    for (std::size_t i = 0; i < heads.size(); ++i) {
        lines.push_back(heads[i]);
        for (const std::string& line : below[i]) lines.push_back("  " + line);
    }
    return lines;
}

}  // namespace paraat::cli
