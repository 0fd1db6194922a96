#pragma once

#include <unordered_map>

#include "hub/rules/cel/ast.hpp"
#include "hub/rules/cel/environment.hpp"

namespace paraat::rules::cel {

// What the parts of conditions came to, over many evaluations. A part that came to neither true nor false, or that
// nothing asked, is not in it.
class Trace {
public:
    struct Truths {
        bool was_true = false;
        bool was_false = false;
    };

    void note(const Expression& part, const Outcome& outcome) {
        const auto* truth = outcome ? outcome->as<bool>() : nullptr;
        if (truth == nullptr) return;
        Truths& truths = parts_[&part];
        (*truth ? truths.was_true : truths.was_false) = true;
    }
    Truths of(const Expression& part) const {
        const auto found = parts_.find(&part);
        return found == parts_.end() ? Truths{} : found->second;
    }

private:
    std::unordered_map<const Expression*, Truths> parts_;
};

}  // namespace paraat::rules::cel
