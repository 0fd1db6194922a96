#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <set>

#include "tests/property/beside.hpp"

// The core beside a small model of its own kind (model/night.hpp): after each step of a night made by chance both say
// the same. PARAAT_NIGHTS=5000 PARAAT_NIGHTS_FROM=1000 plays more nights, and others.
namespace paraat::test {
namespace {

std::string told_of(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

// What was done until both differed, and how; empty when they never did.
std::string difference_in(const std::vector<StepNumbers>& steps, std::map<std::string, int>& tally) {
    Beside beside;
    std::string found;
    for (const StepNumbers& step : steps) {
        const auto faults = beside.go(step);
        if (faults.empty()) continue;
        found = told_of(beside.told) + "\n" + told_of(faults);
        break;
    }
    for (const auto& [kind, times] : beside.tally) tally[kind] += times;
    return found;
}

unsigned setting(const char* name, unsigned otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr ? otherwise : static_cast<unsigned>(std::stoul(value));
}

// A deed that is never taken, or never refused, is not tested at all: nights of the same seed cover the same.
TEST(Model, SaysWhatTheCoreSaysInNightsThatSeeEachDeedTakenAndRefused) {
    constexpr std::size_t steps_a_night = 80;
    const unsigned first = setting("PARAAT_NIGHTS_FROM", 0);
    const unsigned nights = setting("PARAAT_NIGHTS", 150);
    std::map<std::string, int> tally;
    for (unsigned night = first; night < first + nights; ++night) {
        std::mt19937 chance(night);
        std::vector<StepNumbers> steps(steps_a_night);
        for (StepNumbers& step : steps) {
            for (std::uint8_t& number : step) number = static_cast<std::uint8_t>(chance());
        }
        ASSERT_EQ(difference_in(steps, tally), "") << "night " << night;
    }
    const auto times = [&](const std::string& kind, const std::string& how) {
        int all = 0;
        for (const auto& [key, count] : tally) {
            if (key.starts_with(kind + " ") && key.find(how) != std::string::npos) all += count;
        }
        return all;
    };
    using core::Deed;
    const std::set<Deed> not_modelled = {Deed::reload_rules, Deed::rollback_rules, Deed::assess, Deed::exercise_start,
                                         Deed::exercise_end};
    for (std::size_t number = 0; number < core::words_of<Deed>().size(); ++number) {
        const auto deed = static_cast<Deed>(number);
        if (not_modelled.contains(deed)) continue;
        const std::string kind(core::word(deed));
        EXPECT_GT(times(kind, " accepted"), 0) << kind;
        EXPECT_GT(times(kind, " refused"), 0) << kind;
    }
    for (const char* kind : {"report", "instruct", "ack acknowledged", "ack declined", "answer accepted",
                             "answer declined", "answer done", "status on_scene", "status off_duty"}) {
        EXPECT_GT(times(kind, " accepted"), 0) << kind;
        EXPECT_GT(times(kind, " refused"), 0) << kind;
    }
    for (const char* code : {"stale_revision", "claimed", "closed", "resolved", "not_closed", "unacknowledged",
                             "not_allowed", "not_found", "newer_alarm", "not_asked", "expired", "already_ended",
                             "nobody_there", "not_handed_over", "not_a_unit", "bad_value"}) {
        const bool is_seen = std::any_of(tally.begin(), tally.end(), [&](const auto& one) {
            return one.first.ends_with(std::string(" refused ") + code);
        });
        EXPECT_TRUE(is_seen) << code;
    }
}

}  // namespace
}  // namespace paraat::test
