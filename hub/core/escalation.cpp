#include "hub/core/escalation.hpp"

#include <algorithm>
#include <set>

#include "hub/core/clearance.hpp"

namespace paraat::core {
namespace {

// Teams with a unit whose position is known and within reach; "nobody near" is never concluded from unknown, so the
// answer only ever adds people.
std::set<TeamName> teams_near(const Situation& situation, const Incident& incident) {
    std::set<TeamName> teams;
    if (!incident.position) return teams;
    for (const auto& [client, unit] : situation.observed.units()) {
        const Account* account = situation.organisation.account(client);
        if (account == nullptr || account->team.empty() || !unit.position || client == incident.opened_by) continue;
        if (!may_show(situation.organisation, client, incident.compartment)) continue;
        if (metres_between(*unit.position, *incident.position) <= nearby_reach_metres) teams.insert(account->team);
    }
    return teams;
}

std::vector<Target> named_targets(const Situation& situation, const Incident& incident, const Target& target) {
    const Organisation& organisation = situation.organisation;
    std::vector<Target> named;
    switch (target.kind) {
        case Target::Kind::unit:
        case Target::Kind::team:
        case Target::Kind::role:
        case Target::Kind::division: named.push_back(target); break;
        case Target::Kind::own_team: {
            const Account* account = organisation.account(incident.opened_by);
            if (account != nullptr && !account->team.empty()) named.push_back({Target::Kind::team, account->team.text});
            break;
        }
        case Target::Kind::own_coordinator: {
            const RoleName role = organisation.coordinator_of(organisation.division_of(incident.opened_by));
            if (!role.empty()) named.push_back({Target::Kind::role, role.text});
            break;
        }
        case Target::Kind::nearby_teams:
            for (const TeamName& team : teams_near(situation, incident)) {
                named.push_back({Target::Kind::team, team.text});
            }
            break;
    }
    return named;
}

DivisionName division_to_show(const Situation& situation, const Incident& incident, const Target& target) {
    const DivisionName own = division_behind(situation.organisation, target);
    if (incident.is_with(own) || incident.divisions.empty()) return own;
    return incident.divisions.front();
}

// False when the step reaches nobody but the one whose report it is about.
bool take_step(Draft& draft, const ClientName& by, const EscalationPolicy& policy, std::int32_t number,
               NoticeReason reason, Instant step_ends) {
    const Situation& situation = draft.situation();
    const EscalationStep& step = policy.steps[static_cast<std::size_t>(number)];
    EscalationStepped stepped{draft.incident().id, policy.name, number, reason, {}, step_ends, step_ends};
    std::set<Target> named;
    for (const Target& target : step.targets) {
        for (AskedBehind& asked : who_is_behind(situation, draft.incident(), target)) {
            if (named.insert(asked.target).second) stepped.asked.push_back(std::move(asked));
        }
    }
    if (step.repeat_every) stepped.ack_by = std::min(stepped.ack_by, situation.now + *step.repeat_every);
    const bool reaches = std::any_of(stepped.asked.begin(), stepped.asked.end(), [&](const AskedBehind& asked) {
        return std::any_of(asked.clients.begin(), asked.clients.end(),
                           [&](const ClientName& client) { return client != draft.incident().opened_by; });
    });
    draft.happen(by, std::move(stepped));
    return reaches;
}

Instant end_of_step(const EscalationPolicy& policy, std::int32_t number, Instant now) {
    const EscalationStep& step = policy.steps[static_cast<std::size_t>(number)];
    return step.ack_within ? now + *step.ack_within : never;
}

NoticeReason first_reason(const Draft& draft) {
    return draft.incident().category == draft.situation().organisation.panic ? NoticeReason::panic
                                                                             : NoticeReason::escalation;
}

// Begins a step; where it reaches nobody the next one begins at once, and both are on record.
void begin_step(Draft& draft, const ClientName& by, const EscalationPolicy& policy, std::int32_t number) {
    const auto last = static_cast<std::int32_t>(policy.steps.size()) - 1;
    for (; number <= last; ++number) {
        const Instant ends = end_of_step(policy, number, draft.situation().now);
        if (take_step(draft, by, policy, number, first_reason(draft), ends)) return;
    }
}

}  // namespace

void start_escalation(Draft& draft, const ClientName& by, const EscalationPolicy& policy, const RuleName& rule,
                      const Because& because) {
    const Situation& situation = draft.situation();
    draft.happen(by, EscalationStarted{draft.incident().id, policy, rule, situation.rules.version(), because});
    begin_step(draft, the_hub, policy, 0);
}

void push_escalation(Draft& draft, const ClientName& by, const Escalation& running) {
    const EscalationPolicy policy = running.policy;  // the draft's own changes under it
    const auto last = static_cast<std::int32_t>(policy.steps.size()) - 1;
    begin_step(draft, by, policy, std::min(running.step + 1, last));
}

void step_due_escalations(Draft& draft) {
    const Instant now = draft.situation().now;
    const std::vector<Escalation> before = draft.incident().escalations;  // begin_step changes the draft's own
    for (const Escalation& escalation : before) {
        if (!escalation.is_running || escalation.ack_by > now) continue;
        const auto last = static_cast<std::int32_t>(escalation.policy.steps.size()) - 1;
        if (escalation.step_ends > now) {
            take_step(draft, the_hub, escalation.policy, escalation.step, NoticeReason::reminder, escalation.step_ends);
        } else if (escalation.step < last) {
            begin_step(draft, the_hub, escalation.policy, escalation.step + 1);
        } else {
            // The end of the chain is a person, never silence: the last step asks again.
            take_step(draft, the_hub, escalation.policy, last, NoticeReason::reminder,
                      end_of_step(escalation.policy, last, now));
        }
    }
}

std::vector<AskedBehind> who_is_behind(const Situation& situation, const Incident& incident, const Target& target) {
    std::vector<AskedBehind> asked;
    for (const Target& named : named_targets(situation, incident, target)) {
        std::vector<ClientName> clients = clients_behind(situation.organisation, named);
        std::erase_if(clients, [&](const ClientName& client) {
            return !may_take_part(situation.organisation, client, incident.compartment);
        });
        asked.push_back({named, division_to_show(situation, incident, named), std::move(clients)});
    }
    return asked;
}

std::vector<ClientName> clients_behind(const Organisation& organisation, const Target& target) {
    switch (target.kind) {
        case Target::Kind::unit: {
            const ClientName client{target.name};
            return organisation.account(client) != nullptr ? std::vector{client} : std::vector<ClientName>{};
        }
        case Target::Kind::team: return organisation.members_of(TeamName{target.name});
        case Target::Kind::role: return organisation.holders_of(RoleName{target.name});
        case Target::Kind::division: {
            std::vector<ClientName> clients;
            for (const auto& [name, account] : organisation.accounts) {
                const bool is_there = organisation.division_of(name).text == target.name;
                const bool is_centre =
                    target.name == organisation.sector.text && organisation.has_authority(name, Authority::centre);
                if (is_there || is_centre) clients.push_back(name);
            }
            return clients;
        }
        case Target::Kind::own_team:
        case Target::Kind::own_coordinator:
        case Target::Kind::nearby_teams: break;
    }
    return {};
}

DivisionName division_behind(const Organisation& organisation, const Target& target) {
    switch (target.kind) {
        case Target::Kind::unit: return organisation.division_of(ClientName{target.name});
        case Target::Kind::team: {
            const auto team = organisation.teams.find(TeamName{target.name});
            return team == organisation.teams.end() ? DivisionName{} : team->second.division;
        }
        case Target::Kind::role: {
            const auto role = organisation.roles.find(RoleName{target.name});
            return role == organisation.roles.end() ? DivisionName{} : role->second.division;
        }
        case Target::Kind::division: return DivisionName{target.name};
        case Target::Kind::own_team:
        case Target::Kind::own_coordinator:
        case Target::Kind::nearby_teams: break;
    }
    return {};
}

}  // namespace paraat::core
