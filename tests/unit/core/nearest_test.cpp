#include "hub/core/nearest.hpp"

#include <gmock/gmock.h>

#include "hub/core/clearance.hpp"
#include "tests/support/accounts.hpp"
#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

// Who may be sent to a place: the best first, and why the others are not.
namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using core::UnitStatus;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class Nearest : public testing::Test {
protected:
    Nearest() { question.asker = core::ClientName{"console-1"}; }

    // North of 51.92, 4.48, by so many metres.
    void is_at(const std::string& client, double metres, std::optional<UnitStatus> status = UnitStatus::available,
               std::optional<std::int32_t> battery = {}) {
        core::StatusUpdate update;
        update.position = core::position_from_degrees(51.92 + metres / 111'195.0, 4.48);
        update.accuracy_m = 10;
        update.status = status;
        update.battery_pct = battery;
        centre.beacon(client, update);
    }
    void assigns(const std::string& client, const core::IncidentId& incident) {
        core::Command made = command(core::Deed::assign, incident);
        made.unit = core::ClientName{client};
        EXPECT_FALSE(centre.receives("console-1", made).refusal);
    }
    core::NearestAnswer ask() {
        return core::nearest(centre.organisation, centre.state, centre.observed, centre.now, question);
    }
    std::vector<std::string> order() {
        std::vector<std::string> names;
        for (const core::NearUnit& unit : ask().units) names.push_back(unit.unit.text);
        return names;
    }
    core::NearUnit unit(const std::string& name) {
        for (const core::NearUnit& near : ask().units) {
            if (near.unit.text == name) return near;
        }
        ADD_FAILURE() << name << " is not in the answer";
        return {};
    }
    std::vector<std::string> codes(const std::string& name) {
        std::vector<std::string> found;
        for (const core::Because& reason : unit(name).reasons) found.push_back(reason.code);
        return found;
    }

    Centre centre;
    core::NearestQuestion question{{}, *core::position_from_degrees(51.92, 4.48), nullptr, {}, {}, {}};
};

TEST_F(Nearest, ComesFirstAndTheNeverHeardLast) {
    is_at("radio-7", 900);
    is_at("radio-2", 300);
    is_at("radio-1", 5'000);
    EXPECT_THAT(order(), ElementsAre("radio-2", "radio-7", "radio-1", "radio-8"));
    EXPECT_THAT(codes("radio-8"), ElementsAre("never_heard"));
    const core::NearUnit first = unit("radio-2");
    EXPECT_TRUE(first.able);
    EXPECT_EQ(first.metres, 300);
    EXPECT_EQ(first.uncertainty_m, 10);
    EXPECT_EQ(first.age, 0ms);
    EXPECT_EQ(first.chance_nearest, 1000);
    EXPECT_EQ(first.reasons.front().text, "is 300 m away, give or take 10 m, as of 0 s ago");
}

TEST_F(Nearest, IsAChanceThatFallsAsThePositionGrowsOld) {
    is_at("radio-1", 300);
    centre.passes(3min);
    for (const char* client : {"radio-1", "radio-2"}) centre.hears(client);
    is_at("radio-2", 500);
    EXPECT_EQ(unit("radio-1").uncertainty_m, 10 + 180 * 42 / 10);
    EXPECT_EQ(unit("radio-1").age, 3min);
    EXPECT_THAT(order(), ElementsAre("radio-2", "radio-1", "radio-7", "radio-8"));
    EXPECT_GT(unit("radio-2").chance_nearest.value(), 500);
    EXPECT_GT(unit("radio-1").chance_nearest.value(), 100);
}

TEST(Uncertainty, GrowsWithAgeAndPaceUpToItsMost) {
    using core::uncertainty_metres;
    EXPECT_EQ(uncertainty_metres({}, 0s, UnitStatus::available), 50);
    EXPECT_EQ(uncertainty_metres(5, 0s, UnitStatus::available), 5);
    EXPECT_EQ(uncertainty_metres(10, 100s, UnitStatus::on_scene), 160);
    EXPECT_EQ(uncertainty_metres(10, 100s, UnitStatus::available), 430);
    EXPECT_EQ(uncertainty_metres(10, 100s, UnitStatus::en_route), 1'510);
    EXPECT_EQ(uncertainty_metres(10, 100s, {}), 1'510);
    EXPECT_EQ(uncertainty_metres(10, std::chrono::hours{24 * 365 * 1000}, UnitStatus::on_scene), 10'000);
}

TEST_F(Nearest, IsNeverConcludedFromAnUnknownOrOldPosition) {
    is_at("radio-1", 10);
    centre.passes(11min);
    for (const char* client : {"radio-1", "radio-2"}) centre.hears(client);
    is_at("radio-7", 8'000);
    EXPECT_THAT(order(), ElementsAre("radio-7", "radio-1", "radio-2", "radio-8"));
    EXPECT_THAT(codes("radio-1"), ElementsAre("position_old"));
    EXPECT_THAT(codes("radio-2"), ElementsAre("position_unknown"));
    EXPECT_FALSE(unit("radio-1").able);
    EXPECT_FALSE(unit("radio-1").chance_nearest);
    EXPECT_EQ(ask().unplaced, 3);
}

TEST_F(Nearest, TellsAUnitThatNeverSaidWhereItIsFromOneThatIsNotHeard) {
    centre.hears("radio-8");
    EXPECT_THAT(order(), ElementsAre("radio-8", "radio-1", "radio-2", "radio-7"));
    // The one who answers holds positions only, and knows from the events that the unit is there.
    centre.observed = {};
    EXPECT_THAT(codes("radio-8"), ElementsAre("position_unknown"));
    EXPECT_THAT(codes("radio-7"), ElementsAre("never_heard"));
}

TEST_F(Nearest, SaysWhyAUnitCannotBeSent) {
    is_at("radio-1", 100, UnitStatus::off_duty);
    is_at("radio-2", 200, UnitStatus::busy);
    is_at("radio-7", 300, UnitStatus::unavailable);
    is_at("radio-8", 9'000);
    EXPECT_THAT(order(), ElementsAre("radio-8", "radio-2", "radio-7", "radio-1"));
    EXPECT_THAT(codes("radio-1"), ElementsAre("off_duty", "position_unknown"));  // nobody's way home is followed
    EXPECT_THAT(codes("radio-2"), ElementsAre("busy"));
    EXPECT_THAT(codes("radio-7"), ElementsAre("unavailable"));
    EXPECT_EQ(ask().unplaced, 0);
}

TEST_F(Nearest, IsNotALostUnit) {
    is_at("radio-1", 100);
    centre.passes(4min);
    is_at("radio-2", 5'000);
    EXPECT_THAT(codes("radio-1"), ElementsAre("lost"));
    EXPECT_EQ(order().front(), "radio-2");
}

TEST_F(Nearest, IsNotAUnitAtWorkForAnotherIncident) {
    is_at("radio-1", 100);
    is_at("radio-2", 5'000);
    const auto other = centre.receives("console-1", report("noise_nuisance", 40.0));
    const auto asked = centre.receives("console-1", report("noise_nuisance"));
    assigns("radio-1", *other.incident);
    question.incident = &centre.incident(asked);
    EXPECT_THAT(codes("radio-1"), ElementsAre("busy_elsewhere"));
    EXPECT_EQ(unit("radio-1").reasons[0].text, "is at work for incident " + other.incident->text());
    question.incident = &centre.incident(other);
    EXPECT_THAT(codes("radio-1"), ElementsAre("distance", "at_this_work"));
    EXPECT_TRUE(unit("radio-1").able);
}

TEST_F(Nearest, IsNotTheOneThatCallsForHelp) {
    core::StatusUpdate panic;
    panic.panic = true;
    panic.position = question.place;
    const auto opened = centre.receives("radio-1", panic);
    is_at("radio-2", 700);
    question.incident = &centre.incident(opened);
    EXPECT_EQ(order().front(), "radio-2");
    EXPECT_THAT(codes("radio-1"), Contains("panic"));
}

TEST_F(Nearest, HasTheSkillsThatAreAskedFor) {
    change_account(centre.organisation, "radio-7", [](core::Account& account) {
        account.skills = {"dog", "first_aid"};
    });
    is_at("radio-1", 100);
    is_at("radio-7", 4'000);
    question.skills = {"first_aid", "dog"};
    EXPECT_EQ(order().front(), "radio-7");
    EXPECT_THAT(codes("radio-1"), ElementsAre("lacks_skill", "lacks_skill"));
    EXPECT_EQ(unit("radio-1").reasons[1].text, "lacks the skill dog");
}

TEST_F(Nearest, IsToldThatItsBatteryIsLow) {
    is_at("radio-1", 100, UnitStatus::available, 8);
    EXPECT_TRUE(unit("radio-1").able);
    EXPECT_THAT(codes("radio-1"), ElementsAre("distance", "battery_low"));
}

TEST_F(Nearest, IsOfTheTeamAndDivisionThatAreAskedFor) {
    question.team = core::TeamName{"it-overlast"};
    EXPECT_THAT(order(), ElementsAre("radio-1", "radio-2"));
    question.team = {};
    question.division = core::DivisionName{"dvo"};
    EXPECT_THAT(order(), ElementsAre("radio-7", "radio-8"));
}

TEST_F(Nearest, IsToldOfDivisionsThatTheAskerMayRead) {
    question.asker = core::ClientName{"coord-overlast-1"};
    EXPECT_THAT(order(), ElementsAre("radio-1", "radio-2"));
    question.asker = core::ClientName{"nobody"};
    EXPECT_THAT(order(), IsEmpty());
}

TEST_F(Nearest, IsACovertUnitForCovertWorkAndTheClearedOnly) {
    make_covert(centre.organisation, "radio-8");
    is_at("radio-8", 10);
    is_at("radio-7", 1'000);
    const auto before = ask();
    EXPECT_THAT(order(), Not(Contains("radio-8")));
    question.asker = core::ClientName{"coord-ondermijning-1"};
    EXPECT_THAT(order(), Not(Contains("radio-8")));
    core::Report secret = report("theft");
    secret.covert = true;
    const auto opened = centre.receives("coord-ondermijning-1", secret);
    question.incident = &centre.incident(opened);
    EXPECT_EQ(order().front(), "radio-8");
    EXPECT_THAT(order(), Not(Contains("radio-7")));
    question.asker = core::ClientName{"console-1"};
    question.incident = nullptr;
    remove_account(centre.organisation, "radio-8");
    EXPECT_EQ(ask(), before);
}

}  // namespace
}  // namespace paraat::test
