#include "hub/rules/cel/macros.hpp"

#include <algorithm>
#include <array>

namespace paraat::rules::cel {
namespace {

using Kind = Expression::Kind;

constexpr std::array<Macro, 20> macros = {{{"all", 2, 1},
                                           {"exists", 2, 1},
                                           {"exists_one", 2, 1},
                                           {"existsOne", 2, 1},
                                           {"map", 2, 1},
                                           {"map", 3, 1},
                                           {"filter", 2, 1},
                                           {"all", 3, 2},
                                           {"exists", 3, 2},
                                           {"exists_one", 3, 2},
                                           {"existsOne", 3, 2},
                                           {"transformList", 3, 2},
                                           {"transformList", 4, 2},
                                           {"transformMap", 3, 2},
                                           {"transformMap", 4, 2},
                                           {"transformMapEntry", 3, 2},
                                           {"transformMapEntry", 4, 2},
                                           {"sortBy", 2, 1},
                                           {"optMap", 2, 1, Kind::optional_map},
                                           {"optFlatMap", 2, 1, Kind::optional_map}}};

bool is_variable(const Expression& node) {
    return node.kind == Kind::identifier && !node.is_absolute;
}

}  // namespace

const Macro* macro_of(std::string_view name, std::size_t arguments) {
    const auto* found = std::find_if(macros.begin(), macros.end(), [&](const Macro& macro) {
        return macro.name == name && macro.arguments == arguments;
    });
    return found == macros.end() ? nullptr : found;
}

bool is_macro_name(std::string_view name) {
    return std::any_of(macros.begin(), macros.end(), [&](const Macro& macro) { return macro.name == name; });
}

std::unique_ptr<Expression> expand(const Macro& macro, std::unique_ptr<Expression> target,
                                   std::vector<std::unique_ptr<Expression>> arguments) {
    const auto variables = static_cast<std::size_t>(macro.variables);
    for (std::size_t i = 0; i < variables; ++i) {
        if (!is_variable(*arguments[i])) return nullptr;
    }
    if (variables == 2 && arguments[0]->name == arguments[1]->name) return nullptr;
    auto node = std::make_unique<Expression>();
    node->kind = macro.kind;
    node->name = macro.name;
    node->variable = arguments[0]->name;
    if (variables == 2) node->second_variable = arguments[1]->name;
    node->arguments.push_back(std::move(target));
    for (std::size_t i = variables; i < arguments.size(); ++i) node->arguments.push_back(std::move(arguments[i]));
    return node;
}

}  // namespace paraat::rules::cel
