#include "hub/core/reach.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "hub/core/chain.hpp"
#include "hub/core/week.hpp"

namespace paraat::core {
namespace {

constexpr std::size_t people_told_most = 20;  // of one target

ReachStep step_with_nobody(const StandingBehind& behind) {
    ReachStep step;
    step.step = behind.step;
    step.target = behind.target;
    step.last_resort = behind.is_last_resort;
    return step;
}

ReachStep step_off_hours(const StandingBehind& behind) {
    ReachStep step = step_with_nobody(behind);
    step.off_hours = true;
    return step;
}

ReachStep step_at(const StandingBehind& behind, Instant moment) {
    ReachStep step = step_with_nobody(behind);
    for (const auto& [state, count] : {std::pair{ReachState::live, &step.live},
                                       {ReachState::unheard, &step.unheard},
                                       {ReachState::absent, &step.absent}}) {
        for (const Standing& standing : behind.people) {
            if (standing.state_at(moment) != state) continue;
            ++*count;
            if (step.people.size() < people_told_most) step.people.push_back(standing.at(moment));
        }
    }
    return step;
}

// Each once, though several steps ask the same.
using Clients = std::vector<const ClientName*>;

void settle(Clients& clients) {
    const auto order = [](const ClientName* one, const ClientName* other) { return *one < *other; };
    const auto same = [](const ClientName* one, const ClientName* other) { return *one == *other; };
    std::sort(clients.begin(), clients.end(), order);
    clients.erase(std::unique(clients.begin(), clients.end(), same), clients.end());
}

// Who of a chain can be counted upon; of the callers one is lost to it.
struct Count {
    Clients others;
    Clients callers;

    void add(const Standing& standing) { (standing.may_call ? callers : others).push_back(&standing.person.client); }
    std::size_t reached() {
        settle(others);
        settle(callers);
        return others.size() + (callers.empty() ? 0 : callers.size() - 1);
    }
};

std::string how_many(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " person" : " people");
}

// Whom the hub asks when nobody of the chain is there.
void add_last_resort_told(const std::vector<StandingBehind>& chain, ReachWindow& window) {
    std::int32_t there = 0;
    for (const StandingBehind& behind : chain) {
        if (!behind.is_last_resort) continue;
        window.steps.push_back(step_at(behind, window.from));
        there += window.steps.back().live + window.steps.back().unheard;
    }
    window.reasons.push_back({there > 0 ? "the centre and the opco are asked as the last resort"
                                        : "nor is anybody of the centre, which is the last resort",
                              "last_resort",
                              {{"count", std::to_string(there)}}});
}

// `live` can be reached, `possible` cannot be ruled out.
void judge_reach(ReachWindow& window, Count& live, Count& possible) {
    const std::size_t reached = live.reached();
    const std::size_t unheard = possible.reached();
    if (reached > 0) {
        window.verdict = ReachVerdict::reached;
        window.reasons = {{how_many(reached) + " can be reached", "reached", {{"count", std::to_string(reached)}}}};
    } else if (unheard > 0) {
        window.verdict = ReachVerdict::unheard;
        window.reasons = {{"nobody is known to be there: " + how_many(unheard) +
                               " may be, whose devices were not heard since the hub's start",
                           "unheard",
                           {{"count", std::to_string(unheard)}}}};
    } else if (!possible.callers.empty()) {
        const std::string& alone = possible.callers.front()->text;
        window.reasons = {{alone + " is alone: its own call reaches nobody", "alone", {{"client", alone}}}};
    } else {
        window.reasons = {{"nobody of this chain is there", "nobody_there", {}}};
    }
}

ReachWindow window_at(const std::vector<StandingBehind>& chain, const Caller& caller, Instant moment, int minute) {
    ReachWindow window;
    window.of = caller.of;
    window.from = moment;
    Count live;
    Count possible;
    for (const StandingBehind& behind : chain) {
        if (behind.is_last_resort) continue;
        if (behind.during && !behind.during->contains(minute)) {
            window.steps.push_back(step_off_hours(behind));
            continue;
        }
        window.steps.push_back(step_at(behind, moment));
        for (const Standing& standing : behind.people) {
            const ReachState state = standing.state_at(moment);
            if (state == ReachState::live) live.add(standing);
            if (state != ReachState::absent) possible.add(standing);
        }
    }
    judge_reach(window, live, possible);
    if (window.verdict == ReachVerdict::hole) add_last_resort_told(chain, window);
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
