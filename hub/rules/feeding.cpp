#include "hub/rules/feeding.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace paraat::rules {
namespace {

using Expression = cel::Expression;
using Kind = Expression::Kind;

// "incident.divisions" for a field of what is judged; empty for anything else.
std::string field_of(const Expression& node) {
    const bool is_field =
        node.kind == Kind::select && node.arguments[0]->kind == Kind::identifier && node.arguments[0]->is_resolved;
    return is_field ? node.arguments[0]->name + "." + node.name : "";
}

void look(const Expression& node, bool truth, std::set<AddedWord>& found) {
    if (node.calls("!_")) return look(*node.arguments[0], !truth, found);
    if (node.calls("_?_:_")) {
        for (const bool either : {true, false}) look(*node.arguments[0], either, found);
        for (const std::size_t i : {1u, 2u}) look(*node.arguments[i], truth, found);
        return;
    }
    if (node.calls("_&&_") || node.calls("_||_")) {
        for (const auto& side : node.arguments) look(*side, truth, found);
        return;
    }
    if (!truth) return;
    // "dvo" in incident.divisions
    if (node.calls("@in") && node.arguments[0]->kind == Kind::literal) {
        const auto* word = node.arguments[0]->value.as<std::string>();
        const std::string field = field_of(*node.arguments[1]);
        if (word != nullptr && !field.empty()) found.insert({field, *word});
    }
    // incident.divisions.exists(d, d == "dvo")
    if (node.kind == Kind::comprehension && node.name == "exists" && node.arguments[1]->calls("_==_")) {
        const std::string field = field_of(*node.arguments[0]);
        for (const auto& side : node.arguments[1]->arguments) {
            const auto* word = side->value.as<std::string>();
            if (side->kind == Kind::literal && word != nullptr && !field.empty()) found.insert({field, *word});
        }
    }
}

// What follows from each rule: those that look for what it adds.
std::vector<std::vector<std::size_t>> followers_of(const std::vector<Rule>& rules) {
    std::map<AddedWord, std::vector<std::size_t>> lookers;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (!rules[i].condition) continue;
        for (const AddedWord& word : looked_for_by(*rules[i].condition)) lookers[word].push_back(i);
    }
    std::vector<std::vector<std::size_t>> followers(rules.size());
    for (std::size_t i = 0; i < rules.size() && !lookers.empty(); ++i) {
        for (const AddedWord& word : added_by(rules[i])) {
            const auto found = lookers.find(word);
            if (found == lookers.end()) continue;
            followers[i].insert(followers[i].end(), found->second.begin(), found->second.end());
        }
    }
    return followers;
}

// The shortest way from a rule back to itself, that rule first; empty when there is none.
std::vector<std::size_t> way_back_to(std::size_t first, const std::vector<std::vector<std::size_t>>& followers) {
    std::map<std::size_t, std::size_t> came_from;
    std::vector<std::size_t> waiting = {first};
    for (std::size_t next = 0; next < waiting.size(); ++next) {
        for (const std::size_t follower : followers[waiting[next]]) {
            if (follower == first) {
                std::vector<std::size_t> way;
                for (std::size_t at = waiting[next]; at != first; at = came_from.at(at)) way.push_back(at);
                way.push_back(first);
                std::reverse(way.begin(), way.end());
                return way;
            }
            if (came_from.emplace(follower, waiting[next]).second) waiting.push_back(follower);
        }
    }
    return {};
}

}  // namespace

std::set<AddedWord> added_by(const Rule& rule) {
    std::set<AddedWord> added;
    for (const core::DivisionName& division : rule.divisions) added.insert({"incident.divisions", division.text});
    for (const std::string& tag : rule.tags) added.insert({"incident.tags", tag});
    return added;
}

std::set<AddedWord> looked_for_by(const cel::Program& condition) {
    std::set<AddedWord> found;
    look(condition.root(), true, found);
    return found;
}

std::vector<std::vector<std::size_t>> cycles_of(const std::vector<Rule>& rules) {
    const auto followers = followers_of(rules);
    std::vector<std::vector<std::size_t>> cycles;
    std::set<std::size_t> told;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (followers[i].empty() || told.contains(i)) continue;
        auto way = way_back_to(i, followers);
        if (way.empty()) continue;
        told.insert(way.begin(), way.end());
        cycles.push_back(std::move(way));
    }
    return cycles;
}

}  // namespace paraat::rules
