#include "hub/rules/cel/explanation.hpp"

#include <algorithm>
#include <array>

#include "hub/base/utf8.hpp"
#include "hub/rules/cel/evaluator.hpp"
#include "hub/rules/cel/order.hpp"

namespace paraat::rules::cel {
namespace {

using Kind = Expression::Kind;

// How a comparison is told, and its mirror image.
struct Comparison {
    std::string_view name;
    std::string_view mirrored;
    const char* words;
};
constexpr std::array<Comparison, 4> comparisons = {{{"_>=_", "_<=_", "at least"},
                                                    {"_>_", "_<_", "more than"},
                                                    {"_<_", "_>_", "less than"},
                                                    {"_<=_", "_>=_", "at most"}}};

const Comparison* comparison(std::string_view name) {
    const auto found =
        std::find_if(comparisons.begin(), comparisons.end(), [&](const Comparison& one) { return one.name == name; });
    return found == comparisons.end() ? nullptr : &*found;
}

// "1,000"
std::string with_commas(std::int64_t number) {
    std::string digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), ",");
    }
    return digits;
}

bool is_call(const Expression& node, std::string_view name) {
    return node.kind == Kind::call && node.name == name;
}

// A field of a variable of the host, whose name needs no more words.
bool is_field(const Expression& node) {
    return node.kind == Kind::select && node.arguments[0]->kind == Kind::identifier &&
           node.arguments[0]->type.is(Type::Kind::message);
}

class Explaining {
public:
    // Of what held, or of what did not.
    enum class Of { holding, failing };
    Explaining(const std::string& source, const Activation& activation, Of of)
        : source_(source), activation_(activation), of_(of) {}

    Explanation explain(const Expression& node) {
        if (is_denial()) return deny(node);
        if (is_call(node, "_||_")) return first_of(node);
        if (is_call(node, "_&&_")) return all_of(node);
        if (node.kind == Kind::call && node.arguments.size() == 2) return relation(node);
        return verbatim(node);
    }

private:
    bool is_denial() const { return of_ == Of::failing; }

    // Of an && the first side that did not hold decided, of an || all did.
    Explanation deny(const Expression& node) {
        const auto came_to = value(node);
        if (!came_to) return {text(node) + " cannot be judged: " + came_to.error(), "condition_fails", {}};
        if (is_call(node, "_||_")) return none_of(node);
        if (is_call(node, "_&&_")) {
            std::vector<const Expression*> clauses;
            gather_clauses(node, "_&&_", clauses);
            // One that fails decides nothing where another is false.
            const auto first = std::find_if(clauses.begin(), clauses.end(),
                                            [&](const Expression* clause) { return is_false(*clause); });
            return explain(first == clauses.end() ? *clauses.back() : **first);
        }
        if (is_call(node, "!_")) return {text(*node.arguments[0]) + " holds", "exception_holds", {}};
        if (node.kind == Kind::call && node.arguments.size() == 2) return relation(node);
        return verbatim(node);
    }

    Explanation none_of(const Expression& node) {
        std::vector<const Expression*> clauses;
        gather_clauses(node, "_||_", clauses);
        if (clauses.size() > clauses_most) clauses.resize(clauses_most);
        Explanation whole{"", "none_of", {}};
        for (const Expression* clause : clauses) {
            whole.text += (whole.text.empty() ? "" : "; ") + explain(*clause).text;
        }
        return whole;
    }

    Outcome value(const Expression& node) { return Evaluator(activation_).evaluate(node); }
    bool holds(const Expression& node) {
        const auto outcome = value(node);
        const auto* truth = outcome ? outcome->as<bool>() : nullptr;
        return truth != nullptr && *truth;
    }
    bool is_false(const Expression& node) {
        const auto outcome = value(node);
        const auto* truth = outcome ? outcome->as<bool>() : nullptr;
        return truth != nullptr && !*truth;
    }
    std::string text(const Expression& node) const {
        return shortened(source_.substr(node.span.begin, node.span.end - node.span.begin), told_most);
    }

    // An exception that did not apply (`&& x != y`, `&& !x`) is no reason, as long as there is one.
    static bool is_exception(const Expression& node) { return is_call(node, "_!=_") || is_call(node, "!_"); }

    // The sides of a chain of one operator, in their order.
    static void gather_clauses(const Expression& node, std::string_view name, std::vector<const Expression*>& clauses) {
        if (!is_call(node, name)) return clauses.push_back(&node);
        for (const auto& side : node.arguments) gather_clauses(*side, name, clauses);
    }

