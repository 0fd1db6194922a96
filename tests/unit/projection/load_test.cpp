#include "hub/projection/load.hpp"

#include <gmock/gmock.h>

#include "tests/unit/projection/asking.hpp"

namespace paraat::projection {
namespace {

using namespace std::chrono_literals;
using core::LoadVerdict;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class LoadAnswer : public testing::Test {
protected:
    core::IncidentId opens(const std::string& category, const std::string& by = "radio-1", bool is_covert = false) {
        core::Report report = test::report(category, 40.0 + 0.01 * opened_++);
        report.covert = is_covert;
        return asking.centre.receives(by, report).incident.value();
    }
    std::vector<core::PostLoadView> ask(const std::string& asker, const std::string& division = "") {
        core::Query query = question("load");
        query.limit = 200;
        query.division = core::DivisionName{division};
        return asking.ask(asker, query).load.value();
    }
    std::vector<std::string> posts(const std::string& asker, const std::string& division = "") {
        std::vector<std::string> names;
        for (const auto& view : ask(asker, division)) names.push_back(view.post + (view.is_covert ? " covert" : ""));
        return names;
    }
    core::PostLoadView of(const std::string& post, bool is_covert = false) {
        for (const auto& view : ask("opco-1")) {
            if (view.post == post && view.is_covert == is_covert) return view;
        }
        return {};
    }

    Asking asking;
    int opened_ = 0;
};

TEST_F(LoadAnswer, CountsWhatCameToADivisionByPriority) {
    opens("noise_nuisance");
    opens("noise_nuisance");
    opens("shooting");
    const auto dvl = of("division/dvl");
    EXPECT_EQ(dvl.alerts, 2);
    EXPECT_EQ(dvl.low, 2);
    EXPECT_EQ(dvl.last_10_min, 2);
    EXPECT_EQ(dvl.worst_10_min, 2);
    EXPECT_EQ(dvl.per_hour_tenths, 120);  // no measure of less than ten minutes
    const auto dvo = of("division/dvo");
    EXPECT_EQ(dvo.alerts, 1);
    EXPECT_EQ(dvo.high, 1);
}

TEST_F(LoadAnswer, CountsWhoIsAskedOnceForACallAndItsRemindersApart) {
    opens("shooting");
    EXPECT_EQ(of("unit/radio-7").alerts, 1);
    EXPECT_EQ(of("unit/opco-1").alerts, 0);
    asking.centre.passes(10min);
    const auto opco = of("unit/opco-1");
    EXPECT_EQ(opco.alerts, 1);
    EXPECT_GT(opco.reminders, 5);
    EXPECT_THAT(opco.chattering, IsEmpty());
    EXPECT_EQ(of("division/dvo").alerts, 1);
}

TEST_F(LoadAnswer, IsAFloodWhileMoreThanTenComeInTenMinutes) {
    for (int i = 0; i < 10; ++i) opens("noise_nuisance");
    EXPECT_EQ(of("division/dvl").verdict, LoadVerdict::over_limit);
    asking.centre.passes(1min);
    opens("noise_nuisance");
    EXPECT_EQ(of("division/dvl").verdict, LoadVerdict::flood);
    EXPECT_EQ(load_figures(asking.centre.state.load, asking.centre.now).in_flood, 1);
    EXPECT_EQ(load_figures(asking.centre.state.load, asking.centre.now).most, 11);
    asking.centre.passes(9min);
    EXPECT_EQ(of("division/dvl").last_10_min, 1);
    EXPECT_EQ(of("division/dvl").verdict, LoadVerdict::over_limit);
    EXPECT_EQ(load_figures(asking.centre.state.load, asking.centre.now).in_flood, 0);
}

TEST_F(LoadAnswer, JudgesByTheAverageSinceItIsMeasured) {
    for (int i = 0; i < 6; ++i) opens("noise_nuisance");
    asking.centre.passes(60min);
    const auto dvl = of("division/dvl");
    EXPECT_EQ(dvl.per_hour_tenths, 60);
    EXPECT_EQ(dvl.verdict, LoadVerdict::in_target);
    opens("noise_nuisance");
    EXPECT_EQ(of("division/dvl").verdict, LoadVerdict::over_target);
    for (int i = 0; i < 6; ++i) opens("noise_nuisance");
    EXPECT_EQ(of("division/dvl").verdict, LoadVerdict::over_limit);
    EXPECT_EQ(of("division/dvl").since, asking.centre.now - 60min);
}

TEST_F(LoadAnswer, ForgetsWhatIsOlderThanADay) {
    for (int i = 0; i < 12; ++i) opens("noise_nuisance");
    EXPECT_EQ(of("division/dvl").flood_periods, 1);
    asking.centre.passes(23h);
    EXPECT_EQ(of("division/dvl").alerts, 12);
    EXPECT_EQ(of("division/dvl").standing, 0);
    asking.centre.passes(70min);
    const auto dvl = of("division/dvl");
    EXPECT_EQ(dvl.alerts, 0);
    EXPECT_EQ(dvl.flood_periods, 0);
    EXPECT_EQ(dvl.periods, 144);
    EXPECT_LE(asking.centre.now - dvl.since, 24h);
    EXPECT_EQ(dvl.standing, 12);
    EXPECT_EQ(dvl.verdict, LoadVerdict::in_target);
}

TEST_F(LoadAnswer, NamesIncidentsThatChatter) {
    const auto incident = opens("noise_nuisance");
    const auto reopens = [&] {
        for (const core::Deed deed : {core::Deed::resolve, core::Deed::reopen}) {
            core::Command command;
            command.deed = deed;
            command.incident = incident;
            asking.centre.receives("console-1", command);
        }
    };
    asking.centre.passes(2min);
    reopens();
    EXPECT_THAT(of("division/dvl").chattering, IsEmpty());
    asking.centre.passes(2min);
    reopens();
    EXPECT_THAT(of("division/dvl").chattering, ElementsAre(incident));
    asking.centre.passes(6min);
    EXPECT_THAT(of("division/dvl").chattering, IsEmpty());
}

TEST_F(LoadAnswer, CountsNoDrill) {
    core::Report drill = test::report("shooting");
    drill.exercise = true;
    asking.centre.receives("radio-1", drill);
    EXPECT_EQ(of("division/dvo").alerts, 0);
    EXPECT_THAT(posts("opco-1"), Not(Contains("unit/radio-7")));
}

TEST_F(LoadAnswer, OfCovertWorkIsApartAndForTheCleared) {
    opens("shooting");
    core::Query query = question("load");
    const auto without = asking.ask("console-1", query);
    opens("shooting", "coord-ondermijning-1", true);
    EXPECT_EQ(asking.ask("console-1", query), without);
    EXPECT_EQ(of("division/dvo").alerts, 1);
    EXPECT_EQ(of("division/dvo", true).alerts, 1);
    EXPECT_THAT(posts("coord-ondermijning-1"), Contains("division/dvo covert"));
    EXPECT_EQ(load_figures(asking.centre.state.load, asking.centre.now).most, 1);
}

TEST_F(LoadAnswer, IsForTheCentreAndForACoordinatorOfTheOwnDivision) {
    opens("shooting");
    opens("noise_nuisance");
    EXPECT_THAT(posts("coord-overlast-1"), ElementsAre("division/dvl"));
    EXPECT_THAT(posts("coord-ondermijning-1"), ElementsAre("division/dvo", "unit/radio-7", "unit/radio-8"));
    EXPECT_THAT(posts("console-1", "dvl"), ElementsAre("division/dvl"));
    const auto refused = asking.ask("radio-7", question("load"));
    EXPECT_EQ(refused.code, "not_found");
    EXPECT_EQ(refused.field, "ask");
}

TEST_F(LoadAnswer, SurvivesARestart) {
    for (int i = 0; i < 11; ++i) opens("noise_nuisance");
    const auto before = of("division/dvl");
    asking.centre.restarts();
    EXPECT_EQ(of("division/dvl"), before);
}

}  // namespace
}  // namespace paraat::projection
