#include "tests/scenario/sentence.hpp"

namespace paraat::scenario {
namespace {

Verdict is_present(const Stage& stage, const Words& words) {
    const core::Unit* unit = stage.centre.state.unit(core::ClientName{words["client"]});
    const core::PresenceState presence = unit == nullptr ? core::PresenceState::unknown : unit->presence;
    Verdict verdict = is_same(words["presence"], std::string(core::word(presence)));
    if (!words.has("presence_reason") || !verdict.holds || unit == nullptr) return verdict;
    return is_same(words["presence_reason"], std::string(core::word(unit->presence_reason)));
}

Verdict has_status(const Stage& stage, const Words& words) {
    const core::Unit* unit = stage.centre.state.unit(core::ClientName{words["client"]});
    const bool has_one = unit != nullptr && unit->status;
    return is_same(words["unit_status"], has_one ? std::string(core::word(*unit->status)) : "without a status");
}

std::string place_of(const Stage& stage, const Words& words) {
    const core::ObservedUnit* seen = stage.centre.observed.unit(core::ClientName{words["client"]});
    if (seen == nullptr || !seen->position) return "unknown";
    return std::to_string(core::lat_degrees(*seen->position)) + "," +
           std::to_string(core::lon_degrees(*seen->position));
}

Verdict is_near(const Stage& stage, const Words& words) {
    const core::Position expected = words.position("position");
    return is_same(std::to_string(core::lat_degrees(expected)) + "," + std::to_string(core::lon_degrees(expected)),
                   place_of(stage, words));
}

Verdict is_anywhere(const Stage& stage, const Words& words) {
    return is_same("unknown", place_of(stage, words));
}

constexpr Sentence all_unit_expectations[] = {
    {"{client} is {presence} [because {presence_reason}]", is_present},
    {"{client} is {unit_status}", has_status},
    {"{client} is near {position}", is_near},
    {"nobody knows where {client} is", is_anywhere},
};

}  // namespace

Sentences unit_expectations() {
    return all_unit_expectations;
}

}  // namespace paraat::scenario