    Explanation first_of(const Expression& node) {
        std::vector<const Expression*> clauses;
        gather_clauses(node, "_||_", clauses);
        const auto first =
            std::find_if(clauses.begin(), clauses.end(), [&](const Expression* clause) { return holds(*clause); });
        return explain(first == clauses.end() ? *clauses.back() : **first);
    }

    Explanation all_of(const Expression& node) {
        std::vector<const Expression*> clauses;
        clauses.reserve(clauses_most);
        gather_clauses(node, "_&&_", clauses);
        const auto is_reason = [](const Expression* clause) { return !is_exception(*clause); };
        if (std::any_of(clauses.begin(), clauses.end(), is_reason)) {
            std::erase_if(clauses, [&](const Expression* clause) { return !is_reason(clause); });
        }
        if (clauses.size() > clauses_most) clauses.resize(clauses_most);
        Explanation whole;
        for (const Expression* clause : clauses) {
            Explanation part = explain(*clause);
            if (clause == clauses.front()) {
                whole = std::move(part);
                continue;
            }
            whole.text += " and " + part.text;
            whole.code += "_and_" + part.code;
            std::move(part.args.begin(), part.args.end(), std::back_inserter(whole.args));
        }
        return whole;
    }

    Explanation relation(const Expression& node) {
        const Expression* left = node.arguments[0].get();
        const Expression* right = node.arguments[1].get();
        // 50 >= report.persons is told as report.persons <= 50.
        const bool is_turned = left->kind == Kind::literal && right->kind != Kind::literal && node.name != "@in";
        if (is_turned) std::swap(left, right);
        // report.severity == "extreme", report.category in [...]
        if (is_denial() && node.name == "_!=_" && is_field(*left)) {
            return {is(*left).text + ", another wanted", left->name + "_is", {}};
        }
        if (node.name == "_==_" || node.name == "@in") {
            if (is_field(*left)) return is_denial() ? is_not(*left, *right) : is(*left);
            const auto* wanted = left->value.as<std::string>();
            // "firearm" in report.tags
            if (node.name == "@in" && is_field(*right) && left->kind == Kind::literal && wanted != nullptr) {
                return {right->name + (is_denial() ? " do not contain " : " contain ") + *wanted,
                        right->name + "_contain",
                        {{right->name, *wanted}}};
            }
            return verbatim(node);
        }
        const Comparison* how = comparison(node.name);
        if (how != nullptr && is_turned) how = comparison(how->mirrored);
        return how == nullptr ? verbatim(node) : bound(node, *left, *right, *how);
    }

    Explanation is(const Expression& field) {
        const auto found = value(field);
        const std::string said = found ? to_text(*found) : "unknown";
        Explanation why{field.name + " is " + (said.empty() ? "empty" : said), field.name + "_is", {}};
        why.args.emplace_back(field.name, said);
        return why;
    }

    // "category is theft, not robbery"; of a list "none of robbery, burglary".
    Explanation is_not(const Expression& field, const Expression& wanted) {
        Explanation why = is(field);
        if (wanted.kind == Kind::literal) {
            why.text += ", not " + to_text(wanted.value);
        } else if (wanted.kind == Kind::list && !wanted.arguments.empty()) {
            std::string words;
            for (const auto& one : wanted.arguments) {
                if (one->kind != Kind::literal) return verbatim_of(why, wanted);
                words += (words.empty() ? "" : ", ") + to_text(one->value);
            }
            why.text += ", none of " + words;
        } else {
            return verbatim_of(why, wanted);
        }
        return why;
    }
    Explanation verbatim_of(Explanation why, const Expression& wanted) const {
        why.text += ", not as " + text(wanted);
        return why;
    }

    // report.persons >= 50; nearby(500.0, duration("2h")).filter(...).size() >= 5
    Explanation bound(const Expression& node, const Expression& left, const Expression& right, const Comparison& how) {
        const auto found = value(left);
        const auto limit = value(right);
        if (!found || !limit) return verbatim(node);
        const std::string tail = std::string(", ") + how.words + " " + to_text(*limit) + (is_denial() ? " wanted" : "");
        if (is_field(left)) {
            return {left.name + " is " + to_text(*found) + tail,
                    left.name + "_bound",
                    {{left.name, to_text(*found)}, {"limit", to_text(*limit)}}};
        }
        const auto* number = found->as<std::int64_t>();
        if (number != nullptr && is_call(left, "size") && left.arguments.size() == 1) {
            if (auto count = counted(*left.arguments[0], *number, to_text(*limit), tail)) return *count;
        }
        return {text(left) + " is " + to_text(*found) + tail,
                "bound",
                {{"value", to_text(*found)}, {"limit", to_text(*limit)}}};
    }

