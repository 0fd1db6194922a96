#include "hub/rules/cel/explanation.hpp"

#include "hub/rules/cel/evaluator.hpp"

namespace paraat::rules::cel {
namespace {

using Kind = Expression::Kind;

class Explaining {
public:
    Explaining(const std::string& source, const Activation& activation) : source_(source), activation_(activation) {}

    Explanation explain(const Expression& node) {
        if (node.kind == Kind::call && node.name == "_||_") {
            return explain(holds(*node.arguments[0]) ? *node.arguments[0] : *node.arguments[1]);
        }
        if (node.kind == Kind::call && node.name == "_&&_") return both(node);
        if (node.kind == Kind::call && node.arguments.size() == 2) return relation(node);
        return verbatim(node);
    }

private:
    Outcome value(const Expression& node) { return Evaluator(activation_).evaluate(node); }
    bool holds(const Expression& node) {
        const auto outcome = value(node);
        const auto* truth = outcome ? outcome->as<bool>() : nullptr;
        return truth != nullptr && *truth;
    }
    std::string text(const Expression& node) const {
        return source_.substr(node.span.begin, node.span.end - node.span.begin);
    }

    // An exception that did not apply (`&& x != y`, `&& !x`) is no reason, as long as there is one.
    static bool is_exception(const Expression& node) {
        return node.kind == Kind::call && (node.name == "_!=_" || node.name == "!_");
    }

    Explanation both(const Expression& node) {
        if (is_exception(*node.arguments[1])) return explain(*node.arguments[0]);
        if (is_exception(*node.arguments[0])) return explain(*node.arguments[1]);
        Explanation left = explain(*node.arguments[0]);
        const Explanation right = explain(*node.arguments[1]);
        left.text += " and " + right.text;
        left.code += "_and_" + right.code;
        left.args.insert(left.args.end(), right.args.begin(), right.args.end());
        return left;
    }

    Explanation relation(const Expression& node) {
        const Expression& left = *node.arguments[0];
        const Expression& right = *node.arguments[1];
        // report.severity == "extreme", report.category in [...]
        if (left.kind == Kind::select && (node.name == "_==_" || node.name == "@in")) return is(left);
        // "firearm" in report.tags
        if (node.name == "@in" && right.kind == Kind::select && left.kind == Kind::literal) {
            const std::string wanted = to_text(left.value);
            return {right.name + " contain " + wanted, right.name + "_contain", {{right.name, wanted}}};
        }
        if (node.name == "_>=_" || node.name == "_>_" || node.name == "_<_" || node.name == "_<=_") return bound(node);
        return verbatim(node);
    }

    Explanation is(const Expression& field) {
        const auto found = value(field);
        const std::string said = found ? to_text(*found) : "unknown";
        return {field.name + " is " + said, field.name + "_is", {{field.name, said}}};
    }

    // report.persons >= 50; nearby(500.0, duration("2h")).filter(...).size() >= 5
    Explanation bound(const Expression& node) {
        const Expression& left = *node.arguments[0];
        const auto found = value(left);
        const auto limit = value(*node.arguments[1]);
        if (!found || !limit) return verbatim(node);
        const char* const word = node.name == "_>=_"  ? "at least"
                                 : node.name == "_>_" ? "more than"
                                 : node.name == "_<_" ? "less than"
                                                      : "at most";
        const std::string tail = std::string(", ") + word + " " + to_text(*limit);
        if (left.kind == Kind::select) {
            return {left.name + " is " + to_text(*found) + tail,
                    left.name + "_bound",
                    {{left.name, to_text(*found)}, {"limit", to_text(*limit)}}};
        }
        if (const Expression* call = host_call(left)) {
            std::string of;
            Explanation why{"", call->name + "_count", {{"count", to_text(*found)}, {"limit", to_text(*limit)}}};
            for (const auto& argument : call->arguments) {
                const auto given = value(*argument);
                if (given)
                    of += (of.empty() ? "" : " and ") + to_text(*given) + (given->as<double>() != nullptr ? " m" : "");
            }
            why.text = to_text(*found) + " " + call->name + " within " + of + tail;
            why.args.emplace_back("within", of);
            return why;
        }
        return {text(left) + " is " + to_text(*found) + tail, "bound", {{"value", to_text(*found)}}};
    }

    // The function of the host at the root of size(f(...).filter(...)).
    static const Expression* host_call(const Expression& node) {
        const Expression* at = &node;
        while (!at->arguments.empty() && (at->kind == Kind::comprehension || at->is_member_call)) {
            at = at->arguments[0].get();
        }
        const bool is_host = at->kind == Kind::call && at->name != "size" && at->name.find('_') == std::string::npos;
        return is_host ? at : nullptr;
    }

    Explanation verbatim(const Expression& node) const { return {text(node), "condition_holds", {}}; }

    const std::string& source_;
    const Activation& activation_;
};

}  // namespace

Explanation explain(const Program& program, const Activation& activation) {
    return Explaining(program.source(), activation).explain(program.root());
}

}  // namespace paraat::rules::cel
