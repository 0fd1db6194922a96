#include "hub/app/organisation_file.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "hub/app/pin.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/base/plain_name.hpp"
#include "hub/base/time_of_day.hpp"
#include "hub/base/toml_document.hpp"
#include "hub/base/utf8.hpp"
#include "hub/core/clearance.hpp"
#include "hub/rules/cel/moment.hpp"

namespace paraat::app {
namespace {

using Table = TomlDocument::Table;

constexpr const char* hub_account = "hub";
constexpr const char* hub_clients = "hub-";  // its connections, by name
constexpr std::size_t skills_most = 16;

class OrganisationTables {
public:
    explicit OrganisationTables(TomlDocument& document) : root_(document.root()) {
        for (const std::string kind : {"division", "team", "role", "account", "category", "question", "compartment"}) {
            tables_[kind] = root_.tables(kind);
            if (root_.has(kind) && tables_[kind].empty()) incomplete_.insert(kind);
        }
        for (const auto& [kind, unused] : tables_) {
            if (root_.may_hold_misspelt(kind)) incomplete_.insert(kind);
        }
    }

    // In the order in which one refers to the other.
    core::Organisation read() {
        for (Table& table : tables_["division"]) read_division(table);
        for (Table& table : tables_["team"]) read_team(table);
        for (Table& table : tables_["role"]) read_role(table);
        for (Table& table : tables_["account"]) read_account(table);
        for (Table& table : tables_["account"]) read_cover(table);
        for (Table& table : tables_["category"]) read_category(table);
        organisation_.sector = reference(root_, "sector", organisation_.divisions, "division");
        root_.missing("sector", "\"sector\" is missing");
        organisation_.panic = reference(root_, "panic", organisation_.categories, "category");
        root_.missing("panic", "\"panic\" is missing");
        for (Table& table : tables_["question"]) read_question(table);
        for (Table& table : tables_["compartment"]) read_compartment(table);
        read_terms();
        read_scores();
        read_alarms();
        for (const auto& [name, team] : organisation_.teams) {
            if (organisation_.accounts.of_team(name).size() <= units_most) continue;
            root_.issue("", "too_many", "team \"" + name.text + "\" has more than 150 accounts; split it");
        }
        return std::move(organisation_);
    }

private:
    // The name of a table's noun, checked for its alphabet and for being the only one.
    template <class Map>
    typename Map::key_type name(Table& table, const Map& known, const std::string& kind, char also = '-') {
        const auto text = table.text("name");
        typename Map::key_type made{text.value_or("")};
        if (!text) table.missing("name", "\"name\" is missing");
        if (text && !is_plain_name(*text, also)) table.issue("name", "bad_name", no_plain_name(*text, also));
        if (!text || !is_plain_name(*text, also)) {
            incomplete_.insert(kind);
        } else if (known.contains(made)) {
            table.issue("name", "twice", "\"" + *text + "\" is there twice");
        }
        return made;
    }

    // Of a kind whose names are not all known, an unknown one is no news.
    template <class Map>
    void check(Table& table, const PlacedText& text, const Map& known, const std::string& kind) {
        if (incomplete_.contains(kind) || known.contains(typename Map::key_type{text.text})) return;
        table.issue_at(text.line, text.column, "unknown_" + kind,
                       "unknown " + kind + " \"" + shortened(text.text) + "\"",
                       suggestion_for(text.text, names_of(known)));
    }

    // What another table's name stands for; empty when the key is absent.
    template <class Map>
    typename Map::key_type reference(Table& table, const std::string& key, const Map& known, const std::string& kind) {
        const auto text = table.text(key);
        if (!text) return {};
        typename Map::key_type name{*text};
        if (!incomplete_.contains(kind) && !known.contains(name)) {
            table.issue(key, "unknown_" + kind, "unknown " + kind + " \"" + shortened(*text) + "\"",
                        suggestion_for(*text, names_of(known)));
        }
        return name;
    }

    // Which of the words it is; the first when the key is absent or says another.
    std::size_t word(Table& table, const std::string& key, const std::vector<std::string>& words) {
        const auto text = table.text(key);
        if (!text) return 0;
        const auto found = std::find(words.begin(), words.end(), *text);
        if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
        table.issue(key, "unknown_word", "unknown " + key + " \"" + shortened(*text) + "\"",
                    suggestion_for(*text, words));
        return 0;
    }

