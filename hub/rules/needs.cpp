#include "hub/rules/needs.hpp"

#include <algorithm>

#include "hub/rules/cel/budget.hpp"
#include "hub/rules/cel/cost.hpp"
#include "hub/rules/clue_comparison.hpp"

namespace paraat::rules {
namespace {

using cel::Expression;
using Kind = Expression::Kind;

// A ?: is read for both of what its condition may come to, and one in the condition of the other they double.
constexpr int visits_most = 4'000;

double steps_of(const Expression& node) {
    std::vector<cel::Fault> faults;
    return cel::limit_cost(node, faults).steps;
}

// The clues that must all be absent for a part to come to something, what they weigh, and how many steps that takes.
struct Settling {
    std::set<Clue> clues;
    double weight = 0;
    double steps = 0;
};
using MaybeSettling = std::optional<Settling>;

MaybeSettling lighter(MaybeSettling a, MaybeSettling b) {
    if (!a || !b) return a ? a : b;
    return b->weight < a->weight ? b : a;
}

MaybeSettling both(MaybeSettling a, const MaybeSettling& b) {
    if (!a || !b) return std::nullopt;
    a->clues.insert(b->clues.begin(), b->clues.end());
    a->weight += b->weight;
    a->steps += b->steps;
    return a;
}

MaybeSettling after(double steps, MaybeSettling settling) {
    if (!settling) return settling;
    settling->steps += steps;
    return settling->steps > static_cast<double>(cel::steps_most) ? std::nullopt : settling;
}

// Reads a condition for what decides it. An error is neither true nor false, and && and || pass over it only where the
// other side decides: so what could fail beside a clue is asked for no less than what could hold. Only running out of
// steps passes over nothing, so the steps before a clue decides are counted.
class NeedsReading {
public:
    using Weigh = std::function<double(const Clue&)>;

    explicit NeedsReading(Weigh weigh) : weigh_(std::move(weigh)) {}

    // Clues without which a part surely comes to `outcome`.
    MaybeSettling settles(const Expression& node, bool outcome) {
        if (++visits_ > visits_most) return std::nullopt;
        if (node.kind == Kind::literal) {
            const auto* truth = node.value.as<bool>();
            return truth != nullptr && *truth == outcome ? MaybeSettling(Settling{{}, 0, steps_of(node)})
                                                         : std::nullopt;
        }
        if (node.kind == Kind::comprehension) return in_rounds(node, outcome);
        if (node.kind == Kind::bind) return in_scope(node, outcome);
        if (node.kind != Kind::call) return std::nullopt;
        if (node.name == "!_") return after(1, settles(*node.arguments[0], !outcome));
        if (node.name == "_&&_") return joined(node, outcome, false);
        if (node.name == "_||_") return joined(node, outcome, true);
        if (node.name == "_?_:_") return branches(node, outcome);
        return compared(node, outcome);
    }

private:
    // `deciding` is what one side alone decides by.
    MaybeSettling joined(const Expression& node, bool outcome, bool deciding) {
        const Expression& left = *node.arguments[0];
        MaybeSettling first = settles(left, outcome);
        MaybeSettling second = settles(*node.arguments[1], outcome);
        if (outcome != deciding) return after(1, both(std::move(first), second));
        return lighter(after(1, std::move(first)), after(1 + steps_of(left), std::move(second)));
    }

    MaybeSettling branches(const Expression& node, bool outcome) {
        const auto through = [&](bool truth) {
            return both(settles(*node.arguments[0], truth), settles(*node.arguments[truth ? 1 : 2], outcome));
        };
        MaybeSettling then = through(true);
        return after(1, lighter(std::move(then), through(false)));
    }

    MaybeSettling compared(const Expression& node, bool outcome) {
        const auto test = clue_comparison(node, [this](const Expression& part) { return read_of(part); });
        if (!test || test->is_true_with == outcome) return std::nullopt;
        Settling settling;
        for (const Clue& clue : test->clues) {
            const bool is_new = settling.clues.insert(clue).second;
            if (is_new) settling.weight += weigh_(clue);
        }
        return after(steps_of(node), std::move(settling));
    }

    // A macro over a subject comes to what its body comes to for each word that is no clue.
    MaybeSettling in_rounds(const Expression& node, bool outcome) {
        const bool is_one = node.name == "exists_one" || node.name == "existsOne";
        const bool ends_so = node.name == "all" ? outcome : (node.name == "exists" || is_one) && !outcome;
        const auto range = read_of(*node.arguments[0]);
        if (!ends_so || !range || !range->is_list || !node.second_variable.empty()) return std::nullopt;
        return within(node, SubjectRead{range->subject, false}, *node.arguments[1], outcome);
    }

    MaybeSettling in_scope(const Expression& node, bool outcome) {
        const auto value = read_of(*node.arguments[0]);
        return value ? within(node, *value, *node.arguments[1], outcome) : std::nullopt;
    }

    // The steps are those of the whole: what a variable is bound to is not known to an estimate of the body alone.
    MaybeSettling within(const Expression& node, SubjectRead value, const Expression& body, bool outcome) {
        scope_.emplace_back(node.variable, value);
        MaybeSettling settling = settles(body, outcome);
        scope_.pop_back();
        if (settling) settling->steps = 0;
        return after(steps_of(node), std::move(settling));
    }

    std::optional<SubjectRead> read_of(const Expression& node) const {
        if (node.kind == Kind::identifier && !node.is_absolute) {
            const auto found = std::find_if(scope_.rbegin(), scope_.rend(),
                                            [&](const auto& variable) { return variable.first == node.name; });
            return found == scope_.rend() ? std::nullopt : std::optional(found->second);
        }
        return subject_field(node);
    }

    Weigh weigh_;
    int visits_ = 0;
    std::vector<std::pair<std::string_view, SubjectRead>> scope_;
};

}  // namespace

std::set<Clue> clues_in(const cel::Program& condition) {
    std::set<Clue> clues;
    NeedsReading([&](const Clue& clue) {
        clues.insert(clue);
        return 0.0;
    }).settles(condition.root(), false);
    return clues;
}

std::optional<std::set<Clue>> needs_of(const cel::Program& condition, const std::function<double(const Clue&)>& weigh) {
    MaybeSettling settling = NeedsReading(weigh).settles(condition.root(), false);
    if (!settling) return std::nullopt;
    return std::move(settling->clues);
}

}  // namespace paraat::rules
