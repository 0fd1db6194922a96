#pragma once

#include <map>
#include <string>
#include <vector>

#include "hub/rules/cel/clause.hpp"

namespace paraat::rules::cel {

// What is so in one evaluation, as far as leaves of clauses say: which parts came to true or false, and what terms may
// still be.
class Facts {
public:
    // Takes a leaf as so; false when it cannot be together with the others.
    bool assume(const Clause& leaf);
    // About how many values that compares with each other.
    std::size_t effort_of(const Clause& leaf) const;
    // Of how many terms and parts something is known.
    std::size_t size() const { return terms_.size() + parts_.size(); }
    // Whether a clause surely is so wherever these facts are.
    bool entail(const Clause& clause) const;

private:
    bool entail_as_they_are(const Clause& clause) const;

    std::map<std::string, Domain> terms_;
    std::map<std::string, bool> parts_;
};

}  // namespace paraat::rules::cel
