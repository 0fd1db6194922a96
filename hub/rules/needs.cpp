#include "hub/rules/needs.hpp"

#include <algorithm>
#include <array>

#include "hub/rules/cel/budget.hpp"
#include "hub/rules/cel/cost.hpp"

namespace paraat::rules {
namespace {

using cel::Expression;
using Kind = Expression::Kind;

struct SubjectField {
    std::string_view holder;
    std::string_view name;
    Subject subject;
    bool is_list;
};
constexpr std::array<SubjectField, subjects - 1> subject_fields = {{
    {"report", "category", Subject::report_category, false},
    {"report", "severity", Subject::report_severity, false},
    {"report", "area", Subject::report_area, false},
    {"report", "contract", Subject::report_contract, false},
    {"report", "client", Subject::report_client, false},
    {"report", "lmc", Subject::report_lmc, false},
    {"report", "tags", Subject::report_tags, true},
    {"report", "attributes", Subject::report_attributes, true},
    {"incident", "category", Subject::incident_category, false},
    {"incident", "severity", Subject::incident_severity, false},
    {"incident", "status", Subject::incident_status, false},
    {"incident", "area", Subject::incident_area, false},
    {"incident", "contract", Subject::incident_contract, false},
    {"incident", "reporter", Subject::incident_reporter, false},
    {"incident", "tags", Subject::incident_tags, true},
    {"incident", "areas", Subject::incident_areas, true},
    {"incident", "teams", Subject::incident_teams, true},
    {"incident", "units", Subject::incident_units, true},
    {"incident", "divisions", Subject::incident_divisions, true},
}};

// A ?: is read for both of what its condition may come to, and one in the condition of the other they double.
constexpr int visits_most = 4'000;

// What a part of a condition reads.
struct SubjectRead {
    Subject subject;
    bool is_list;
};

const std::string* word_in(const Expression& node) {
    return node.kind == Kind::literal ? node.value.as<std::string>() : nullptr;
}

// Of a list of words that is written out; nullopt for anything else.
std::optional<std::vector<std::string>> words_in(const Expression& node) {
    if (node.kind != Kind::list) return std::nullopt;
    std::vector<std::string> words;
    for (const auto& element : node.arguments) {
        const std::string* word = word_in(*element);
        if (word == nullptr || element->is_optional_entry) return std::nullopt;
        words.push_back(*word);
    }
    return words;
}

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
        if (node.name == "inside" && node.host) {
            const std::string* area = word_in(*node.arguments[0]);
            return area == nullptr || outcome ? std::nullopt : by(node, Subject::inside, {*area});
        }
        if (node.arguments.size() != 2) return std::nullopt;
        const Expression &left = *node.arguments[0], &right = *node.arguments[1];
        if (node.name == "@in" && !outcome) {
            const auto words = words_in(right);
            if (words) return by(node, left, false, *words);
            const std::string* word = word_in(left);
            return word == nullptr ? std::nullopt : by(node, right, true, {*word});
        }
        const bool is_equality = node.name == (outcome ? "_!=_" : "_==_");
        if (!is_equality) return std::nullopt;
        if (const std::string* word = word_in(right)) return by(node, left, false, {*word});
        const std::string* word = word_in(left);
        return word == nullptr ? std::nullopt : by(node, right, false, {*word});
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
        if (node.kind != Kind::select || node.is_optional) return std::nullopt;
        const Expression& holder = *node.arguments[0];
        // What the environment gives is absolute once its name is resolved.
        if (holder.kind != Kind::identifier || !holder.is_absolute) return std::nullopt;
        const auto* field = std::find_if(subject_fields.begin(), subject_fields.end(), [&](const SubjectField& one) {
            return one.holder == holder.name && one.name == node.name;
        });
        if (field == subject_fields.end()) return std::nullopt;
        return SubjectRead{field->subject, field->is_list};
    }

    MaybeSettling by(const Expression& node, const Expression& read, bool is_list,
                     const std::vector<std::string>& words) {
        const auto found = read_of(read);
        return found && found->is_list == is_list ? by(node, found->subject, words) : std::nullopt;
    }

    MaybeSettling by(const Expression& node, Subject subject, const std::vector<std::string>& words) {
        Settling settling;
        for (const std::string& word : words) {
            const bool is_new = settling.clues.insert({subject, word}).second;
            if (is_new) settling.weight += weigh_({subject, word});
        }
        return after(steps_of(node), std::move(settling));
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
