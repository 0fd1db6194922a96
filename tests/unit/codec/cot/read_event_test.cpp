#include "hub/codec/cot/read_event.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/codec/cot/made_event.hpp"

namespace paraat::codec::cot {
namespace {

using test::received;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string event(const std::string& inside, const std::string& attributes =
                                                 "time='2026-11-27T20:00:00Z' "
                                                 "start='2026-11-27T20:00:00Z' "
                                                 "stale='2026-11-27T20:02:00Z' how='m-g'") {
    return "<event version='2.0' uid='unit-1' type='a-f-G-U-C' " + attributes + ">" + inside + "</event>";
}

const std::string somewhere = "<point lat='52.37' lon='4.9' hae='-2.5' ce='4.9' le='9999999.0'/>";

Reading reading(const std::string& bytes) {
    auto read = read_event(bytes, received);
    EXPECT_TRUE(read) << read.error().message;
    return read ? *read : Reading{};
}

std::vector<std::string> degraded(const std::string& bytes) {
    std::vector<std::string> fields;
    for (const Remark& one : reading(bytes).degraded) fields.push_back(one.field);
    return fields;
}

std::string refusal(const std::string& bytes) {
    const auto read = read_event(bytes, received);
    return read ? "" : read.error().code + " " + read.error().field;
}

TEST(CotReader, TakesWhoWhereAndUntilWhen) {
    const auto [event_read, remarks] = reading(event(somewhere));
    EXPECT_THAT(remarks, IsEmpty());
    EXPECT_EQ(event_read.uid, "unit-1");
    EXPECT_EQ(event_read.type, "a-f-G-U-C");
    EXPECT_EQ(event_read.stale - event_read.time, std::chrono::minutes{2});
    EXPECT_EQ(event_read.point, (Point{52.37, 4.9, -2.5, 4.9, std::nullopt}));
}

TEST(CotReader, TakesNoPositionForTheNumbersThatMeanNone) {
    EXPECT_FALSE(reading(event("<point lat='0.0' lon='0.0' hae='0' ce='1' le='1'/>")).event.point);
    EXPECT_THAT(degraded(event("<point lat='0.0' lon='0.0' hae='0' ce='1' le='1'/>")), IsEmpty());
    for (const std::string none : {"9999999.0", "9999999", "999999", "NaN"}) {
        const auto read = reading(event("<point lat='52' lon='4' hae='" + none + "' ce='" + none + "' le='1'/>"));
        EXPECT_EQ(read.event.point, (Point{52, 4, std::nullopt, std::nullopt, 1})) << none;
        EXPECT_THAT(read.degraded, IsEmpty());
    }
}

TEST(CotReader, ShowsAPlaceThatIsNoneAsDegraded) {
    for (const char* point : {"", "<point lat='95' lon='4' hae='0' ce='1' le='1'/>",
                              "<point lat='NaN' lon='NaN' hae='0' ce='1' le='1'/>", "<point/>"}) {
        const auto read = reading(event(point));
        EXPECT_FALSE(read.event.point);
        EXPECT_THAT(degraded(event(point)), ElementsAre("point"));
    }
    EXPECT_THAT(degraded(event("<point lat='52' lon='4' hae='x' ce='-1' le='1'/>")),
                ElementsAre("point.hae", "point.ce"));
}

TEST(CotReader, TakesTheTimesThatThereAre) {
    const auto none = reading(event(somewhere, "how='m-g'"));
    EXPECT_EQ(none.event.time, received);
    EXPECT_EQ(none.event.stale, received + std::chrono::minutes{2});
    EXPECT_THAT(degraded(event(somewhere, "how='m-g'")), ElementsAre("time", "start", "stale"));
    const std::string without_zone =
        "how='m-g' time='2026-11-27T20:00:00' start='2026-11-27T20:00:00Z' "
        "stale='tomorrow'";
    EXPECT_THAT(degraded(event(somewhere, without_zone)), ElementsAre("time", "stale", "stale"));
}

TEST(CotReader, KeepsWhatItDoesNotKnow) {
    const auto read =
        reading(event(somewhere + "<detail><contact callsign='A &amp; B' xmppUsername='a'/><contact callsign='C'/>"
                                  "<strange a='1'><!-- no -->t &lt;<b/></strange><status readiness='true'/></detail>"));
    EXPECT_THAT(read.degraded, IsEmpty());
    const Detail& detail = read.event.detail;
    EXPECT_EQ(detail.contact->callsign, "A & B");
    EXPECT_EQ(detail.contact->rest.attributes, (Attributes{{"xmppUsername", "a"}}));
    EXPECT_EQ(detail.status->rest.attributes, (Attributes{{"readiness", "true"}}));
    EXPECT_EQ(detail.others, R"(<contact callsign="C"/><strange a="1">t &lt;<b/></strange>)");
}

TEST(CotReader, ReadsAnEmergencyAndItsCancel) {
    const auto raised =
        reading(event("<point lat='52' lon='4'/><detail><link uid='unit-1' type='a-f-G' relation='p-p'/>"
                      "<emergency type='911 Alert'>BOB</emergency></detail>"));
    ASSERT_TRUE(raised.event.detail.emergency);
    EXPECT_EQ(*raised.event.detail.emergency, (Emergency{"911 Alert", false, "BOB", {}}));
    const auto cancelled = reading(event("<point lat='52' lon='4'/><detail><emergency cancel='true'/></detail>"));
    EXPECT_TRUE(cancelled.event.detail.emergency->is_cancel);
}

TEST(CotReader, ReadsChatWithItsParticipantsInTheirOrder) {
    const auto read = reading(
        event(somewhere +
              "<detail><__chat id='r' chatroom='Room' senderCallsign='A' messageId='m'><chatgrp uid2='c' uid0='a' "
              "uid1='b' id='r'/><hierarchy><group/></hierarchy></__chat><remarks source='BAO.F.ATAK.a' "
              "time='2026-11-27T20:00:00Z'>hello</remarks><marti><dest callsign='B'/><dest mission='m'/></marti>"
              "</detail>"));
    const Detail& detail = read.event.detail;
    EXPECT_THAT(detail.chat->participants, ElementsAre("a", "b", "c"));
    EXPECT_EQ(detail.chat->rest.inside, "<hierarchy><group/></hierarchy>");
    EXPECT_EQ(detail.note->text, "hello");
    EXPECT_EQ(detail.destinations.at(0).callsign, "B");
    EXPECT_EQ(detail.destinations.at(1).mission, "m");
}

TEST(CotReader, ShowsAWrongValueAsDegraded) {
    EXPECT_THAT(
        degraded(event(somewhere + "<detail><status battery='full'/><track speed='NaN' course='x'/>"
                                   "<remarks time='noon'>x</remarks><color argb='red'/>loose</detail><extra/>")),
        ElementsAre("detail", "status.battery", "track.speed", "track.course", "remarks.time", "color.argb", "extra"));
}

TEST(CotReader, RefusesWhatIsNoEvent) {
    EXPECT_EQ(refusal("hello"), "unreadable ");
    EXPECT_EQ(refusal("<report/>"), "unreadable ");
    EXPECT_EQ(refusal("<event/>"), "bad_value uid");
    EXPECT_EQ(refusal("<event uid='a'/>"), "bad_value type");
    EXPECT_EQ(refusal("<event uid='a' type='a b'/>"), "bad_value type");
    EXPECT_EQ(refusal("<event uid='" + std::string(257, 'u') + "' type='a'/>"), "too_long uid");
    EXPECT_EQ(refusal("<event uid='a' type='a'>" + std::string(300'000, ' ') + "</event>"), "too_long ");
    EXPECT_EQ(refusal("<!DOCTYPE event><event uid='a' type='a'/>"), "unreadable ");
}

TEST(CotReader, SaysWhatItIsInstead) {
    EXPECT_THAT(read_event("<MissionPackageManifest version='2'/>", received).error().message,
                HasSubstr("data package"));
    const auto login = read_event("<auth><cot username='a' password='secret'/></auth>", received);
    EXPECT_THAT(login.error().message, HasSubstr("certificate"));
    EXPECT_THAT(login.error().message, testing::Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace paraat::codec::cot
