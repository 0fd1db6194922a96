#include "hub/rules/cel/facts.hpp"

#include <algorithm>

namespace paraat::rules::cel {
namespace {

bool has_choice(const Clause& clause) {
    return clause.kind == Clause::Kind::any || std::any_of(clause.parts.begin(), clause.parts.end(), has_choice);
}

}  // namespace

bool Facts::assume(const Clause& leaf) {
    switch (leaf.kind) {
        case Clause::Kind::never: return false;
        case Clause::Kind::part: return parts_.emplace(leaf.key, leaf.truth).first->second == leaf.truth;
        case Clause::Kind::among:
        case Clause::Kind::relation: {
            Domain& domain = terms_.try_emplace(leaf.key, leaf.first).first->second;
            if (leaf.kind == Clause::Kind::relation) {
                domain.be(leaf.relation, leaf.values[0]);
            } else if (leaf.truth) {
                domain.be_among(leaf.values);
            } else {
                domain.be_none_of(leaf.values);
            }
            return domain.is_possible();
        }
        case Clause::Kind::always:
        case Clause::Kind::unknown:
        case Clause::Kind::all:
        case Clause::Kind::any: break;
    }
    return true;
}

std::size_t Facts::effort_of(const Clause& leaf) const {
    const auto known = terms_.find(leaf.key);
    const std::size_t size = 1 + leaf.values.size();
    return known == terms_.end() ? size : known->second.effort_with(leaf.values);
}

// A term of which nothing is known may come to an error, so that nothing follows for it.
bool Facts::entail_as_they_are(const Clause& clause) const {
    const auto entails = [this](const Clause& part) { return entail_as_they_are(part); };
    switch (clause.kind) {
        case Clause::Kind::always: return true;
        case Clause::Kind::all: return std::all_of(clause.parts.begin(), clause.parts.end(), entails);
        case Clause::Kind::any: return std::any_of(clause.parts.begin(), clause.parts.end(), entails);
        case Clause::Kind::part: {
            const auto known = parts_.find(clause.key);
            return known != parts_.end() && known->second == clause.truth;
        }
        case Clause::Kind::among:
        case Clause::Kind::relation: {
            const auto known = terms_.find(clause.key);
            if (known == terms_.end()) return false;
            if (clause.kind == Clause::Kind::relation)
                return known->second.is_surely(clause.relation, clause.values[0]);
            return clause.truth ? known->second.is_surely_among(clause.values)
                                : known->second.is_surely_none_of(clause.values);
        }
        case Clause::Kind::never:
        case Clause::Kind::unknown: break;
    }
    return false;
}

// As they are, or for each value that one of the terms may have: a == 1 || a == 2 follows from a in [1, 2] only so.
bool Facts::entail(const Clause& clause) const {
    if (entail_as_they_are(clause)) return true;
    if (!has_choice(clause)) return false;
    return std::any_of(terms_.begin(), terms_.end(), [&](const auto& term) {
        const auto choices = term.second.choices();
        if (!choices || choices->size() < 2) return false;
        return std::all_of(choices->begin(), choices->end(), [&](const Value& choice) {
            Facts narrowed = *this;
            narrowed.terms_.at(term.first).be_among({choice});
            return narrowed.entail_as_they_are(clause);
        });
    });
}

}  // namespace paraat::rules::cel
