#pragma once

#include "clients/cli/command.hpp"
#include "clients/cli/doctor/dates.hpp"
#include "clients/cli/doctor/doors.hpp"
#include "clients/cli/doctor/people.hpp"
#include "clients/cli/doctor/processes.hpp"
#include "clients/cli/doctor/running.hpp"
#include "clients/cli/doctor/secrets.hpp"
#include "hub/app/hub_files.hpp"
#include "hub/app/organisation_in_force.hpp"

// Reads the facts of each group, from files and from what runs; changes nothing.
namespace paraat::cli {

// What the groups share.
struct Sight {
    const Options& options;
    const app::HubFiles& files;
    Instant now;
    std::optional<HubSeen> hub;     // that runs
    Result<app::InForce> in_force;  // an error: the journal may not or cannot be read
    int broker_port = 0;            // on which it is; 0 = nobody knows
    bool may_see_access = true;     // the folder of logins, links and the CA
};
Sight look_around(const Options& options, const app::HubFiles& files);

DoorFacts look_at_doors(const Sight& sight);
SecretFacts look_at_secrets(const Sight& sight);
DateFacts look_at_dates(const Sight& sight);
PeopleFacts look_at_people(const Sight& sight);
RunningFacts look_at_running(const Sight& sight);

}  // namespace paraat::cli
