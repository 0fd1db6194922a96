#pragma once

#include <optional>
#include <vector>

#include "hub/core/answers.hpp"
#include "hub/core/organisation.hpp"
#include "hub/core/rule_questions.hpp"
#include "hub/core/state.hpp"

// The proof of reach: whether a person with a device stands at the end of each chain, before it matters. Of open work:
// who works covertly takes no part in it, and shows in none of it.
namespace paraat::core {

inline constexpr Milliseconds reach_span = std::chrono::hours{24 * 7};

struct Plan {
    const Organisation& organisation;
    const RuleQuestions& rules;
    const State& state;
    Instant now;
};

// Of all policies, or of one, for the coming week; what does not change from one moment to the next is one window.
// Holes first, then what was not heard; then by policy, by whose report it would be, and by time.
std::vector<ReachWindow> reach(const Plan& plan, const std::optional<PolicyName>& only = {});

// The policies that have a hole at this moment, for some report at least; in the order of their names.
std::vector<PolicyName> unreached_now(const Plan& plan);

// The categories that begin a policy by themselves.
std::vector<PolicyOrigin> origins_of(const Organisation& organisation, const PolicyName& policy);

}  // namespace paraat::core
