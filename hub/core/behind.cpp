#include "hub/core/behind.hpp"

#include <algorithm>
#include <set>

#include "hub/core/clearance.hpp"
#include "hub/core/exercises.hpp"

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

std::vector<ClientName> subjects_of(const Incident& incident) {
    std::vector<ClientName> subjects{incident.subject()};
    subjects.insert(subjects.end(), incident.also_about.begin(), incident.also_about.end());
    return subjects;
}

void add(std::vector<Target>& named, Target target) {
    if (std::find(named.begin(), named.end(), target) == named.end()) named.push_back(std::move(target));
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
            for (const ClientName& subject : subjects_of(incident)) {
                const Account* account = organisation.account(subject);
                const bool has_team = account != nullptr && !account->team.empty();
                if (has_team) add(named, {Target::Kind::team, account->team.text});
            }
            break;
        }
        case Target::Kind::own_coordinator: {
            for (const ClientName& subject : subjects_of(incident)) {
                const RoleName role = organisation.coordinator_of(organisation.division_of(subject));
                if (!role.empty()) add(named, {Target::Kind::role, role.text});
            }
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

// Why a client is not asked now though its target means it; nullopt when it is.
std::optional<Absence> absence_of(const Situation& situation, const Incident& incident, const ClientName& client,
                                  const Target& target) {
    if (!takes_part(situation.state, client, incident)) return Absence::not_in_exercise;
    const Unit* unit = situation.state.unit(client);
    if (unit == nullptr) return std::nullopt;
    if (unit->duty == Duty::off) return Absence::off_duty;
    if (is_in_other_role(*unit, target)) return Absence::other_role;
    // Who speaks at this very moment is back, though the state does not say so yet.
    const ObservedUnit* seen = situation.observed.unit(client);
    const bool is_heard_now = seen != nullptr && seen->heard_at == situation.now;
    if (unit->presence == PresenceState::lost && !is_heard_now) return Absence::lost;
    return std::nullopt;
}

DivisionName division_to_show(const Situation& situation, const Incident& incident, const Target& target) {
    const DivisionName own = division_behind(situation.organisation, target);
    if (incident.is_with(own) || incident.divisions.empty()) return own;
    return incident.divisions.front();
}

// In order of their names.
std::vector<ClientName> in_division(const Organisation& organisation, const DivisionName& division) {
    std::vector<ClientName> clients = organisation.clients_of(division);
    if (division != organisation.sector) return clients;
    std::set<ClientName> all(clients.begin(), clients.end());
    for (const auto& [name, role] : organisation.roles) {
        const auto holders = organisation.accounts.with_role(name);
        if (role.authority == Authority::centre) all.insert(holders.begin(), holders.end());
    }
    return {all.begin(), all.end()};
}

std::vector<ClientName> all_behind(const Organisation& organisation, const Target& target) {
    const auto copy = [](std::span<const ClientName> clients) {
        return std::vector<ClientName>(clients.begin(), clients.end());
    };
    switch (target.kind) {
        case Target::Kind::unit: return {ClientName{target.name}};
        case Target::Kind::team: return copy(organisation.accounts.of_team(TeamName{target.name}));
        case Target::Kind::role: return copy(organisation.accounts.with_role(RoleName{target.name}));
        case Target::Kind::division: return in_division(organisation, DivisionName{target.name});
        case Target::Kind::own_team:
        case Target::Kind::own_coordinator:
        case Target::Kind::nearby_teams: break;
    }
    return {};
}

}  // namespace

std::vector<AskedBehind> who_is_behind(const Situation& situation, const Incident& incident, const Target& target) {
    std::vector<AskedBehind> asked;
    for (const Target& named : named_targets(situation, incident, target)) {
        AskedBehind behind{named, division_to_show(situation, incident, named), {}, {}};
        for (const ClientName& client : clients_behind(situation.organisation, named)) {
            if (!may_take_part(situation.organisation, client, incident.compartment)) continue;
            if (must_stay_quiet(situation.state, client)) continue;
            if (incident.is_silent && client == incident.panic_of) continue;
            const auto absence = absence_of(situation, incident, client, named);
            if (absence) behind.absent.push_back({client, *absence});
            // A lost device finds it when it comes back.
            if (!absence || absence == Absence::lost) behind.clients.push_back(client);
        }
        asked.push_back(std::move(behind));
    }
    return asked;
}

bool is_in_other_role(const Unit& unit, const Target& target) {
    return target.kind == Target::Kind::role && unit.shift && !unit.shift->role.empty() &&
           unit.shift->role.text != target.name;
}

bool must_stay_quiet(const State& state, const ClientName& client) {
    const Unit* unit = state.unit(client);
    const Incident* panic = unit != nullptr && unit->panic ? state.incident(*unit->panic) : nullptr;
    return panic != nullptr && panic->is_silent && !panic->is_closed();
}

bool can_receive(const AskedBehind& asked, const ClientName& client) {
    return std::none_of(asked.absent.begin(), asked.absent.end(),
                        [&](const AbsentBehind& absent) { return absent.client == client; });
}

std::vector<ClientName> clients_behind(const Organisation& organisation, const Target& target) {
    std::vector<ClientName> clients = all_behind(organisation, target);
    std::erase_if(clients, [&](const ClientName& client) { return !belongs(organisation, client); });
    return clients;
}

bool is_behind(const Organisation& organisation, const ClientName& client, const Target& target) {
    if (!belongs(organisation, client)) return false;
    const Account& account = *organisation.account(client);
    switch (target.kind) {
        case Target::Kind::unit: return target.name == client.text;
        case Target::Kind::team: return target.name == account.team.text;
        case Target::Kind::role:
            return std::count(account.roles.begin(), account.roles.end(), RoleName{target.name}) > 0;
        case Target::Kind::division:
            return target.name == organisation.division_of(account).text ||
                   (target.name == organisation.sector.text && organisation.has_authority(client, Authority::centre));
        case Target::Kind::own_team:
        case Target::Kind::own_coordinator:
        case Target::Kind::nearby_teams: break;
    }
    return false;
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
