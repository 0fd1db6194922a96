#include "tests/scenario/sentence.hpp"

namespace paraat::scenario {
namespace {

core::StatusUpdate update_of(const Stage& stage, const Words& words) {
    core::StatusUpdate update;
    if (words.has("sent")) update.sent_at = stage.moment(words["sent"]);
    update.status = core::from_word<core::UnitStatus>(words["unit_status"]);
    if (words.has("position")) update.position = words.position("position");
    if (words.has("battery")) update.battery_pct = words.number("battery");
    return update;
}

void signal_status(Stage& stage, const Words& words) {
    core::StatusUpdate update = update_of(stage, words);
    if (words.has("incident")) update.incident = stage.incident(words).id;
    stage.receives(words["client"], update);
}

void beacon(Stage& stage, const Words& words) {
    core::StatusUpdate update = update_of(stage, words);
    // A beacon tells the status that the unit has: one that says none changes none.
    update.panic = words.has("with the panic button pressed");
    stage.hears_beacon(words["client"], update);
}

void press(Stage& stage, const Words& words) {
    core::StatusUpdate update = update_of(stage, words);
    update.panic = true;
    update.is_silent = words.has("silently");
    stage.receives(words["client"], update);
    stage.name_incident(words);
}

void release(Stage& stage, const Words& words) {
    stage.receives(words["client"], update_of(stage, words));
}

// The door compares the PIN; the core hears what it said.
template <core::PinWord said>
void take_panic_back(Stage& stage, const Words& words) {
    core::StatusUpdate update = update_of(stage, words);
    update.cancelled = said;
    stage.receives(words["client"], update);
}

void sign_on(Stage& stage, const Words& words) {
    stage.receives(words["client"], core::PresenceUpdate{true, words.number("session")});
}

void sign_off(Stage& stage, const Words& words) {
    core::PresenceUpdate update{false, words.number("session")};
    if (words.has("because the battery is empty")) update.reason = core::PresenceReason::battery;
    if (words.has("by hand")) update.reason = core::PresenceReason::signed_off;
    stage.receives(words["client"], update);
}

void live(Stage& stage, const Words& words) {
    stage.hears(words["client"]);
}

void stay_in_touch(Stage& stage, const Words& words) {
    for (const std::string& client : stage.clients(words)) stage.stays_in_touch(client);
}

void lose_touch(Stage& stage, const Words& words) {
    for (const std::string& client : stage.clients(words)) stage.loses_touch(client);
}

constexpr Sentence all_unit_sentences[] = {
    {"{client} signals {unit_status} [to|at|with {incident}] [near {position}] [sent at {sent:time}]", signal_status},
    {"{client} beacons {position} [battery {battery:number}] [as {unit_status}] [with the panic button pressed] "
     "[sent at {sent:time}]",
     beacon},
    {"{client} presses the panic button [silently] [near {position}] [sent at {sent:time}] [as {name}]", press},
    {"{client} releases the panic button [sent at {sent:time}]", release},
    {"{client} takes the panic back with its PIN", take_panic_back<core::PinWord::right>},
    {"{client} takes the panic back with a wrong PIN", take_panic_back<core::PinWord::wrong>},
    {"{client} takes the panic back under duress", take_panic_back<core::PinWord::duress>},
    {"{client} signs on with session {session:number}", sign_on},
    {"{client} signs off from session {session:number} [because the battery is empty] [by hand]", sign_off},
    {"{client} gives a sign of life", live},
    {"{clients} stays|stay in touch", stay_in_touch},
    {"{clients} loses|lose touch", lose_touch},
};

}  // namespace

Sentences unit_sentences() {
    return all_unit_sentences;
}

}  // namespace paraat::scenario
