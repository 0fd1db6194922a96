#include "hub/rules/cel/parts.hpp"

#include "hub/base/utf8.hpp"
#include "hub/rules/cel/evaluator.hpp"
#include "hub/rules/cel/explanation.hpp"

namespace paraat::rules::cel {
namespace {

using Kind = Expression::Kind;

bool is_operator(const Expression& node, std::string_view name) {
    return node.kind == Kind::call && node.name == name;
}

// Goes through a condition as the evaluator does, and notes what each part came to.
class Walk {
public:
    Walk(const std::string& source, const Activation& activation, std::vector<core::ConditionPart>& parts)
        : source_(source), values_(activation), sights_(activation), parts_(parts) {}

    Outcome walk(const Expression& node) {
        if (is_operator(node, "_&&_")) return decide(node, false);
        if (is_operator(node, "_||_")) return decide(node, true);
        if (is_operator(node, "_?_:_")) return choose(node);
        Outcome outcome = values_.evaluate(node);
        note(node, came_to(outcome), saw(node));
        return outcome;
    }

private:
    std::string text(const Expression& node) const {
        return shortened(source_.substr(node.span.begin, node.span.end - node.span.begin), told_most);
    }
    void note(const Expression& node, std::string outcome, std::string saw) {
        if (parts_.size() < parts_most) parts_.push_back({text(node), std::move(outcome), std::move(saw)});
    }
    static std::string came_to(const Outcome& outcome) {
        return shortened(outcome ? to_text(*outcome) : "failed: " + outcome.error(), told_most);
    }

    // As the evaluator decides: one side may do, and an error of the other is passed over.
    Outcome decide(const Expression& node, bool deciding) {
        const auto is_deciding = [&](const Outcome& side) {
            const auto* truth = side ? side->as<bool>() : nullptr;
            return truth != nullptr && *truth == deciding;
        };
        Outcome left = walk(*node.arguments[0]);
        if (is_deciding(left)) {
            skip(*node.arguments[1]);
            return left;
        }
        Outcome right = walk(*node.arguments[1]);
        return is_deciding(right) || left ? right : left;
    }
    Outcome choose(const Expression& node) {
        const Outcome condition = walk(*node.arguments[0]);
        const auto* truth = condition ? condition->as<bool>() : nullptr;
        if (truth == nullptr) return condition;
        if (*truth) {
            Outcome chosen = walk(*node.arguments[1]);
            skip(*node.arguments[2]);
            return chosen;
        }
        skip(*node.arguments[1]);
        return walk(*node.arguments[2]);
    }
    void skip(const Expression& node) {
        const bool is_joint = is_operator(node, "_&&_") || is_operator(node, "_||_") || is_operator(node, "_?_:_");
        if (!is_joint) return note(node, "not looked at", "");
        for (const auto& side : node.arguments) skip(*side);
    }

    // What stands for the names in it: of a relation its sides, of a call what it is called on and with.
    std::string saw(const Expression& node) {
        if (is_operator(node, "!_")) return saw(*node.arguments[0]);
        if (node.kind == Kind::call || node.kind == Kind::comprehension) {
            std::string all;
            const std::size_t looked_at = node.kind == Kind::comprehension ? 1 : node.arguments.size();
            for (std::size_t i = 0; i < looked_at; ++i) tell(*node.arguments[i], all);
            return shortened(all, told_most);
        }
        std::string itself;
        tell(node, itself);
        return shortened(itself, told_most);
    }
    void tell(const Expression& node, std::string& all) {
        if (is_written_out(node)) return;
        const Outcome outcome = sights_.evaluate(node);
        all += (all.empty() ? "" : ", ") + text(node) + " is " + (outcome ? quoted(*outcome) : "unknown");
    }
    static std::string quoted(const Value& value) {
        const auto* text = value.as<std::string>();
        if (const auto* list = value.list(); list != nullptr && !list->empty() && list->front().object() != nullptr) {
            return "a list of " + std::to_string(list->size());
        }
        return text == nullptr ? to_text(value) : "\"" + shortened(*text, told_most) + "\"";
    }
    static bool is_written_out(const Expression& node) {
        if (node.kind == Kind::literal) return true;
        if (node.kind != Kind::list) return false;
        for (const auto& element : node.arguments) {
            if (!is_written_out(*element)) return false;
        }
        return true;
    }

    const std::string& source_;
    // All parts together have the steps that the whole has, and what they saw has as many again.
    Evaluator values_;
    Evaluator sights_;
    std::vector<core::ConditionPart>& parts_;
};

}  // namespace

std::vector<core::ConditionPart> parts_of(const Program& program, const Activation& activation) {
    std::vector<core::ConditionPart> parts;
    static_cast<void>(Walk(program.source(), activation, parts).walk(program.root()));
    return parts;
}

}  // namespace paraat::rules::cel
