#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hub/rules/cel/trace.hpp"
#include "hub/rules/rule.hpp"

namespace paraat::rules {

// Something that no test makes happen.
struct Untested {
    enum class What { fires, does_not_fire, is_true, is_false };
    What what = What::fires;
    std::string rule;
    std::string file;
    LineColumn place;
    std::string text;  // of the part, or the rule's name

    std::string said() const;  // `no test makes this false: report.persons >= 50`
};

// How much of the rules their tests make happen. Of each rule that it fires and that it does not; of each branch of its
// condition (each side of && and ||, the condition and the outcomes of ?:, each `in`), wherever it stands, that it
// comes to true and to false; the same of what a rule waits for, at the end of a wait.
class Coverage {
public:
    // One judgement: every condition is evaluated anew, with a trace.
    void note(const RuleContent& content, const core::Case& at_hand);
    // The end of a rule's wait.
    void note_wait(const RuleContent& content, const core::RuleName& name, const core::Case& at_hand);

    struct Summary {
        std::size_t seen = 0;  // of `all` things that can happen
        std::size_t all = 0;
        std::vector<Untested> untested;  // in the order of the rules, then of the text

        int percent() const;  // rounded down; 100 of nothing
    };
    Summary summary(const RuleContent& content) const;

private:
    cel::Trace trace_;
};

}  // namespace paraat::rules
