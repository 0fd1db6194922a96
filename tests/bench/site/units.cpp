#include "tests/bench/site/units.hpp"

namespace paraat::bench {

core::Organisation with_units(std::size_t count) {
    core::Organisation organisation = shipped().organisation;
    for (std::size_t i = 0; i < count; ++i) {
        const core::TeamName team{"team-" + std::to_string(i / 100)};
        organisation.teams[team] = {team, "", core::DivisionName{"dvl"}};
        core::Account account;
        account.name = core::ClientName{"unit-" + std::to_string(i)};
        account.team = team;
        account.is_unit = true;
        organisation.accounts.put(account);
    }
    return organisation;
}

void put_on_duty(Site& site, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const std::string unit = "unit-" + std::to_string(i);
        site.receives(unit, status_at(i));
        core::Command begin;
        begin.deed = core::Deed::shift_start;
        begin.until = site.now + std::chrono::hours{8};
        site.receives(unit, begin);
    }
}

}  // namespace paraat::bench
