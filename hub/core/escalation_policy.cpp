#include "hub/core/escalation_policy.hpp"

#include <array>
#include <utility>

namespace paraat::core {
namespace {

constexpr std::array<std::pair<std::string_view, Target::Kind>, 4> named = {{{"unit/", Target::Kind::unit},
                                                                             {"team/", Target::Kind::team},
                                                                             {"role/", Target::Kind::role},
                                                                             {"division/", Target::Kind::division}}};
constexpr std::array<std::pair<std::string_view, Target::Kind>, 3> relative = {
    {{"own/team", Target::Kind::own_team},
     {"own/coordinator", Target::Kind::own_coordinator},
     {"nearby/teams", Target::Kind::nearby_teams}}};

}  // namespace

std::string Target::text() const {
    for (const auto& [prefix, its_kind] : named) {
        if (kind == its_kind) return std::string(prefix) + name;
    }
    for (const auto& [word, its_kind] : relative) {
        if (kind == its_kind) return std::string(word);
    }
    return {};
}

std::optional<Target> Target::parse(std::string_view text) {
    for (const auto& [word, kind] : relative) {
        if (text == word) return Target{kind, {}};
    }
    for (const auto& [prefix, kind] : named) {
        if (text.starts_with(prefix) && text.size() > prefix.size() && text.size() <= prefix.size() + 32) {
            return Target{kind, std::string(text.substr(prefix.size()))};
        }
    }
    return std::nullopt;
}

}  // namespace paraat::core
