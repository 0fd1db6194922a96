#include "hub/rules/cel/names.hpp"

#include <algorithm>
#include <array>

#include "hub/rules/cel/library.hpp"

namespace paraat::rules::cel {
namespace {

using Kind = Expression::Kind;
using Node = std::unique_ptr<Expression>;

constexpr std::array<std::string_view, 14> type_names = {"bool",
                                                         "bytes",
                                                         "double",
                                                         "google.protobuf.Duration",
                                                         "google.protobuf.Timestamp",
                                                         "int",
                                                         "list",
                                                         "map",
                                                         "dyn",
                                                         "null_type",
                                                         "optional_type",
                                                         "string",
                                                         "type",
                                                         "uint"};

bool is_type_name(std::string_view name) {
    return std::find(type_names.begin(), type_names.end(), name) != type_names.end();
}

// "a.b.c" of what is written so; empty when it is something else.
std::string path_of(const Expression& node) {
    if (node.kind == Kind::identifier) return node.name;
    if (node.kind != Kind::select || node.is_optional) return {};
    const std::string path = path_of(*node.arguments[0]);
    return path.empty() ? path : path + "." + node.name;
}

const Expression& root_of(const Expression& node) {
    return node.kind == Kind::select ? root_of(*node.arguments[0]) : node;
}

class Names {
public:
    explicit Names(const Environment& environment) : environment_(environment) {}

    void resolve(Expression& node) {
        switch (node.kind) {
            case Kind::identifier:
            case Kind::select: return resolve_path(node);
            case Kind::call: return resolve_call(node);
            case Kind::comprehension:
            case Kind::bind:
            case Kind::optional_map: return resolve_scope(node);
            case Kind::literal:
            case Kind::has:
            case Kind::list:
            case Kind::map: return resolve_arguments(node, 0);
        }
    }

private:
    void resolve_arguments(Expression& node, std::size_t from) {
        for (std::size_t i = from; i < node.arguments.size(); ++i) resolve(*node.arguments[i]);
    }

    void resolve_scope(Expression& node) {
        resolve(*node.arguments[0]);
        const std::size_t outside = locals_.size();
        locals_.push_back(node.variable);
        if (!node.second_variable.empty()) locals_.push_back(node.second_variable);
        resolve_arguments(node, 1);
        locals_.resize(outside);
    }

    bool is_local(const Expression& identifier) const {
        return !identifier.is_absolute && std::find(locals_.begin(), locals_.end(), identifier.name) != locals_.end();
    }

    // The full names that a name may have, from the innermost namespace outwards.
    std::vector<std::string> candidates(const std::string& name, bool is_absolute) const {
        std::vector<std::string> all;
        std::string container = is_absolute ? "" : environment_.container;
        while (!container.empty()) {
            all.push_back(container + "." + name);
            const std::size_t dot = container.rfind('.');
            container.resize(dot == std::string::npos ? 0 : dot);
        }
        all.push_back(name);
        return all;
    }

    void resolve_path(Expression& node) {
        const std::string path = path_of(node);
        const Expression& root = root_of(node);
        const bool is_name = !path.empty() && !is_local(root);
        if (is_name && names_something(node, path, root.is_absolute)) return;
        if (node.kind == Kind::select) return resolve(*node.arguments[0]);
        node.is_resolved = is_local(node);
    }

    bool names_something(Expression& node, const std::string& path, bool is_absolute) const {
        for (const std::string& name : candidates(path, is_absolute)) {
            if (environment_.variables.contains(name)) {
                node.kind = Kind::identifier;
                node.name = name;
                node.is_resolved = true;
                // Locals are asked first, and this is none.
                node.is_absolute = true;
                node.arguments.clear();
                return true;
            }
            if (is_type_name(name)) {
                node.kind = Kind::literal;
                node.value = Value{TypeName{name}};
                node.arguments.clear();
                return true;
            }
        }
        return false;
    }

    void resolve_call(Expression& node) {
        if (node.is_member_call) take_namespace(node);
        if (!node.is_member_call) {
            for (const std::string& name : candidates(node.name, node.is_absolute)) {
                if (find_function(node, name)) break;
            }
        } else {
            node.forms = Library::standard().find(node.name);
        }
        if (!node.host && !node.is_member_call) node.operation = operation_of(node.name);
        gather_numbers(node);
        resolve_arguments(node, 0);
    }

    // optional.of(x) is a call of one function, not of a member "of" of a variable "optional".
    void take_namespace(Expression& node) const {
        const std::string path = path_of(*node.arguments[0]);
        const Expression& root = root_of(*node.arguments[0]);
        if (path.empty() || is_local(root)) return;
        for (const std::string& name : candidates(path + "." + node.name, root.is_absolute)) {
            if (!environment_.functions.contains(name) && Library::standard().find(name) == nullptr) continue;
            node.name = name;
            node.is_absolute = true;
            node.is_member_call = false;
            node.arguments.erase(node.arguments.begin());
            return;
        }
    }

    bool find_function(Expression& node, const std::string& name) const {
        const auto of_host = environment_.functions.find(name);
        if (of_host != environment_.functions.end()) {
            node.name = name;
            node.host = std::make_shared<const Environment::Function>(of_host->second);
            return true;
        }
        node.forms = Library::standard().find(name);
        if (node.forms != nullptr) node.name = name;
        return node.forms != nullptr;
    }

    // math.greatest(a, b, c) is of the list of them.
    static void gather_numbers(Expression& node) {
        const bool gathers = node.name == "math.greatest" || node.name == "math.least";
        if (!gathers || node.arguments.size() < 2) return;
        auto list = std::make_unique<Expression>();
        list->kind = Kind::list;
        list->span = {node.arguments.front()->span.begin, node.arguments.back()->span.end};
        list->arguments = std::move(node.arguments);
        node.arguments.clear();
        node.arguments.push_back(std::move(list));
    }

    const Environment& environment_;
    std::vector<std::string> locals_;
};

}  // namespace

void resolve(Expression& root, const Environment& environment) {
    Names(environment).resolve(root);
}

}  // namespace paraat::rules::cel
