#include "hub/app/judgements.hpp"

#include <gmock/gmock.h>

#include "tests/unit/app/desk.hpp"

namespace paraat::app {
namespace {

// What came behind it, covert work among it, moves nothing in what is said of it.
TEST(Judgements, EndWithTheMomentOfTheIncidentsLastEvent) {
    Desk desk;
    const std::string incident = desk.receipt("radio-1", "report", theft)["incident"];
    desk.passes(std::chrono::seconds{1});
    ASSERT_TRUE(desk.receipt("radio-7", "status", R"({"id":"s1","status":"off_duty"})")["accepted"]);
    auto reader = journal::JournalReader::open(desk.journal());
    ASSERT_TRUE(reader);
    RuleLibrary library{KeptRules{desk.journal()}};
    const auto made = judge_past(desk.organisation(), library, std::move(*reader),
                                 {core::IncidentId{*Ulid::parse(incident)}, std::nullopt});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->judged.size(), 1U);
    EXPECT_TRUE(made->state.incident(made->incident.id));
    EXPECT_FALSE(made->state.is_off_duty(core::ClientName{"radio-7"}));
}

}  // namespace
}  // namespace paraat::app
