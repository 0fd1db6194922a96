#include <gmock/gmock.h>

#include "tests/unit/projection/telling.hpp"

namespace paraat::projection {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

// Rules by which reports go to a second division too.
void also_to(Telling& telling, const std::string& division) {
    telling.centre.rules.rules.push_back([division](const core::Case&) -> std::optional<core::Firing> {
        return core::Firing{core::RuleName{"both"}, {"both", "both", {}}, {core::DivisionName{division}}, {}, {}, {}};
    });
}

TEST(AlertTopics, TellANewIncidentToItsDivision) {
    Telling telling;
    const auto told = telling.told("radio-1", test::report("noise_nuisance"));
    EXPECT_THAT(told, ElementsAre(telling.alert("dvl") + " alert open 2"));
}

TEST(AlertTopics, AreRetainedAndSentAsAlerts) {
    test::Centre centre;
    StateTopics topics{Topics{"oov"}};
    const auto told = topics.follow(centre.state, centre.receives("radio-1", test::report("noise_nuisance")).events);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_TRUE(told[0].is_retained);
    EXPECT_FALSE(told[0].is_conflated);
    EXPECT_EQ(told[0].urgency, Urgency::alert);
}

TEST(AlertTopics, TellEachDivisionOfAnIncidentItsOwn) {
    Telling telling;
    also_to(telling, "dvo");
    const auto outcome = telling.centre.receives("radio-1", test::report("noise_nuisance"));
    const auto told = telling.state_topics.follow(telling.centre.state, outcome.events);
    telling.incident = *outcome.incident;
    EXPECT_THAT(lines_of(told),
                ElementsAre(telling.alert("dvo") + " alert open 3", telling.alert("dvl") + " alert open 3"));
    EXPECT_EQ(std::get<core::Alert>(told[0].message).division, core::DivisionName{"dvo"});
    EXPECT_EQ(std::get<core::Alert>(told[1].message).division, core::DivisionName{"dvl"});
    EXPECT_EQ(std::get<core::Alert>(told[1].message).divisions,
              (std::vector{core::DivisionName{"dvo"}, core::DivisionName{"dvl"}}));
}

TEST(AlertTopics, TellEachVisibleChangeOnceWithRaisedAsItWas) {
    Telling telling;
    telling.told("radio-1", test::report("noise_nuisance"));
    core::Command note = telling.command(core::Deed::note);
    note.text = "on our way";
    EXPECT_THAT(telling.told("console-1", note), ElementsAre(telling.alert("dvl") + " alert open 3"));
    EXPECT_EQ(telling.centre.state.incident(telling.incident)->raised, 2U);
    EXPECT_THAT(lines_of(telling.state_topics.follow(telling.centre.state, telling.centre.journal)), IsEmpty());
}

TEST(AlertTopics, TellThatAnIncidentMovedAwayAndFallSilent) {
    Telling telling;
    also_to(telling, "dvo");
    telling.told("radio-1", test::report("noise_nuisance"));
    core::Command remove = telling.command(core::Deed::remove_division);
    remove.division = core::DivisionName{"dvl"};
    EXPECT_THAT(telling.told("console-1", remove),
                ElementsAre(telling.alert("dvo") + " alert open 4", telling.alert("dvl") + " alert moved 4",
                            telling.alert("dvl") + " cleared"));
}

TEST(AlertTopics, TellTheCloseToEachDivisionAndFallSilent) {
    Telling telling;
    also_to(telling, "dvo");
    telling.told("radio-1", test::report("noise_nuisance"));
    core::Command close = telling.command(core::Deed::close);
    close.acknowledge = true;
    EXPECT_THAT(telling.told("console-1", close),
                ElementsAre(telling.alert("dvl") + " alert closed 5", telling.alert("dvl") + " cleared",
                            telling.alert("dvo") + " alert closed 5", telling.alert("dvo") + " cleared"));
    EXPECT_THAT(telling.told("console-1", telling.command(core::Deed::reopen)),
                ElementsAre(telling.alert("dvo") + " alert open 6", telling.alert("dvl") + " alert open 6"));
}

TEST(AlertTopics, TellOnceWhatWasOpenedAndClosedBetweenTwoLooks) {
    Telling telling;
    const auto opened = telling.centre.receives("radio-1", test::report("noise_nuisance"));
    telling.incident = *opened.incident;
    core::Command close = telling.command(core::Deed::close);
    close.acknowledge = true;
    std::vector<core::Event> events = opened.events;
    for (const core::Event& event : telling.centre.receives("console-1", close).events) events.push_back(event);
    EXPECT_THAT(lines_of(telling.state_topics.follow(telling.centre.state, events)),
                ElementsAre(telling.alert("dvl") + " alert closed 4", telling.alert("dvl") + " cleared"));
    EXPECT_THAT(lines_of(telling.state_topics.all(telling.centre.state)), IsEmpty());
}

TEST(AlertTopics, OfCovertWorkAreItsOwn) {
    Telling telling;
    core::Report covert = test::report("theft");
    covert.covert = true;
    const auto told = telling.told("coord-ondermijning-1", covert);
    EXPECT_THAT(told, ElementsAre("oov/covert/dvo/alert/" + telling.incident.text() + " alert open 2"));
}

TEST(AlertTopics, OfAStartSayAllThatStands) {
    Telling telling;
    telling.told("radio-1", test::report("noise_nuisance"));
    const std::string first = telling.alert("dvl");
    telling.told("radio-1", test::report("theft"));
    const std::string second = telling.alert("dvo");
    core::Command close = telling.command(core::Deed::close);
    close.acknowledge = true;
    telling.told("console-1", close);
    EXPECT_THAT(lines_of(telling.state_topics.all(telling.centre.state)), ElementsAre(first + " alert open 2"));
    StateTopics fresh{telling.topics};
    fresh.all(telling.centre.state);
    EXPECT_THAT(lines_of(fresh.clear_stale(telling.centre.state, {first, second})),
                ElementsAre(second + " alert closed 4", second + " cleared"));
}

TEST(AlertTopics, ThatNothingStandsBehindAreClearedByEitherName) {
    Telling telling;
    telling.told("radio-1", test::report("noise_nuisance"));
    const std::string standing = telling.alert("dvl");
    const std::string gone = "oov/dvo/alert/01jd8000000000000000000009";
    const std::string gone_notice = "oov/down/radio-1/notice/01jd8000000000000000000009";
    EXPECT_THAT(
        lines_of(telling.state_topics.clear_stale(
            telling.centre.state, {standing, "oov/json/" + standing.substr(4), gone, "oov/json/" + gone.substr(4),
                                   "oov/json/" + gone_notice.substr(4), "oov/dvo/alert/none-of-ours"})),
        ElementsAre(gone_notice + " cleared", gone + " cleared"));
}

}  // namespace
}  // namespace paraat::projection
