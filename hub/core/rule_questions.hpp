#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/core/escalation_policy.hpp"
#include "hub/core/incident.hpp"

namespace paraat::core {

// What a rule that matched asks for.
struct Firing {
    RuleName rule;
    Because because;
    std::vector<DivisionName> divisions;
    std::optional<std::int32_t> priority;
    PolicyName escalate;  // empty = none
    struct Order {
        Target to;
        std::string text;

        bool operator==(const Order&) const = default;
    };
    std::optional<Order> instruct;  // once per incident

    bool operator==(const Firing&) const = default;
};

// The neighbourhood of the incident that is being judged, as far as its compartment may see it.
class Surroundings {
public:
    virtual ~Surroundings() = default;
    struct Nearby {
        std::vector<const Incident*> incidents;  // nearest first, the judged one among them
        bool is_cut = false;                     // there were more than `nearby_most`
    };
    // Incidents whose newest report came within `window`, at most `metres` away. Empty when the judged one has no
    // position. The pointers live as long as the judgement.
    virtual Nearby nearby(std::int64_t metres, Milliseconds window) const = 0;
};

inline constexpr std::size_t nearby_most = 1000;

// What is put before the rules.
struct Case {
    const Incident& incident;  // as it is now, this report in it
    const Report& report;      // the newest
    ClientName client;         // whose report it is
    const Surroundings& surroundings;
    Instant now;
};

// What the core asks of the rules. Answers are facts from then on: they are written into the events.
class RuleQuestions {
public:
    virtual ~RuleQuestions() = default;
    // Every rule that matches, in file then line order. Total: a rule whose condition fails in evaluation does not
    // match, and says so in its own statistics.
    virtual std::vector<Firing> judge(const Case& at_hand) const = 0;
    virtual const EscalationPolicy* policy(const PolicyName& name) const = 0;  // nullptr when unknown
    virtual std::vector<std::string> policy_names() const = 0;
    // Changes with the content of the rule files.
    virtual const std::string& version() const = 0;
};

}  // namespace paraat::core