    void read_terms() {
        core::Terms& terms = organisation_.terms;
        std::optional<Table> found = root_.table("terms");
        if (!found) return;
        Table& table = *found;
        terms.claim = table.duration("claim").value_or(terms.claim);
        terms.silence_most = table.duration("silence_most").value_or(terms.silence_most);
        terms.shelve_most = table.duration("shelve_most").value_or(terms.shelve_most);
        terms.answer_check_in = table.duration("answer_check_in").value_or(terms.answer_check_in);
        terms.accept_handover = table.duration("accept_handover").value_or(terms.accept_handover);
        terms.tell_before = table.duration("tell_before").value_or(terms.tell_before);
        if (const auto text = table.text("briefing_at")) {
            const auto time = parse_time_of_day(*text);
            if (!time) table.issue("briefing_at", "bad_value", "\"briefing_at\" is a time of the day, as \"07:00\"");
            terms.briefing_at = time.value_or(terms.briefing_at);
        }
    }

    // From how many points on a request is how severe.
    void read_scores() {
        std::optional<Table> found = root_.table("severity_by_score");
        if (!found) return;
        for (const std::string& word : core::word_list<core::Severity>()) {
            const auto points = found->integer(word, -1'000, 1'000);
            if (!points) continue;
            organisation_.severity_by_score[static_cast<std::int32_t>(*points)] =
                *core::from_word<core::Severity>(word);
        }
        std::optional<core::Severity> before;
        for (const auto& [points, severity] : organisation_.severity_by_score) {
            if (before && severity <= *before) {
                found->issue(std::string(core::word(severity)), "out_of_order",
                             "more points make a request more severe");
            }
            before = severity;
        }
    }

    void read_alarms() {
        std::optional<Table> found = root_.table("alarms");
        if (!found) return;
        for (const std::string& word : core::word_list<core::AlarmKind>()) {
            const core::CategoryName category = reference(*found, word, organisation_.categories, "category");
            if (!category.empty()) organisation_.alarms[*core::from_word<core::AlarmKind>(word)] = category;
        }
    }

    void read_question(Table& table) {
        core::Question question;
        const auto text = table.text("name");
        if (!text) table.missing("name", "\"name\" is missing");
        question.name = text.value_or("");
        if (text && !is_plain_name(*text, '_')) table.issue("name", "bad_name", no_plain_name(*text, '_'));
        if (organisation_.questions.contains(question.name)) {
            table.issue("name", "twice", "\"" + question.name + "\" is there twice");
        }
        question.label_nl = table.text("label_nl").value_or(question.name);
        question.label_en = table.text("label_en").value_or(question.name);
        for (const PlacedText& of : table.text_or_texts("category").value_or(std::vector<PlacedText>{})) {
            question.categories.emplace_back(of.text);
            check(table, of, organisation_.categories, "category");
        }
        table.missing("category", "a question is asked about a \"category\", or several");
        std::optional<Table> answers = table.table("answers");
        if (!answers) table.missing("answers", "a question has \"answers\" with the points of each");
        if (answers) {
            for (const std::string& answer : answers->keys()) {
                const auto points = answers->integer(answer, -100, 100);
                if (points) question.answers[answer] = static_cast<std::int32_t>(*points);
            }
        }
        organisation_.questions[question.name] = question;
    }

