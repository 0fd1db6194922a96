#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "tests/property/beside.hpp"

// The core beside a small model of its own kind (model/night.hpp): after each step of a night made by chance both say
// the same. PARAAT_NIGHTS=5000 PARAAT_NIGHTS_FROM=2000 plays more nights, and others.
namespace paraat::test {
namespace {

std::string told_of(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

// What was done until both differed, and how; empty when they never did.
std::string difference_in(Beside& beside, const std::vector<StepNumbers>& steps) {
    for (const StepNumbers& step : steps) {
        const auto faults = beside.go(step);
        if (!faults.empty()) return told_of(beside.told) + "\n" + told_of(faults);
    }
    return {};
}

std::vector<StepNumbers> steps_of_night(unsigned number) {
    std::mt19937 chance(number);
    std::vector<StepNumbers> steps(100);
    for (StepNumbers& step : steps) {
        for (std::uint8_t& value : step) value = static_cast<std::uint8_t>(chance());
    }
    return steps;
}

unsigned setting(const char* name, unsigned otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr ? otherwise : static_cast<unsigned>(std::stoul(value));
}

TEST(Model, SaysWhatTheCoreSaysWhateverComes) {
    const unsigned first = setting("PARAAT_NIGHTS_FROM", 1000);
    const unsigned nights = setting("PARAAT_NIGHTS", 40);
    for (unsigned night = first; night < first + nights; ++night) {
        Beside beside;
        EXPECT_EQ(difference_in(beside, steps_of_night(night)), "") << "in night " << night;
    }
}

// What must have been seen at least once each, or the nights above show nothing of it.
struct Outcomes {
    const char* kind;
    std::vector<std::string> refusals;
};

const std::vector<Outcomes>& to_be_seen() {
    static const std::vector<Outcomes> all = {
        {"report shooting", {}},
        {"report robbery", {}},
        {"report theft", {}},
        {"report other", {}},
        {"ack acknowledged", {"not_asked", "not_found", "newer_alarm", "closed"}},
        {"ack declined", {"not_asked", "not_found", "newer_alarm", "closed"}},
        {"ack delivered", {}},
        {"ack read", {}},
        {"answer delivered", {}},
        {"answer read", {}},
        {"answer accepted", {"not_asked", "not_found", "already_ended", "expired"}},
        {"answer declined", {"not_asked", "not_found", "already_ended", "expired"}},
        {"answer done", {"not_asked", "not_found", "already_ended", "expired"}},
        {"instruct",
         {"unknown_target", "not_allowed", "not_found", "closed", "expired", "nobody_there", "already_ended"}},
        {"status available", {"not_a_unit", "not_found"}},
        {"status en_route", {"not_a_unit", "not_found"}},
        {"status on_scene", {"not_a_unit", "not_found"}},
        {"status busy", {"not_a_unit", "not_found"}},
        {"status returning", {"not_a_unit", "not_found"}},
        {"status unavailable", {"not_a_unit", "not_found"}},
        {"status off_duty", {"not_a_unit", "not_found"}},
        {"status panic", {"not_a_unit"}},
        {"triage",
         {"not_found", "not_allowed", "unknown_division", "unknown_category", "closed", "claimed", "stale_revision"}},
        {"assign",
         {"not_found", "not_allowed", "unknown_division", "unknown_team", "unknown_unit", "nobody_there", "closed",
          "claimed", "stale_revision"}},
        {"unassign", {"not_found", "not_allowed", "unknown_team", "unknown_unit", "closed", "stale_revision"}},
        {"dispatch",
         {"not_found", "not_allowed", "unknown_team", "unknown_unit", "unknown_division", "nobody_there", "resolved",
          "claimed", "stale_revision"}},
        {"escalate", {"not_found", "not_allowed", "bad_value", "unknown_policy", "stale_revision"}},
        {"claim", {"not_found", "not_allowed", "stale_revision"}},
        {"release", {"not_found", "not_allowed", "claimed"}},
        {"note", {"not_found", "bad_value", "stale_revision"}},
        {"silence", {"not_found", "not_allowed", "bad_value", "closed", "stale_revision"}},
        {"shelve", {"not_found", "not_allowed", "bad_value", "unacknowledged", "stale_revision"}},
        {"remove_division", {"not_found", "not_allowed", "bad_value"}},
        {"withdraw", {"not_found", "not_allowed", "already_ended"}},
        {"resolve", {"not_found", "not_allowed", "closed"}},
        {"reopen", {"not_found", "not_allowed", "not_closed"}},
        {"close", {"not_found", "not_allowed", "unacknowledged", "closed", "claimed", "stale_revision"}},
        {"refuse", {"not_found", "not_allowed", "bad_value", "unacknowledged", "closed"}},
        {"pass_on", {"not_found", "not_allowed", "bad_value", "unacknowledged"}},
        {"merge", {"not_found", "not_allowed", "bad_value", "closed", "claimed"}},
        {"split", {"not_found", "not_allowed", "bad_value", "closed"}},
        {"shift_start", {"not_allowed", "unknown_unit"}},
        {"shift_end", {"not_allowed", "unknown_unit", "not_handed_over"}},
        {"handover", {"not_found", "not_allowed", "bad_value", "nobody_there"}},
        {"pass", {}},
        {"restart", {}},
    };
    return all;
}

TEST(Model, SeesEachKindOfStepTakenAndRefusedForEachReason) {
    std::map<std::string, int> tally;
    for (unsigned night = 0; night < 250; ++night) {
        Beside beside;
        EXPECT_EQ(difference_in(beside, steps_of_night(night)), "") << "in night " << night;
        for (const auto& [what, times] : beside.tally) tally[what] += times;
    }
    for (const Outcomes& outcomes : to_be_seen()) {
        EXPECT_GT(tally[std::string(outcomes.kind) + " accepted"], 0) << outcomes.kind;
        for (const std::string& code : outcomes.refusals) {
            EXPECT_GT(tally[std::string(outcomes.kind) + " refused " + code], 0) << outcomes.kind << " " << code;
        }
    }
    EXPECT_GT(tally["report no_such_thing refused unknown_category"], 0);
}

}  // namespace
}  // namespace paraat::test
