#pragma once

#include <string>
#include <vector>

#include "hub/rules/cel/ast.hpp"
#include "hub/rules/cel/domain.hpp"

namespace paraat::rules::cel {

// A condition as what has to be so for it to come to true: parts that are compared with values that stand in the text,
// joined by "all of" and "any of". Negations are gone into the leaves.
struct Clause {
    enum class Kind {
        always,
        never,
        unknown,   // may be so or not; too large to be looked at
        all,       // of `parts`
        any,       // of `parts`
        part,      // the part `key` comes to `truth`
        among,     // the term `key` is one of `values`, or with `truth` false none of them
        relation,  // the term `key` is on that side of values[0]
    };
    Kind kind = Kind::unknown;
    std::vector<Clause> parts = {};
    std::string key = {};  // how it is written, without regard to blanks and comments
    bool truth = true;
    Relation relation = Relation::less;
    Value::List values = {};
    Domain first = Domain(Domain::Kind::any);  // what the term may be before anything is known
};

// Of a checked part of the condition whose text is `source`. An error is neither true nor false: what has to come to
// true has to come without one, but where && and || pass over it.
Clause clause_of(const Expression& part, const std::string& source);

}  // namespace paraat::rules::cel
