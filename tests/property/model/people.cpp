#include "tests/property/model/people.hpp"

namespace paraat::test::model {

using namespace std::chrono_literals;

const std::map<Name, Person>& people() {
    static const std::map<Name, Person> all = [] {
        std::map<Name, Person> made;
        for (const Person& one : std::initializer_list<Person>{
                 {"console-1", "centre", "", ""},
                 {"console-2", "centre", "", ""},
                 {"opco-1", "opco", "", ""},
                 {"coord-overlast-1", "coord-overlast", "", "dvl"},
                 {"coord-ondermijning-1", "coord-ondermijning", "", "dvo"},
                 {"radio-1", "", "it-overlast", "dvl"},
                 {"radio-2", "", "it-overlast", "dvl"},
                 {"radio-7", "", "it-ondermijning", "dvo"},
                 {"radio-8", "", "it-ondermijning", "dvo"},
             }) {
            made[one.name] = one;
        }
        return made;
    }();
    return all;
}

const Person* person(const Name& name) {
    const auto found = people().find(name);
    return found == people().end() ? nullptr : &found->second;
}

const Category* category(const Name& name) {
    using core::Severity;
    static const std::map<Name, Category> all = {
        {"theft", {"dvo", Severity::minor, 4, ""}},
        {"noise_nuisance", {"dvl", Severity::minor, 5, ""}},
        {"other", {tray, Severity::minor, 4, ""}},
        {"robbery", {"dvo", Severity::serious, 2, "notify-coordinator"}},
        {"shooting", {"dvo", Severity::extreme, 1, "serious-threat"}},
        {panic_category, {"", Severity::extreme, 1, "panic"}},
    };
    const auto found = all.find(name);
    return found == all.end() ? nullptr : &found->second;
}

const std::vector<ChainStep>* chain(const Name& policy) {
    static const std::map<Name, std::vector<ChainStep>> all = {
        {"serious-threat", {{{"team/it-ondermijning"}, 60s}, {{"role/coord-ondermijning"}, 60s}, {{"role/opco"}, 60s}}},
        {"notify-coordinator", {{{"role/coord-ondermijning"}, 300s}, {{"role/opco"}, 300s}}},
        {"panic", {{{"own/team", "own/coordinator", "nearby/teams", "role/opco"}, 30s}}},
    };
    const auto found = all.find(policy);
    return found == all.end() ? nullptr : &found->second;
}

bool is_unit(const Name& name) {
    const Person* one = person(name);
    return one != nullptr && !one->team.empty();
}

bool commands_all(const Name& name) {
    const Person* one = person(name);
    return one != nullptr && (one->role == "centre" || one->role == "opco");
}

bool coordinates(const Name& name, const Name& division) {
    const Person* one = person(name);
    return one != nullptr && one->role.starts_with("coord-") && one->division == division;
}

bool reads(const Name& name, const Name& division) {
    const Person* one = person(name);
    return one != nullptr && (commands_all(name) || one->division == division);
}

bool is_cleared(const Name& name) {
    const Person* one = person(name);
    return one != nullptr && (one->role == "opco" || one->role.starts_with("coord-"));
}

std::pair<Name, Name> parts_of(const Name& target) {
    const std::size_t slash = target.find('/');
    return {target.substr(0, slash), slash == Name::npos ? "" : target.substr(slash + 1)};
}

std::optional<Names> behind(const Name& target) {
    const auto [kind, name] = parts_of(target);
    Names found;
    for (const auto& [who, one] : people()) {
        const bool is_meant = (kind == "unit" && who == name) || (kind == "team" && one.team == name) ||
                              (kind == "role" && one.role == name) ||
                              (kind == "division" && !one.team.empty() && one.division == name) ||
                              (kind == "division" && name == tray && one.role == "centre");
        if (is_meant) found.insert(who);
    }
    return found.empty() ? std::optional<Names>{} : found;
}

Name division_behind(const Name& target) {
    const auto [kind, name] = parts_of(target);
    if (kind == "division") return name;
    const auto found = behind(target);
    return !found ? "" : people().at(*found->begin()).division;
}

bool may_instruct(const Name& name, const Name& target) {
    if (commands_all(name)) return true;
    const Person* one = person(name);
    if (one == nullptr || !one->role.starts_with("coord-")) return false;
    return target.starts_with("role/") || division_behind(target) == one->division;
}

int priority_of(core::Severity severity) {
    switch (severity) {
        case core::Severity::extreme: return 1;
        case core::Severity::severe:
        case core::Severity::serious: return 2;
        case core::Severity::moderate: return 3;
        case core::Severity::minor: return 4;
    }
    return 4;
}

}  // namespace paraat::test::model