    // What a size() counted, when it is a list of the host or a part of one: "5 theft within 500 m and 2 h, ...".
    std::optional<Explanation> counted(const Expression& list, std::int64_t number, const std::string& limit,
                                       const std::string& tail) {
        const Expression* at = &list;
        std::string of;
        for (; at->kind == Kind::comprehension && at->name == "filter"; at = at->arguments[0].get()) {
            of += (of.empty() ? "" : ", ") + those(*at);
        }
        if (!at->host) return std::nullopt;
        std::vector<Value> arguments;
        std::string within;
        for (std::size_t i = 0; i < at->arguments.size(); ++i) {
            const auto given = value(*at->arguments[i]);
            if (!given) return std::nullopt;
            arguments.push_back(*given);
            const std::string unit = i < at->host->units.size() ? at->host->units[i] : "";
            within += (within.empty() ? "" : " and ") + to_text(*given) + (unit.empty() ? "" : " " + unit);
        }
        const bool is_cut = activation_.is_cut(at->name, arguments);
        const std::string count = with_commas(number) + (is_cut ? " or more" : "");
        if (of.empty()) of = at->host->elements;
        Explanation why{count + " " + of + " within " + within + tail,
                        at->name + "_count",
                        {{"count", std::to_string(number)}, {"of", of}, {"within", within}, {"limit", limit}}};
        if (!is_denial() && counts_itself(list, at->host->itself)) why.text += ", this one included";
        return why;
    }

    static bool is_field_of(const Expression& node, const std::string& variable) {
        if (node.kind != Kind::select) return false;
        const Expression& holder = *node.arguments[0];
        return holder.kind == Kind::identifier && !holder.is_absolute && holder.name == variable;
    }

    // A filter in words: `i.category == "theft"` is "theft", anything else as it is written.
    std::string those(const Expression& filter) const {
        const Expression& condition = *filter.arguments[1];
        const bool is_list = is_call(condition, "@in");
        if ((is_list || is_call(condition, "_==_")) && is_field_of(*condition.arguments[0], filter.variable) &&
            condition.arguments[0]->type.words) {
            const Expression& wanted = *condition.arguments[1];
            std::string words;
            if (!is_list && wanted.kind == Kind::literal) return to_text(wanted.value);
            for (const auto& one : wanted.arguments) {
                if (one->kind != Kind::literal) return text(condition);
                words += (words.empty() ? "" : " or ") + to_text(one->value);
            }
            if (wanted.kind == Kind::list && !words.empty()) return words;
        }
        return "with " + text(condition);
    }

    bool counts_itself(const Expression& list, const std::string& variable) {
        if (variable.empty()) return false;
        const auto found = value(list);
        const Value itself = activation_.variable(variable);
        const Value::List* elements = found ? found->list() : nullptr;
        Budget budget;
        return elements != nullptr && std::any_of(elements->begin(), elements->end(),
                                                  [&](const Value& element) { return equal(element, itself, budget); });
    }

    Explanation verbatim(const Expression& node) const {
        return is_denial() ? Explanation{text(node) + " does not hold", "condition_fails", {}}
                           : Explanation{text(node), "condition_holds", {}};
    }

    const std::string& source_;
    const Activation& activation_;
    Of of_;
};

void shorten(std::string& text) {
    if (text.size() > told_most) text = shortened(text, told_most);
}

}  // namespace

Explanation explain(const Program& program, const Activation& activation) {
    Explanation why = Explaining(program.source(), activation, Explaining::Of::holding).explain(program.root());
    shorten(why.text);
    for (std::size_t i = 0; i < why.args.size(); ++i) {
        auto& [name, said] = why.args[i];
        const auto before = why.args.begin() + static_cast<std::ptrdiff_t>(i);
        const auto is_there = [&](const std::string& wanted) {
            return std::any_of(why.args.begin(), before, [&](const auto& other) { return other.first == wanted; });
        };
        if (is_there(name)) {
            int n = 2;
            while (is_there(name + "_" + std::to_string(n))) ++n;
            name += "_" + std::to_string(n);
        }
        shorten(said);
    }
    return why;
}

Explanation explain_not(const Program& program, const Activation& activation) {
    Explanation why = Explaining(program.source(), activation, Explaining::Of::failing).explain(program.root());
    shorten(why.text);
    return why;
}

}  // namespace paraat::rules::cel
