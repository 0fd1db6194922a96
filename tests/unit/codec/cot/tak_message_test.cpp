#include "hub/codec/cot/tak_message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hub/codec/cot/wire.hpp"
#include "tests/unit/codec/cot/made_event.hpp"

namespace paraat::codec::cot {
namespace {

using test::received;

std::string code_of(const std::string& bytes) {
    const auto read = read_tak_message(bytes, received);
    return read ? "" : read.error().code;
}

// A message with one event of the uid and type that each has, and the rest as given.
std::string with(const WireWriter& detail, const std::string& uid = "u") {
    WireWriter event;
    event.text(1, "a-f-G");
    event.text(5, uid);
    event.message(15, detail);
    WireWriter message;
    message.message(2, event);
    return message.bytes();
}

TEST(TakMessage, WritesWhatReadsAsTheSame) {
    const bool is_kept = rc::check("written and read again an event is the same", [] {
        const Event event = *test::any_event();
        const auto read = read_tak_message(write_tak_message(event), received);
        RC_ASSERT(read.has_value());
        RC_ASSERT(read->event.has_value());
        RC_ASSERT(read->event->event == event);
    });
    EXPECT_TRUE(is_kept);
}

// Bytes put down by hand from the published field numbers: type, uid, times, place, and a contact.
TEST(TakMessage, ReadsBytesOfTheProtocol) {
    const std::string contact =
        "\x0a\x05"
        "*:-1:"
        "\x12\x03"
        "BOB";
    const std::string detail = "\x12" + std::string(1, static_cast<char>(contact.size())) + contact;
    std::string event =
        "\x0a\x09"
        "a-f-G-U-C"
        "\x2a\x06"
        "unit-1";
    event += "\x30\xe8\x07\x38\xe8\x07\x40\xd0\x0f";  // 1000, 1000, 2000 ms
    event +=
        "\x4a\x03"
        "m-g";
    event += std::string("\x51\0\0\0\0\0\x40\x4a\x40", 9) + std::string("\x59\0\0\0\0\0\0\x14\x40", 9);  // 52.5, 5.0
    event += "\x7a" + std::string(1, static_cast<char>(detail.size())) + detail;
    const std::string message = "\x12" + std::string(1, static_cast<char>(event.size())) + event;
    const auto read = read_tak_message(message, received);
    ASSERT_TRUE(read && read->event);
    EXPECT_TRUE(read->event->degraded.empty());
    const Event& said = read->event->event;
    EXPECT_EQ(said.uid, "unit-1");
    EXPECT_EQ(said.time, Instant{1'000});
    EXPECT_EQ(said.stale, Instant{2'000});
    EXPECT_EQ(said.point->lat, 52.5);
    EXPECT_EQ(said.point->lon, 5.0);
    EXPECT_EQ(said.detail.contact->callsign, "BOB");
    EXPECT_EQ(said.detail.contact->endpoint, "*:-1:");
}

TEST(TakMessage, TakesWhatTheXmlSaysWhereBothSayIt) {
    WireWriter contact;
    contact.text(2, "from the message");
    WireWriter detail;
    detail.text(1, "<contact callsign=\"from the XML\"/><strange/>");
    detail.message(2, contact);
    const auto read = read_tak_message(with(detail), received);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->event->event.detail.contact->callsign, "from the XML");
    EXPECT_EQ(read->event->event.detail.others, "<strange/>");
}

TEST(TakMessage, KeepsTheOrderOfWhatStandsThereTwice) {
    Event event;
    event.uid = "unit-1";
    event.type = "a-f-G";
    event.time = event.start = event.stale = received;
    event.detail.track = {1.5, 270.0, {}};
    event.detail.others = R"(<track speed="2.0" course="3.0"/>)";
    const auto read = read_tak_message(write_tak_message(event), received);
    ASSERT_TRUE(read && read->event);
    EXPECT_EQ(read->event->event, event);
}

TEST(TakMessage, MayBeAWordAboutVersionsOnly) {
    const auto read = read_tak_message("\x0a\x04\x08\x01\x10\x01", received);
    ASSERT_TRUE(read && read->control);
    EXPECT_FALSE(read->event);
    EXPECT_EQ(read->control->most, 1U);
}

TEST(TakMessage, SkipsFieldsThatItDoesNotKnow) {
    EXPECT_EQ(code_of(with({}) + "\x18\x01\xa2\x06\x01x"), "");
}

TEST(TakMessage, RefusesWhatIsBroken) {
    EXPECT_EQ(code_of("\x12\x05"
                      "ab"),
              "unreadable");
    EXPECT_EQ(code_of("\x13"), "unreadable");  // a group
    EXPECT_EQ(code_of("\x10\x01"), "unreadable");
    EXPECT_EQ(code_of(with({}, "\x01")), "unreadable");
    EXPECT_EQ(code_of(with({}, "\xff")), "unreadable");
    EXPECT_EQ(code_of(with({}, "")), "bad_value");
    WireWriter two_documents;
    two_documents.text(1, "</detail><detail>");
    EXPECT_EQ(code_of(with(two_documents)), "unreadable");
    EXPECT_EQ(code_of(std::string(300'000, '\x18')), "too_long");
}

}  // namespace
}  // namespace paraat::codec::cot
