#pragma once

#include "hub/app/batch.hpp"
#include "hub/app/intake.hpp"
#include "hub/app/listening.hpp"
#include "hub/app/quarantine.hpp"
#include "hub/transport/transport.hpp"

namespace paraat::app {

// What the core thread does, round by round: it takes what arrived, and lets time pass once it has listened for long
// enough. One thread owns it.
class CoreRounds {
public:
    // The references outlive it; `now` is the hub's start. Without a quarantine nothing is held back.
    CoreRounds(Intake& intake, transport::Transport& transport, Instant now, Quarantine* quarantine = nullptr);

    // How long a first message may be waited for before the next round.
    Milliseconds patience(Instant now) const;
    // `arrived` without what other hubs say. An Error means that the hub must stop.
    Result<void> go_on(const std::vector<transport::Inbound>& arrived, Instant now, bool accepts_intake, Batch& batch);
    // After the last round: what the hub still waits for the rest of is told as it is. Likewise.
    Result<void> end(Instant now, bool accepts_intake, Batch& batch);

private:
    Result<void> take(const transport::Inbound& message, Instant now, bool accepts_intake, Batch& batch);
    // True when the message does, and somebody was called.
    bool call_for_help(const transport::Inbound& quarantined, Instant now, Batch& batch);

    Intake& intake_;
    transport::Transport& transport_;
    Quarantine* quarantine_;
    Listening listening_;
};

}  // namespace paraat::app
