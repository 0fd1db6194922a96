#include "hub/core/staff.hpp"

namespace paraat::core {

Account appointed(Account before, const Appointment& as) {
    before.roles = as.roles;
    before.team = as.team;
    before.division = as.division;
    before.is_unit = as.is_unit;
    before.is_outside = as.is_dismissed;
    return before;
}

Staff::Staff(const Organisation& configured, const State& state) : configured_(configured), in_force_(configured) {
    for (const auto& [name, as] : state.appointments) put(name, as);
}

bool Staff::follow(const Event& event) {
    const auto* change = std::get_if<Appointed>(&event.body);
    if (change == nullptr) return false;
    put(change->account, change->as);
    return true;
}

void Staff::put(const ClientName& name, const std::optional<Appointment>& as) {
    const Account* configured = configured_.account(name);
    Account account;
    account.name = name;
    if (configured != nullptr) account = *configured;
    if (as) {
        if (configured != nullptr) in_force_.displaced.insert_or_assign(name, account);
        in_force_.accounts.put(appointed(std::move(account), *as));
        return;
    }
    in_force_.displaced.erase(name);
    if (configured != nullptr) {
        in_force_.accounts.put(std::move(account));
    } else {
        in_force_.accounts.remove(name);  // in no file, and appointed no more: a stranger
    }
}

}  // namespace paraat::core
