#pragma once

#include <cstdint>
#include <vector>

#include "hub/rules/cel/facts.hpp"
#include "hub/rules/cel/program.hpp"

// What can be said of conditions without running them. All of it is sound and none of it complete: what is said is so,
// and much that is so is not said.
namespace paraat::rules::cel {

// A part of a condition that never comes to true.
struct Dead {
    const Expression* part = nullptr;  // the innermost that never does
    bool is_whole = false;             // so that the condition never does
    bool is_conflict = false;          // each side of its && could hold, both together cannot
};

// One for a condition that never holds, otherwise each side of an || that never does.
std::vector<Dead> dead_parts(const Program& program);

// A condition, ready to be compared with others over the same environment.
class Premise {
public:
    explicit Premise(const Program& program);

    // Whether it holds whatever is reported.
    bool is_always() const { return Facts{}.entail(clause_); }
    // Whether the other one holds wherever this one does.
    bool implies(const Premise& other) const;

private:
    Clause clause_;
    std::vector<Facts> cases_;     // in which it holds
    bool has_all_cases_ = true;    // false: they are too many
    std::uint64_t mentioned_ = 0;  // terms and parts that its cases know of, a bit each, several to a bit
    std::uint64_t needed_ = 0;     // those without which it does not follow from anything
};

}  // namespace paraat::rules::cel
