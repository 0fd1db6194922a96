#include "clients/cli/organisation_lines.hpp"

#include "clients/cli/planning.hpp"

namespace paraat::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string shown_all(const Json& object, const char* key) {
    std::string all;
    for (const Json& word : list_in(object, key)) all += (all.empty() ? "" : " ") + shown_word(word);
    return all;
}

std::string if_so(const Json& object, const char* key, const char* word) {
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() && found->get<bool>() ? std::string(" ") + word : "";
}

std::string or_dash(const std::string& text) {
    return text.empty() ? "-" : text;
}

}  // namespace

std::vector<std::string> organisation_lines(const Json& answer) {
    const std::string place = shown(answer, "team").empty() ? shown(answer, "division") : shown(answer, "team");
    std::vector<std::string> lines{shown(answer, "account") + "  " + shown(answer, "authority") + "  " +
                                   or_dash(shown_all(answer, "roles")) + "  " + or_dash(place) +
                                   if_so(answer, "unit", "unit") + if_so(answer, "cleared", "cleared")};
    Rows rows{{"WHAT", "NAME", "OF", "LABEL"}};
    for (const Json& one : list_in(answer, "divisions")) {
        const std::string rights = if_so(one, "reads", "read") + if_so(one, "commands", "commanded");
        rows.push_back({"division", shown(one, "name"), rights.empty() ? "-" : rights.substr(1), shown(one, "label")});
    }
    for (const Json& one : list_in(answer, "teams")) {
        rows.push_back({"team", shown(one, "name"), shown(one, "division"), shown(one, "label")});
    }
    for (const Json& one : list_in(answer, "roles_known")) {
        rows.push_back({"role", shown(one, "name"), shown(one, "authority"), shown(one, "label")});
    }
    for (const Json& one : list_in(answer, "policies")) rows.push_back({"escalation", shown_word(one), "-", ""});
    for (const Json& one : list_in(answer, "posts")) {
        rows.push_back({"post", shown(one, "account"), or_dash(shown_all(one, "roles")), ""});
    }
    for (const Json& one : list_in(answer, "categories")) {
        rows.push_back({"category", shown(one, "name"), or_dash(shown(one, "division")), shown(one, "label_en")});
    }
    for (std::string& line : aligned(rows)) lines.push_back(std::move(line));
    return lines;
}

}  // namespace paraat::cli
