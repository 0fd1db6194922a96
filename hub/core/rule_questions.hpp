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
    // People before anything happens, once for a place and a time.
    struct Deploy {
        Order order;
        Milliseconds span{0};
        std::int32_t metres = 0;  // around the incident

        bool operator==(const Deploy&) const = default;
    };
    std::optional<Deploy> deploy = {};
    std::vector<std::string> tags = {};
    std::string title = {};                      // empty = it keeps the one it has
    std::vector<PolicyName> inhibits = {};       // calls of others that do not begin while it holds
    std::optional<Silence> silence = {};         // no call of others begins while it holds, until the end of that
    std::string group = {};                      // empty = the incident stays by itself
    std::optional<Milliseconds> waits_for = {};  // it acts only after this, and when what it waits for has not come

    bool operator==(const Firing&) const = default;
    bool holds_back() const { return !inhibits.empty() || silence; }
};

// What incidents may have in common beside their place.
enum class Mark : std::uint8_t {
    area,      // an area that a report names, or a named polygon that it lies in
    contract,  // of the first report
    reporter,  // the client of the first report
    group,     // that a rule put it in
};

// A unit as the judged incident may see it.
struct UnitSeen {
    ClientName name;
    TeamName team;
    DivisionName division;
    std::optional<UnitStatus> status;
    PresenceState presence = PresenceState::unknown;
    std::optional<std::int64_t> metres;  // from the incident; absent = one of the two positions is not known
    Milliseconds position_age{0};        // of the position behind `metres`
    bool is_assigned = false;            // to the judged incident, and has not left
};

// What is around the incident that is being judged, as far as its compartment may see it.
class Surroundings {
public:
    virtual ~Surroundings() = default;
    // Of which incidents a question is: those whose newest report came within `span`, and the resolved and closed ones
    // among them only where that is said. A closed incident is known for `retired_after`.
    struct Window {
        Milliseconds span{0};
        bool includes_closed = false;
    };
    struct Found {
        std::vector<const Incident*> incidents;  // the judged one may be among them
        bool is_cut = false;                     // there were more than `found_most`
    };
    // At most `metres` away, nearest first. Empty when the judged one has no position. The pointers live as long as the
    // judgement.
    virtual Found nearby(std::int64_t metres, const Window& window) const = 0;
    // In the order of their ids; of nothing ("") none.
    virtual Found marked(Mark mark, const std::string& name, const Window& window) const = 0;
    // Every unit of the organisation that work in this compartment may show, in the order of names.
    virtual std::vector<UnitSeen> units() const = 0;
};

inline constexpr std::size_t found_most = 1000;

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
    // A rule that waited is looked at again, by name.
    struct Waited {
        enum class Outcome : std::uint8_t {
            fires,      // it still holds, and what it waited for did not come
            fulfilled,  // it came, or the rule holds no more
            undecided,  // that cannot be told now: "nobody is near" is never concluded from unknown
            gone,       // there is no such rule, or it does not wait any more
        };
        Outcome outcome = Outcome::gone;
        Firing firing = {};  // of one that fires
    };
    virtual Waited look_again(const RuleName&, const Case&) const { return {}; }
    // Whether the rule counts what happened in a window, so that it may hold, hold no more, and hold anew.
    virtual bool counts_in_window(const RuleName&) const { return false; }
    // Whether a rule holds now; nullopt when that fails, when it is on trial only, or when there is no such rule.
    virtual std::optional<bool> holds(const RuleName&, const Case&) const { return std::nullopt; }
    // The rules among them that hold calls back.
    virtual std::vector<Firing> holding(const Case&) const { return {}; }
    virtual std::vector<Silence> silences() const { return {}; }
    virtual const EscalationPolicy* policy(const PolicyName& name) const = 0;  // nullptr when unknown
    virtual std::vector<std::string> policy_names() const = 0;
    // Changes with the content of the rule files.
    virtual const std::string& version() const = 0;
    // The minute of the week at a moment, from Monday 00:00, by the clock of the place (Hours).
    virtual int minute_of_week(Instant at) const { return minute_of_week_utc(at); }
    // The named polygons that a position lies in, in the order of names.
    virtual std::vector<std::string> areas_at(Position) const { return {}; }
    // All named polygons, in order; `area_shape` is empty where there is none of that name.
    virtual std::vector<std::string> area_names() const { return {}; }
    virtual AreaShape area_shape(const std::string&) const { return {}; }
    // What risk() says in a condition, by these surroundings; in thousandths.
    virtual std::int64_t risk_thousandths(const std::string& /*area*/, const Surroundings&, Instant /*now*/,
                                          Milliseconds /*half_life*/) const {
        return 0;
    }
    // The rules that begin a policy, in their order; those on trial begin nothing.
    virtual std::vector<RuleName> rules_calling(const PolicyName&) const { return {}; }
};

// Passes each question on to other rules: for who watches what is asked, or exchanges who answers.
class RulesBehind : public RuleQuestions {
public:
    std::vector<Firing> judge(const Case& at_hand) const override { return behind().judge(at_hand); }
    Waited look_again(const RuleName& rule, const Case& at_hand) const override {
        return behind().look_again(rule, at_hand);
    }
    bool counts_in_window(const RuleName& rule) const override { return behind().counts_in_window(rule); }
    std::optional<bool> holds(const RuleName& rule, const Case& at_hand) const override {
        return behind().holds(rule, at_hand);
    }
    std::vector<Firing> holding(const Case& at_hand) const override { return behind().holding(at_hand); }
    std::vector<Silence> silences() const override { return behind().silences(); }
    const EscalationPolicy* policy(const PolicyName& name) const override { return behind().policy(name); }
    std::vector<std::string> policy_names() const override { return behind().policy_names(); }
    const std::string& version() const override { return behind().version(); }
    int minute_of_week(Instant at) const override { return behind().minute_of_week(at); }
    std::vector<std::string> areas_at(Position position) const override { return behind().areas_at(position); }
    std::vector<std::string> area_names() const override { return behind().area_names(); }
    AreaShape area_shape(const std::string& name) const override { return behind().area_shape(name); }
    std::int64_t risk_thousandths(const std::string& area, const Surroundings& around, Instant now,
                                  Milliseconds half_life) const override {
        return behind().risk_thousandths(area, around, now, half_life);
    }
    std::vector<RuleName> rules_calling(const PolicyName& policy) const override {
        return behind().rules_calling(policy);
    }

protected:
    virtual const RuleQuestions& behind() const = 0;
};

}  // namespace paraat::core
