#include "tests/fuzz/organisation_text.hpp"

#include "hub/base/amount.hpp"
#include "hub/core/words.hpp"

namespace paraat::fuzz {
namespace {

// A string of TOML; every character that may not stand for itself is written in escapes.
std::string quoted(const std::string& text) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string made = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            made += {'\\', c};
        } else if (byte < 0x20 || byte == 0x7f) {
            made += {'\\', 'u', '0', '0', digits[byte >> 4U], digits[byte & 15U]};
        } else {
            made += c;
        }
    }
    return made + "\"";
}

class Lines {
public:
    std::string text;

    void table(const std::string& heading) { text += heading + "\n"; }
    void plain(const std::string& key, const std::string& value) { text += key + " = " + value + "\n"; }
    void string(const std::string& key, const std::string& value) { plain(key, quoted(value)); }
    void unless_empty(const std::string& key, const std::string& value) {
        if (!value.empty()) string(key, value);
    }
    void truth(const std::string& key, bool value) { plain(key, value ? "true" : "false"); }
    void span(const std::string& key, Milliseconds value) { string(key, duration_text(value)); }
    void strings(const std::string& key, const std::vector<std::string>& values) {
        std::string list;
        for (const std::string& value : values) list += quoted(value) + ", ";
        plain(key, "[" + list + "]");
    }
    template <class Tag>
    void names(const std::string& key, const std::vector<Name<Tag>>& values, std::vector<std::string> also = {}) {
        for (const auto& value : values) also.push_back(value.text);
        strings(key, also);
    }
};

void put(Lines& to, const core::Account& account) {
    to.table("[[account]]");
    to.string("name", account.name.text);
    to.truth("unit", account.is_unit);
    to.truth("outside", account.is_outside);
    to.truth("covert", !account.compartment.empty());
    to.span("check_in", account.check_in);
    to.unless_empty("pin", account.pin);
    to.unless_empty("duress_pin", account.duress_pin);
    to.unless_empty("team", account.team.text);
    to.unless_empty("division", account.division.text);
    to.names("roles", account.roles);
    to.strings("skills", account.skills);
}

void put(Lines& to, const core::Category& category) {
    to.table("[[category]]");
    to.string("name", category.name.text);
    to.string("label_nl", category.label_nl);
    to.string("label_en", category.label_en);
    to.names("division", category.divisions,
             category.to_own_division ? std::vector<std::string>{"own"} : std::vector<std::string>{});
    to.string("severity", std::string(core::word(category.severity)));
    to.plain("priority", std::to_string(category.priority));
    to.unless_empty("escalate", category.escalate.text);
    to.truth("join", category.joins);
    to.plain("join_metres", std::to_string(category.join_metres));
    to.span("join_quiet", category.join_quiet);
    to.span("join_age", category.join_age);
    to.span("check_in", category.check_in);
    to.strings("skills", category.skills);
}

void put(Lines& to, const core::Question& question) {
    to.table("[[question]]");
    to.string("name", question.name);
    to.string("label_nl", question.label_nl);
    to.string("label_en", question.label_en);
    to.names("category", question.categories);
    std::string answers;
    for (const auto& [answer, points] : question.answers) {
        answers += (answers.empty() ? "" : ", ") + quoted(answer) + " = " + std::to_string(points);
    }
    to.plain("answers", "{ " + answers + " }");
}

std::string clock_text(Milliseconds time) {
    const std::int64_t seconds = time.count() / 1'000;
    const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(seconds / 3'600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
}

void put(Lines& to, const core::Terms& terms) {
    to.table("[terms]");
    to.span("claim", terms.claim);
    to.span("silence_most", terms.silence_most);
    to.span("shelve_most", terms.shelve_most);
    to.span("answer_check_in", terms.answer_check_in);
    to.span("accept_handover", terms.accept_handover);
    to.span("tell_before", terms.tell_before);
    to.string("briefing_at", clock_text(terms.briefing_at));
}

void put_places(Lines& to, const core::Organisation& organisation) {
    static constexpr std::string_view authorities[] = {"member", "coordinator", "centre", "opco", "administrator"};
    for (const auto& [name, division] : organisation.divisions) {
        to.table("[[division]]");
        to.string("name", name.text);
        to.string("label", division.label);
    }
    for (const auto& [name, team] : organisation.teams) {
        to.table("[[team]]");
        to.string("name", name.text);
        to.string("label", team.label);
        to.string("division", team.division.text);
    }
    for (const auto& [name, role] : organisation.roles) {
        to.table("[[role]]");
        to.string("name", name.text);
        to.string("label", role.label);
        to.string("authority", std::string(authorities[static_cast<std::size_t>(role.authority)]));
        to.unless_empty("division", role.division.text);
    }
}

}  // namespace

std::string text_of(const core::Organisation& organisation) {
    Lines to;
    to.string("sector", organisation.sector.text);
    to.string("panic", organisation.panic.text);
    put_places(to, organisation);
    for (const auto& [name, account] : organisation.accounts) put(to, account);
    for (const auto& [name, category] : organisation.categories) put(to, category);
    for (const auto& [name, question] : organisation.questions) put(to, question);
    put(to, organisation.terms);
    to.table("[severity_by_score]");
    for (const auto& [points, severity] : organisation.severity_by_score) {
        to.plain(std::string(core::word(severity)), std::to_string(points));
    }
    to.table("[alarms]");
    for (const auto& [kind, category] : organisation.alarms) to.string(std::string(core::word(kind)), category.text);
    return std::move(to.text);
}

}  // namespace paraat::fuzz
