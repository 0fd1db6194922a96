#include <algorithm>

#include "tests/scenario/sentence.hpp"

// How many alerts came to whom.
namespace paraat::scenario {
namespace {

core::PostLoad load_of(const Stage& stage, const Words& words) {
    const core::PostLoad* load = stage.centre.state.load.post({{}, words.target("target")});
    return load == nullptr ? core::PostLoad{} : *load;
}

Verdict got_alerts(const Stage& stage, const Words& words) {
    const std::int32_t alerts = load_of(stage, words).alerts_in_last_period(stage.centre.now);
    return is_same(words["number"], std::to_string(alerts));
}

Verdict is_in_flood(const Stage& stage, const Words& words) {
    return is_so(load_of(stage, words).is_in_flood(stage.centre.now), "in flood", "not in flood");
}

Verdict is_not_in_flood(const Stage& stage, const Words& words) {
    return is_so(!load_of(stage, words).is_in_flood(stage.centre.now), "not in flood", "in flood");
}

Verdict came_times(const Stage& stage, const Words& words) {
    const core::IncidentId id = stage.incident(words).id;
    const core::PostLoad load = load_of(stage, words);
    const auto times = std::count_if(load.recent.begin(), load.recent.end(), [&](const core::PostAlert& alert) {
        return alert.incident == id && alert.at + core::load_period > stage.centre.now;
    });
    return is_same(words["number"], std::to_string(times));
}

constexpr Sentence all_load_expectations[] = {
    {"{target} got {number} alert|alerts in ten minutes", got_alerts},
    {"{incident} came to {target} {number} time|times in ten minutes", came_times},
    {"{target} is in flood", is_in_flood},
    {"{target} is not in flood", is_not_in_flood},
};

}  // namespace

Sentences load_expectations() {
    return all_load_expectations;
}

}  // namespace paraat::scenario
