#include "clients/cli/outcome.hpp"

#include <gtest/gtest.h>

namespace paraat::cli {
namespace {

int exit_with(const char* code) {
    return exit_of({{"accepted", false}, {"code", code}});
}

TEST(Outcome, EndsTheProgramByWhatItMeans) {
    EXPECT_EQ(exit_of({{"accepted", true}}), exit_ok);
    EXPECT_EQ(exit_with("unknown_category"), exit_data);
    EXPECT_EQ(exit_with("stale_revision"), exit_no);
    EXPECT_EQ(exit_with("not_allowed"), exit_no_permission);
    EXPECT_EQ(exit_with("wrong_pin"), exit_no_permission);
}

TEST(Outcome, IsThereOnceALetterIsAcceptedOrRefused) {
    for (const auto state : {sdk::LetterState::accepted, sdk::LetterState::refused}) {
        EXPECT_TRUE(has_ended({"report", "r1", state, "{}"}));
    }
    for (const auto state : {sdk::LetterState::kept, sdk::LetterState::sent, sdk::LetterState::unsent}) {
        EXPECT_FALSE(has_ended({"report", "r1", state, ""}));
    }
}

}  // namespace
}  // namespace paraat::cli
