#pragma once

#include <string>
#include <utility>
#include <vector>

#include "hub/rules/cel/program.hpp"

namespace paraat::rules::cel {

inline constexpr std::size_t told_most = 240;   // bytes of the sentence, and of each argument
inline constexpr std::size_t clauses_most = 8;  // that are told of a long condition

// Why a condition held: a sentence of the centre, and the same as a code with arguments. No argument's name is there
// twice: the second "persons" is "persons_2".
struct Explanation {
    std::string text;  // "severity is extreme"
    std::string code;  // "severity_is"
    std::vector<std::pair<std::string, std::string>> args;
};

// Of a program that came to true on this activation. Of an || the first side that held is told, of an && both.
Explanation explain(const Program& program, const Activation& activation);
// Why one came to false, or to nothing: of an && the first side that did not hold, of an || all of them. What is wanted
// instead is said: "persons is 12, at least 50 wanted".
Explanation explain_not(const Program& program, const Activation& activation);

}  // namespace paraat::rules::cel
