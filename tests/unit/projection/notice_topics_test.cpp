#include <gmock/gmock.h>

#include "tests/unit/projection/telling.hpp"

namespace paraat::projection {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;

TEST(NoticeTopics, AskEveryoneBehindTheBegunStep) {
    Telling telling;
    const auto told = telling.told("radio-1", test::report("shooting"));
    EXPECT_THAT(
        told, ElementsAre(telling.notice("radio-7") + " notice escalation 3",
                          telling.notice("radio-8") + " notice escalation 3", telling.alert("dvo") + " alert open 3"));
}

TEST(NoticeTopics, SayWhatIsAsked) {
    test::Centre centre;
    StateTopics topics{Topics{"oov"}};
    const auto outcome = centre.receives("radio-1", test::report("shooting"));
    const auto told = topics.follow(centre.state, outcome.events);
    const core::Notice expected{*outcome.incident,
                                3,
                                core::DivisionName{"dvo"},
                                core::NoticeReason::escalation,
                                core::PolicyName{"serious-threat"},
                                0,
                                "team/it-ondermijning",
                                1,
                                "Shooting",
                                centre.incident(outcome).escalations[0].because->text,
                                centre.now,
                                centre.now + 60s};
    EXPECT_EQ(std::get<core::Notice>(told[0].message), expected);
    EXPECT_EQ(told[0].urgency, Urgency::receipt_or_notice);
    EXPECT_TRUE(told[0].is_retained);
}

TEST(NoticeTopics, LiveUntilTheirClientDeclined) {
    Telling telling;
    telling.told("radio-1", test::report("shooting"));
    EXPECT_THAT(telling.told("radio-7", telling.ack(core::Answer::declined)),
                ElementsAre(telling.notice("radio-7") + " cleared", telling.alert("dvo") + " alert open 4"));
}

TEST(NoticeTopics, EndForAllWhenOneAcknowledged) {
    Telling telling;
    telling.told("radio-1", test::report("shooting"));
    EXPECT_THAT(telling.told("radio-8", telling.ack(core::Answer::acknowledged)),
                ElementsAre(telling.notice("radio-7") + " cleared", telling.notice("radio-8") + " cleared",
                            telling.alert("dvo") + " alert open 4"));
}

TEST(NoticeTopics, StayWhenTheyWereOnlyShown) {
    Telling telling;
    telling.told("radio-1", test::report("shooting"));
    EXPECT_THAT(telling.told("radio-7", telling.ack(core::Answer::shown)), ElementsAre());
}

TEST(NoticeTopics, ReachTheNextStepAndRemind) {
    Telling telling;
    telling.told("radio-1", test::report("shooting"));
    EXPECT_THAT(telling.told_after(60s), ElementsAre(telling.notice("coord-ondermijning-1") + " notice escalation 4",
                                                     telling.alert("dvo") + " alert open 4"));
    EXPECT_THAT(telling.told_after(60s),
                ElementsAre(telling.notice("opco-1") + " notice escalation 5", telling.alert("dvo") + " alert open 5"));
    EXPECT_THAT(telling.told_after(60s),
                ElementsAre(telling.notice("opco-1") + " notice reminder 6", telling.alert("dvo") + " alert open 6"));
}

TEST(NoticeTopics, SayAgainWhatACallAsksWhenAnOfferBesideItEnds) {
    Telling telling;
    telling.told("radio-1", test::report("shooting"));
    telling.told("console-1", telling.command(core::Deed::claim));
    telling.told_after(60s);
    const std::string notice = telling.notice("coord-ondermijning-1");
    core::Command offer;
    offer.deed = core::Deed::handover;
    offer.to = core::ClientName{"coord-ondermijning-1"};
    EXPECT_THAT(telling.told("console-1", offer), Contains(notice + " notice handover 6"));
    offer.to = core::ClientName{"console-2"};
    EXPECT_THAT(telling.told("console-1", offer), Contains(notice + " notice escalation 7"));
}

TEST(NoticeTopics, EndWithTheIncident) {
    Telling telling;
    telling.told("radio-1", test::report("shooting"));
    core::Command close = telling.command(core::Deed::close);
    close.acknowledge = true;
    EXPECT_THAT(telling.told("console-1", close),
                ElementsAre(telling.notice("radio-7") + " cleared", telling.notice("radio-8") + " cleared",
                            telling.alert("dvo") + " alert closed 5", telling.alert("dvo") + " cleared"));
}

TEST(NoticeTopics, OfAPanicSayPanic) {
    Telling telling;
    core::StatusUpdate panic;
    panic.panic = true;
    panic.position = core::position_from_degrees(51.92, 4.48);
    const auto told = telling.told("radio-1", panic);
    EXPECT_THAT(told,
                ElementsAre(telling.notice("coord-overlast-1") + " notice panic 5",
                            telling.notice("opco-1") + " notice panic 5", telling.notice("radio-1") + " notice panic 5",
                            telling.notice("radio-2") + " notice panic 5", telling.alert("dvl") + " alert open 5",
                            telling.alert("sector") + " alert open 5"));
}

}  // namespace
}  // namespace paraat::projection
