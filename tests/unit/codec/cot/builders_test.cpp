#include "hub/codec/cot/builders.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hub/codec/cot/chat.hpp"
#include "hub/codec/cot/control.hpp"
#include "hub/codec/cot/read_event.hpp"
#include "hub/codec/cot/type.hpp"
#include "hub/codec/cot/write_event.hpp"
#include "tests/unit/codec/cot/made_event.hpp"

namespace paraat::codec::cot {
namespace {

constexpr Instant now = test::received;

// What another one reads of it, who finds nothing wrong.
Event as_read(const Event& event) {
    const auto read = read_event(write_event(event), Instant{});
    EXPECT_TRUE(read && read->degraded.empty());
    EXPECT_EQ(read->event, event);
    return read->event;
}

Alarm alarm() {
    return {"ANDROID-1", "a-f-G-U-C", "BOB", "b-a-o-tbl", Point{52.3, 4.9, {}, {}, {}}};
}

TEST(CotBuilders, PositionShowsAUnitWithItsTeam) {
    const Event event = as_read(
        unit_position({"unit-1", "Radio 1", "a-f-G-U-C", "Cyan", "Team Member", Point{52, 4, {}, 10, {}}, 80}, now));
    EXPECT_TRUE(is_position(event.type));
    EXPECT_EQ(event.detail.contact->callsign, "Radio 1");
    EXPECT_EQ(event.detail.group->name, "Cyan");
    EXPECT_EQ(event.detail.status->battery, 80);
}

TEST(CotBuilders, IncidentIsOfTheTypeOfItsCategory) {
    EXPECT_EQ(as_read(incident_marker({"i1", "burglary", "Inbraak", "text", {}}, now)).type, "b-l-l-l-bur");
    EXPECT_EQ(incident_type("suspicious_situation"), "a-u-X-i-l");
    EXPECT_EQ(incident_type("something new"), "a-u-X-i-o");
}

TEST(CotBuilders, EmergencyIsNamedAfterItsDeviceAndCancelledByTheSameName) {
    const Event raised = as_read(emergency(alarm(), now));
    EXPECT_EQ(raised.uid, "ANDROID-1-9-1-1");
    EXPECT_TRUE(is_emergency(raised.type));
    EXPECT_EQ(raised.detail.emergency->type, "911 Alert");
    EXPECT_EQ(raised.detail.emergency->text, "BOB");
    EXPECT_EQ(raised.detail.links.front().uid, "ANDROID-1");
    const Event cancelled = as_read(emergency_cancel(alarm(), now));
    EXPECT_EQ(cancelled.uid, raised.uid);
    EXPECT_TRUE(is_cancel(cancelled.type) && cancelled.detail.emergency->is_cancel);
}

ChatMessage message() {
    return {"m1", "HUB", "Centre", "a-f-G-U-C", "ANDROID-1", "BOB", "Come back"};
}

TEST(CotBuilders, ChatIsReadAsItWasSaid) {
    const Event event = as_read(chat_message(message(), now));
    EXPECT_EQ(event.uid, "GeoChat.HUB.ANDROID-1.m1");
    EXPECT_EQ(event.detail.destinations.front().callsign, "BOB");
    const ChatMessage read = chat_of(event);
    EXPECT_EQ(read.id, "m1");
    EXPECT_EQ(read.sender_uid, "HUB");
    EXPECT_EQ(read.to, "ANDROID-1");
    EXPECT_EQ(read.text, "Come back");
}

TEST(CotBuilders, ChatToARoomNamesNobody) {
    ChatMessage to_all = message();
    to_all.to = std::string(everybody);
    to_all.to_callsign = "";
    const Event event = as_read(chat_message(to_all, now));
    EXPECT_TRUE(event.detail.destinations.empty());
    EXPECT_EQ(event.detail.chat->chatroom, everybody);
}

TEST(CotBuilders, ChatWithoutAMessageIdHasThatOfItsUid) {
    Event event = chat_message(message(), now);
    event.detail.chat->message_id = "";
    event.detail.chat->participants = {};
    EXPECT_EQ(chat_of(event).id, "m1");
    EXPECT_EQ(chat_of(event).sender_uid, "HUB");
}

TEST(CotBuilders, ReceiptsNameTheMessageAndWhoReadIt) {
    const Reader bob{"ANDROID-1", "BOB", "a-f-G-U-C"};
    const Event delivered = as_read(chat_delivered(message(), bob, now));
    EXPECT_TRUE(is_delivered(delivered.type));
    const Event read = as_read(chat_read(message(), bob, now));
    EXPECT_TRUE(is_read(read.type));
    EXPECT_EQ(receipt_of(read).message_id, "m1");
    EXPECT_EQ(receipt_of(read).reader_uid, "ANDROID-1");
    Event bare = event_of("GeoChat.HUB.ANDROID-1.m1.d", "b-t-f-d", "h-g-i-g-o", now);
    bare.detail.links = {{"ANDROID-1", "a-f-G", "p-p", {}}};
    EXPECT_EQ(receipt_of(bare).message_id, "m1");
    EXPECT_EQ(receipt_of(bare).reader_uid, "ANDROID-1");
}

TEST(CotBuilders, ControlsSayWhatTheyAreFor) {
    EXPECT_TRUE(is_ping(as_read(ping("ANDROID-1", now)).type));
    EXPECT_TRUE(is_pong(as_read(pong(now)).type));
    const Event gone = as_read(deletion("i1", "b-l-l-l-bur", now));
    EXPECT_TRUE(is_delete(gone.type));
    EXPECT_THAT(deleted_by(gone), testing::ElementsAre("i1"));
    EXPECT_THAT(as_read(offer("p1", now)).detail.negotiation->supported, testing::ElementsAre(1));
    EXPECT_EQ(as_read(request("p1", 1, now)).detail.negotiation->requested, 1);
    EXPECT_EQ(as_read(response("p1", Granted::yes, now)).detail.negotiation->granted, true);
    EXPECT_EQ(as_read(response("p1", Granted::no, now)).detail.negotiation->granted, false);
}

}  // namespace
}  // namespace paraat::codec::cot
