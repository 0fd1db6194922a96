#include "hub/rules/cel/evaluator.hpp"
#include "hub/rules/cel/library.hpp"
#include "hub/rules/cel/sorting.hpp"

// The macros that go over a list or a map (cel-spec, "Macros", and the extension for two variables).
namespace paraat::rules::cel {

struct Evaluator::Round {
    const Value* first;
    const Value* second;  // null when there is one variable
};

// What a macro goes over, round by round; the list or map outlives it.
class Evaluator::Rounds {
public:
    Rounds(const Value& range, bool has_two) : has_two_(has_two), list_(range.list()) {
        if (list_ != nullptr && !has_two) return;
        if (list_ != nullptr) {
            for (std::size_t i = 0; i < list_->size(); ++i) made_.emplace_back(static_cast<std::int64_t>(i));
            return;
        }
        for (const auto& [key, value] : *range.map()) {
            made_.push_back(key.value());
            values_.push_back(&value);
        }
    }

    std::size_t size() const { return list_ == nullptr ? made_.size() : list_->size(); }
    Round at(std::size_t i) const {
        if (list_ == nullptr) return {&made_[i], has_two_ ? values_[i] : nullptr};
        return has_two_ ? Round{&made_[i], &(*list_)[i]} : Round{&(*list_)[i], nullptr};
    }
    // Keys or places that are there only while the macro runs.
    std::size_t made() const { return made_.size(); }

private:
    bool has_two_;
    const Value::List* list_;  // null = it is a map
    Value::List made_;
    std::vector<const Value*> values_;
};

Outcome Evaluator::comprehension(const Expression& node) {
    const auto range = evaluate(*node.arguments[0]);
    if (!range) return range;
    if (range->list() == nullptr && range->map() == nullptr) return error(node.name + " goes over a list or a map");
    if (node.name == "sortBy" && range->list() == nullptr) return error("sortBy is of a list");
    const Rounds rounds(*range, !node.second_variable.empty());
    if (!budget_.spend(static_cast<std::int64_t>(rounds.made()))) return error("too many steps");
    if (node.name == "sortBy") return sort(node, rounds);
    if (node.name == "transformMap" || node.name == "transformMapEntry") return transform(node, rounds);
    const bool gathers = node.name == "filter" || node.name == "map" || node.name == "transformList";
    return gathers ? gather(node, rounds) : quantify(node, rounds);
}

Outcome Evaluator::in_round(const Expression& node, const Round& round, const Expression& body) {
    if (round.second == nullptr) return with(node.variable, *round.first, body);
    scopes_.emplace_back(node.variable, round.first);
    Outcome outcome = with(node.second_variable, *round.second, body);
    scopes_.pop_back();
    return outcome;
}

// Whether a round is taken: the condition, if there is one, stands before what is made.
Possible<bool> Evaluator::takes_part(const Expression& node, const Round& round) {
    if (node.name != "filter" && node.arguments.size() != 3) return true;
    const auto holds = in_round(node, round, *node.arguments[1]);
    if (!holds) return tl::unexpected(holds.error());
    const auto* truth = holds->as<bool>();
    if (truth == nullptr) return error(no_condition);
    return *truth;
}

Outcome Evaluator::quantify(const Expression& node, const Rounds& rounds) {
    const bool is_all = node.name == "all";
    const bool is_one = node.name == "exists_one" || node.name == "existsOne";
    std::optional<std::string> failed;
    std::size_t found = 0;
    for (std::size_t i = 0; i < rounds.size(); ++i) {
        const Round round = rounds.at(i);
        const auto holds = in_round(node, round, *node.arguments[1]);
        const auto* truth = holds ? holds->as<bool>() : nullptr;
        if (truth == nullptr) {
            failed = holds ? no_condition : holds.error();
            if (is_one) return error(*failed);
            continue;
        }
        if (is_all && !*truth) return Value{false};
        if (!is_all && !is_one && *truth) return Value{true};
        found += *truth ? 1 : 0;
    }
    if (failed) return error(*failed);
    if (is_one) return Value{found == 1};
    return Value{is_all};
}

Outcome Evaluator::gather(const Expression& node, const Rounds& rounds) {
    Value::List gathered;
    for (std::size_t i = 0; i < rounds.size(); ++i) {
        const Round round = rounds.at(i);
        const auto is_taken = takes_part(node, round);
        if (!is_taken) return error(is_taken.error());
        if (!*is_taken) continue;
        if (node.name == "filter") {
            gathered.push_back(*round.first);
            continue;
        }
        auto made = in_round(node, round, *node.arguments.back());
        if (!made) return made;
        gathered.push_back(std::move(*made));
    }
    return Value{std::move(gathered)};
}

// A map whose keys stay, or one of the entries that are made.
Outcome Evaluator::transform(const Expression& node, const Rounds& rounds) {
    const bool makes_entries = node.name == "transformMapEntry";
    Value::Map made;
    for (std::size_t i = 0; i < rounds.size(); ++i) {
        const Round round = rounds.at(i);
        const auto is_taken = takes_part(node, round);
        if (!is_taken) return error(is_taken.error());
        if (!*is_taken) continue;
        const auto value = in_round(node, round, *node.arguments.back());
        if (!value) return value;
        if (!makes_entries) {
            made.emplace(*Key::of(*round.first), *value);
            continue;
        }
        if (value->map() == nullptr) return error("an entry is a map");
        for (const auto& entry : *value->map()) {
            if (!made.insert(entry).second) return error("a key is there twice");
            if (made.size() > elements_most) return error("the map becomes too large");
        }
    }
    return Value{std::move(made)};
}

Outcome Evaluator::sort(const Expression& node, const Rounds& rounds) {
    Value::List elements;
    Value::List keys;
    for (std::size_t i = 0; i < rounds.size(); ++i) {
        const Round round = rounds.at(i);
        auto key = in_round(node, round, *node.arguments[1]);
        if (!key) return key;
        elements.push_back(*round.first);
        keys.push_back(std::move(*key));
    }
    return sorted_by(elements, keys, budget_);
}

}  // namespace paraat::rules::cel