    // Those who are cleared are so by their role or account: one compartment until each has topics of its own.
    void read_compartment(Table& table) {
        core::Compartment compartment;
        compartment.name = name(table, organisation_.compartments, "compartment");
        if (!compartment.name.empty() && compartment.name != core::covert_compartment) {
            table.issue("name", "unknown_compartment", "the one compartment is \"covert\"");
        }
        compartment.label = table.text("label").value_or(compartment.name.text);
        compartment.authorised_by = table.text("authorised_by").value_or("");
        if (compartment.authorised_by.empty()) table.missing("authorised_by", "say who authorised it");
        compartment.ground = table.text("ground").value_or("");
        if (compartment.ground.empty()) table.missing("ground", "say on what ground");
        table.missing("until", "an authorisation says \"until\" when: none is without end");
        const auto text = table.text("until");
        if (text) {
            const auto moment = rules::cel::read_timestamp(*text);
            if (!moment) table.issue("until", "bad_value", "this is no moment: \"2026-12-01T06:00:00+01:00\" is one");
            if (moment) compartment.until = Instant{moment->seconds * 1'000};
        }
        organisation_.compartments[compartment.name] = compartment;
    }

    void read_pin(Table& table, const std::string& key, std::string& pin) {
        const auto text = table.text(key);
        if (!text) return;
        pin = *text;
        if (is_pin_hash(*text)) return;
        table.issue(key, "bad_value", "a PIN is kept as its hash: `paraat pin` makes one");
    }

    void read_division(Table& table) {
        core::Division division;
        division.name = name(table, organisation_.divisions, "division");
        division.label = table.text("label").value_or(division.name.text);
        if (core::is_reserved_division(division.name.text)) {
            table.issue("name", "reserved", "\"" + division.name.text + "\" is a topic of the hub, no division");
        }
        organisation_.divisions[division.name] = division;
    }

    void read_team(Table& table) {
        core::Team team;
        team.name = name(table, organisation_.teams, "team");
        team.label = table.text("label").value_or(team.name.text);
        team.division = reference(table, "division", organisation_.divisions, "division");
        table.missing("division", "\"division\" is missing");
        organisation_.teams[team.name] = team;
    }

    void read_role(Table& table) {
        // In the order of core::Authority.
        static const std::vector<std::string> authorities = {"member", "coordinator", "centre", "opco",
                                                             "administrator"};
        core::Role role;
        role.name = name(table, organisation_.roles, "role");
        role.label = table.text("label").value_or(role.name.text);
        role.authority = static_cast<core::Authority>(word(table, "authority", authorities));
        role.division = reference(table, "division", organisation_.divisions, "division");
        if (role.authority == core::Authority::coordinator) {
            table.missing("division", "a coordinator has a \"division\"");
        }
        organisation_.roles[role.name] = role;
    }

    void read_account(Table& table) {
        core::Account account;
        account.name = name(table, organisation_.accounts, "account");
        account.is_unit = table.boolean("unit").value_or(false);
        account.is_outside = table.boolean("outside").value_or(false);
        if (account.name.text == hub_account) {
            table.issue("name", "reserved", "\"hub\" is the name under which the hub itself speaks");
        } else if (account.name.text.starts_with(hub_clients)) {
            table.issue("name", "reserved", "what begins with \"hub-\" is a connection of the hub itself");
        }
        if (table.boolean("covert").value_or(false)) account.compartment = core::covert_compartment;
        if (!account.compartment.empty() && !account.is_unit) {
            table.issue("covert", "not_a_unit",
                        "only a unit works covertly; set \"unit = true\" or leave \"covert\" out");
        }
        account.check_in = table.duration("check_in").value_or(account.check_in);
        read_pin(table, "pin", account.pin);
        read_pin(table, "duress_pin", account.duress_pin);
        if (!account.duress_pin.empty() && account.pin.empty()) {
            table.issue("duress_pin", "no_effect", "a PIN under duress stands beside a \"pin\"");
        }
        account.team = reference(table, "team", organisation_.teams, "team");
        account.division = reference(table, "division", organisation_.divisions, "division");
        if (account.is_unit) {
            table.missing_all({"team", "division"},
                              "a unit has a \"team\" or a \"division\", on whose board it stands");
        }
        for (const PlacedText& text : table.texts("roles").value_or(std::vector<PlacedText>{})) {
            account.roles.emplace_back(text.text);
            check(table, text, organisation_.roles, "role");
        }
        if (!account.compartment.empty() && !account.roles.empty()) {
            table.issue("roles", "covert_role",
                        "open work cannot call a covert unit, so it can hold no role; leave \"roles\" out");
        }
        account.skills = read_skills(table);
        if (!table.has("skills") && table.may_hold_misspelt("skills")) incomplete_.insert("skill");
        organisation_.accounts.put(account);
    }

    // After all accounts: it is one of them, that nobody sees to be more than a unit that rests.
    void read_cover(Table& table) {
        const auto text = table.text("cover");
        if (!text) return;
        core::Account account = organisation_.accounts.at(core::ClientName{table.text("name").value_or("")});
        if (account.compartment.empty()) {
            return table.issue("cover", "no_effect",
                               "only a unit that works covertly has a cover; set \"covert = true\"");
        }
        const core::ClientName name = reference(table, "cover", organisation_.accounts, "account");
        const core::Account* cover = organisation_.account(name);
        if (cover == nullptr) return;
        const auto is_taken = [&](const auto& other) { return other.second.cover == name; };
        if (!cover->is_unit || !cover->compartment.empty()) {
            table.issue(
                "cover", "no_cover",
                "a cover is an ordinary unit, which is on the open board as any other; \"" + name.text + "\" is none");
        } else if (std::any_of(organisation_.accounts.begin(), organisation_.accounts.end(), is_taken)) {
            table.issue("cover", "twice", "\"" + name.text + "\" is the cover of another unit");
        } else {
            account.cover = name;
            organisation_.accounts.put(account);
        }
    }

    // Each once. Of a category they are those that its work needs.
    std::vector<std::string> read_skills(Table& table) {
        std::vector<std::string> skills;
        const std::vector<PlacedText> texts = table.texts("skills").value_or(std::vector<PlacedText>{});
        if (texts.size() > skills_most) table.issue("skills", "too_many", "at most 16 skills; keep those that decide");
        for (const PlacedText& text : texts) {
            if (!is_plain_name(text.text, '_')) {
                table.issue_at(text.line, text.column, "bad_name", no_plain_name(text.text, '_'), "");
            } else if (std::count(skills.begin(), skills.end(), text.text) > 0) {
                table.issue_at(text.line, text.column, "twice", "\"" + text.text + "\" is there twice", "");
            } else {
                skills.push_back(text.text);
            }
        }
        return skills;
    }

    // What nobody can do is misspelt, or nobody could ever be sent.
    void check_needs(Table& table, const core::Category& category) {
        if (incomplete_.contains("account") || incomplete_.contains("skill")) return;
        std::set<std::string> held;
        for (const auto& [name, account] : organisation_.accounts) {
            if (account.is_unit) held.insert(account.skills.begin(), account.skills.end());
        }
        for (const std::string& skill : category.skills) {
            if (held.contains(skill)) continue;
            table.issue("skills", "unknown_skill", "no unit has the skill \"" + skill + "\"",
                        suggestion_for(skill, {held.begin(), held.end()}));
        }
    }

    void read_category(Table& table) {
        core::Category category;
        category.name = name(table, organisation_.categories, "category", '_');
        category.label_nl = table.text("label_nl").value_or(category.name.text);
        category.label_en = table.text("label_en").value_or(category.name.text);
        for (const PlacedText& text : table.text_or_texts("division").value_or(std::vector<PlacedText>{})) {
            if (text.text == "own") {
                category.to_own_division = true;
                continue;
            }
            category.divisions.emplace_back(text.text);
            check(table, text, organisation_.divisions, "division");
        }
        category.severity = static_cast<core::Severity>(word(table, "severity", core::word_list<core::Severity>()));
        category.priority = static_cast<int>(table.integer("priority", 1, 5).value_or(4));
        category.escalate = core::PolicyName{table.text("escalate").value_or("")};
        if (table.has("escalate") && category.escalate.empty()) {
            table.issue("escalate", "empty", "\"escalate\" names an escalation of the rule files, or is left out");
        }
        category.joins = table.boolean("join").value_or(true);
        category.join_metres = table.integer("join_metres", 0, 10'000).value_or(category.join_metres);
        category.join_quiet = table.duration("join_quiet").value_or(category.join_quiet);
        category.check_in = table.duration("check_in").value_or(category.check_in);
        category.join_age = table.duration("join_age").value_or(category.join_age);
        category.skills = read_skills(table);
        check_needs(table, category);
        organisation_.categories[category.name] = category;
    }

    Table root_;
    core::Organisation organisation_;
    std::map<std::string, std::vector<Table>> tables_;  // by kind
    std::set<std::string> incomplete_;                  // kinds of which a name may be missing
};

}  // namespace

OrganisationReading read_organisation(std::string_view text, const std::string& file) {
    TomlDocument document(text, file);
    OrganisationReading reading;
    reading.organisation = OrganisationTables(document).read();
    reading.issues = document.take_issues();
    // What is missing after a syntax error is no news.
    const auto syntax = std::find_if(reading.issues.begin(), reading.issues.end(),
                                     [](const SourceIssue& issue) { return issue.code == "syntax"; });
    if (syntax != reading.issues.end()) reading.issues = {SourceIssue(*syntax)};
    return reading;
}

}  // namespace paraat::app
