#include "hub/core/reach.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "hub/core/chain.hpp"
#include "hub/core/week.hpp"

namespace paraat::core {
namespace {

constexpr std::size_t people_told_most = 20;  // of one target

ReachStep step_at(const StandingBehind& behind, Instant moment, bool is_off_hours) {
    ReachStep step;
    step.step = behind.step;
    step.target = behind.target;
    step.off_hours = is_off_hours;
    step.last_resort = behind.is_last_resort;
    if (is_off_hours) return step;
    for (const Standing& standing : behind.people) {
        const ReachPerson person = standing.at(moment);
        if (person.state == ReachState::live) ++step.live;
        if (person.state == ReachState::unheard) ++step.unheard;
        if (person.state == ReachState::absent) ++step.absent;
        step.people.push_back(person);
    }
    std::stable_sort(step.people.begin(), step.people.end(),
                     [](const ReachPerson& one, const ReachPerson& other) { return one.state < other.state; });
    return step;
}

// How many of a chain can be counted upon; of the callers one is lost to it.
struct Count {
    std::set<ClientName> others;
    std::set<ClientName> callers;

    void add(const ClientName& client, const Caller& caller) {
        (caller.clients.contains(client) ? callers : others).insert(client);
    }
    std::size_t reached() const { return others.size() + (callers.empty() ? 0 : callers.size() - 1); }
};

std::string how_many(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " person" : " people");
}

// Whom the hub asks when nobody of the chain is there.
void add_last_resort_told(const std::vector<ReachStep>& resort, ReachWindow& window) {
    std::size_t there = 0;
    for (const ReachStep& step : resort) {
        there += static_cast<std::size_t>(step.live + step.unheard);
        window.steps.push_back(step);
    }
    const std::string count = std::to_string(there);
    window.reasons.push_back({there > 0 ? "the centre and the opco are asked as the last resort"
                                        : "nor is anybody of the centre, which is the last resort",
                              "last_resort",
                              {{"count", count}}});
}

void judge_reach(ReachWindow& window, const Caller& caller, const std::vector<ReachStep>& resort) {
    Count live;
    Count possible;
    for (const ReachStep& step : window.steps) {
        for (const ReachPerson& person : step.people) {
            if (person.state == ReachState::live) live.add(person.client, caller);
            if (person.state != ReachState::absent) possible.add(person.client, caller);
        }
    }
    const std::string reached = std::to_string(live.reached());
    const std::string unheard = std::to_string(possible.reached());
    if (live.reached() > 0) {
        window.verdict = ReachVerdict::reached;
        window.reasons = {{how_many(live.reached()) + " can be reached", "reached", {{"count", reached}}}};
    } else if (possible.reached() > 0) {
        window.verdict = ReachVerdict::unheard;
        window.reasons = {{"nobody is known to be there: " + how_many(possible.reached()) +
                               " may be, whose devices were not heard since the hub's start",
                           "unheard",
                           {{"count", unheard}}}};
    } else {
        window.verdict = ReachVerdict::hole;
        const bool is_alone = !possible.callers.empty();
        window.reasons = {is_alone ? Because{possible.callers.begin()->text + " is alone: its own call reaches nobody",
                                             "alone",
                                             {{"client", possible.callers.begin()->text}}}
                                   : Because{"nobody of this chain is there", "nobody_there", {}}};
        add_last_resort_told(resort, window);
    }
}

ReachWindow window_at(const std::vector<StandingBehind>& chain, const Caller& caller, Instant moment, int minute) {
    ReachWindow window;
    window.of = caller.of;
    window.from = moment;
    std::vector<ReachStep> resort;
    for (const StandingBehind& behind : chain) {
        const bool is_off_hours = behind.during && !behind.during->contains(minute);
        (behind.is_last_resort ? resort : window.steps).push_back(step_at(behind, moment, is_off_hours));
    }
    judge_reach(window, caller, resort);
    for (ReachStep& step : window.steps) step.people.resize(std::min(step.people.size(), people_told_most));
    return window;
}

std::vector<Instant> changes_of(const std::vector<StandingBehind>& chain, const Week& week) {
    std::set<Instant> changes{week.begins()};
    for (const StandingBehind& behind : chain) {
        if (behind.during) {
            for (const Instant edge : week.edges_of(*behind.during)) changes.insert(edge);
        }
        for (const Standing& standing : behind.people) {
            if (standing.until && *standing.until > week.begins() && *standing.until < week.ends()) {
                changes.insert(*standing.until);
            }
        }
    }
    return {changes.begin(), changes.end()};
}

bool says_the_same(const ReachWindow& one, const ReachWindow& other) {
    return std::tie(one.verdict, one.reasons, one.steps) == std::tie(other.verdict, other.reasons, other.steps);
}

void add_windows(const Plan& plan, const EscalationPolicy& policy, const Caller& caller, const Week& week,
                 std::vector<ReachWindow>& all) {
    const std::vector<StandingBehind> chain = chain_of(plan, policy, caller);
    const std::size_t first = all.size();
    for (const Instant change : changes_of(chain, week)) {
        ReachWindow window = window_at(chain, caller, change, week.minute_at(change));
        if (all.size() > first && says_the_same(all.back(), window)) continue;
        if (all.size() > first) all.back().until = change;
        window.policy = policy.name;
        window.categories = origins_of(plan.organisation, policy.name);
        all.push_back(std::move(window));
    }
    all.back().until = week.ends();
    for (std::size_t i = first; i < all.size(); ++i) all[i].hours = week.text(all[i].from, all[i].until);
}

}  // namespace

std::vector<ReachWindow> reach(const Plan& plan, const std::optional<PolicyName>& only) {
    std::vector<ReachWindow> all;
    const Week week(plan.rules, plan.now);
    for (const std::string& name : plan.rules.policy_names()) {
        const EscalationPolicy* policy = plan.rules.policy(PolicyName{name});
        if (policy == nullptr || (only && only->text != name)) continue;
        for (const Caller& caller : callers_of(plan, *policy)) add_windows(plan, *policy, caller, week, all);
    }
    std::sort(all.begin(), all.end(), [](const ReachWindow& one, const ReachWindow& other) {
        return std::tuple(-static_cast<int>(one.verdict), one.policy, one.of, one.from) <
               std::tuple(-static_cast<int>(other.verdict), other.policy, other.of, other.from);
    });
    return all;
}

std::vector<PolicyName> unreached_now(const Plan& plan) {
    std::set<PolicyName> unreached;
    const int minute = plan.rules.minute_of_week(plan.now);
    for (const std::string& name : plan.rules.policy_names()) {
        const EscalationPolicy* policy = plan.rules.policy(PolicyName{name});
        if (policy == nullptr) continue;
        for (const Caller& caller : callers_of(plan, *policy)) {
            const ReachWindow window = window_at(chain_of(plan, *policy, caller), caller, plan.now, minute);
            if (window.verdict == ReachVerdict::hole) unreached.insert(policy->name);
        }
    }
    return {unreached.begin(), unreached.end()};
}

std::vector<PolicyOrigin> origins_of(const Organisation& organisation, const PolicyName& policy) {
    std::vector<PolicyOrigin> origins;
    for (const auto& [name, category] : organisation.categories) {
        if (category.escalate == policy) origins.push_back({name, category.severity});
    }
    return origins;
}

}  // namespace paraat::core
