#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace paraat::simulation {

// Known bugs that a night is played with, to show that the simulation finds such.
enum class Canary {
    none,
    receipt_before_commit,     // "accepted" is sent before the journal has it
    syncs_lie,                 // of the hub's disk: what was synced may be lost all the same
    receipts_forgotten,        // an id that came before is decided anew
    outbox_lets_go_early,      // a device deletes what it sent before the receipt
    outbox_not_synced,         // a device's disk lies about its syncs
    device_makes_new_ids,      // what is sent again has another id
    alert_lost,                // the hub does not send some alert
    notice_lost,               // nor some notice
    clearing_lost,             // nor some clearing of a topic
    republish_forgotten,       // a broker that forgot all is not told again
    sweep_forgotten,           // what a broker holds, and the journal does not, stays
    old_word_after_new,        // an alert is sent once more after a newer one
    timers_lost,               // a restart forgets what was due
    snapshot_of_before,        // a snapshot says that it holds more than it does
    events_folded_twice,       // the publisher folds a batch twice
    receipt_differs,           // the second receipt of an input says something else
    commit_fails_and_goes_on,  // after a failed commit the same process goes on
    covert_in_the_open,        // an alert of covert work goes to everybody's topic as well
    answer_leaves_out,         // a page of an answer lacks an incident
    count_of_all,              // an open board counts covert incidents as well: found by two worlds
    covert_takes_time,         // what comes after covert input is late: likewise
    metrics_of_all,            // the page of metrics counts covert work: likewise
    partner_receipt_of_all,    // a partner's receipt counts all that the hub committed: likewise
    cover_moves,               // an open board says of a cover what its covert unit does: likewise
};

struct NamedCanary {
    std::string_view name;
    Canary canary;
};

inline constexpr std::array<NamedCanary, 24> canaries = {{
    {"receipt_before_commit", Canary::receipt_before_commit},
    {"syncs_lie", Canary::syncs_lie},
    {"receipts_forgotten", Canary::receipts_forgotten},
    {"outbox_lets_go_early", Canary::outbox_lets_go_early},
    {"outbox_not_synced", Canary::outbox_not_synced},
    {"device_makes_new_ids", Canary::device_makes_new_ids},
    {"alert_lost", Canary::alert_lost},
    {"notice_lost", Canary::notice_lost},
    {"clearing_lost", Canary::clearing_lost},
    {"republish_forgotten", Canary::republish_forgotten},
    {"sweep_forgotten", Canary::sweep_forgotten},
    {"old_word_after_new", Canary::old_word_after_new},
    {"timers_lost", Canary::timers_lost},
    {"snapshot_of_before", Canary::snapshot_of_before},
    {"events_folded_twice", Canary::events_folded_twice},
    {"receipt_differs", Canary::receipt_differs},
    {"commit_fails_and_goes_on", Canary::commit_fails_and_goes_on},
    {"covert_in_the_open", Canary::covert_in_the_open},
    {"answer_leaves_out", Canary::answer_leaves_out},
    {"count_of_all", Canary::count_of_all},
    {"covert_takes_time", Canary::covert_takes_time},
    {"metrics_of_all", Canary::metrics_of_all},
    {"partner_receipt_of_all", Canary::partner_receipt_of_all},
    {"cover_moves", Canary::cover_moves},
}};

inline std::optional<Canary> canary_of(std::string_view name) {
    for (const NamedCanary& one : canaries) {
        if (one.name == name) return one.canary;
    }
    return std::nullopt;
}

}  // namespace paraat::simulation
