#pragma once

#include "hub/core/organisation.hpp"
#include "hub/core/state.hpp"

namespace paraat::core {

// The organisation in force: as its file says, with who was appointed or dismissed since. Each fold of events has one
// of its own, so that what is decided and what is shown change at the same event. One thread; it stays where it was
// made, since others hold on to the organisation in it.
class Staff {
public:
    // `configured` outlives it. `state`: as the fold begins.
    Staff(const Organisation& configured, const State& state);
    Staff(const Staff&) = delete;
    Staff& operator=(const Staff&) = delete;

    const Organisation& organisation() const { return in_force_; }
    // Each event of the fold. True when it changed who somebody is.
    bool follow(const Event& event);

private:
    void put(const ClientName& name, const std::optional<Appointment>& as);

    const Organisation& configured_;
    Organisation in_force_;
};

// What an account becomes by an appointment; `before` is what it was, and keeps what no appointment changes: its PINs,
// skills, and that it works covertly.
Account appointed(Account before, const Appointment& as);

}  // namespace paraat::core
