#include "hub/mqtt/packet.hpp"

#include <gmock/gmock.h>

#include "tests/support/mqtt_frames.hpp"
#include "tests/unit/mqtt/broker_words.hpp"

namespace paraat::mqtt {
namespace {

using testing::ElementsAre;

Frame frame_of(const std::string& bytes) {
    std::string_view unread = bytes;
    const auto frame = test::take_frame(unread);
    EXPECT_TRUE(frame);
    return frame.value_or(Frame{});
}

Connect connect() {
    Connect made;
    made.client_id = "hub-1";
    made.keep_alive = std::chrono::seconds{15};
    return made;
}

// 3.1.1: 3.1, with the flags of table 3.1.2.3.
TEST(Packet, ConnectsAsTheStandardSays) {
    std::string out;
    write_connect(out, connect(), Version::v3_1_1);
    EXPECT_EQ(out, packet(0x10, bytes({0, 4, 'M', 'Q', 'T', 'T', 4, 0x02, 0, 15, 0, 5}) + "hub-1"));
}

TEST(Packet, ConnectsWithWillAndAccount) {
    Connect made = connect();
    made.is_clean = false;
    made.will = Will{"t", "gone"};
    made.username = "u";
    made.password = "pw";
    std::string out;
    write_connect(out, made, Version::v3_1_1);
    EXPECT_EQ(out, packet(0x10, bytes({0, 4, 'M', 'Q', 'T', 'T', 4, 0xEC, 0, 15, 0, 5}) + "hub-1" +
                                    bytes({0, 1, 't', 0, 4}) + "gone" + bytes({0, 1, 'u', 0, 2}) + "pw"));
}

// 5: 3.1.2.11, session expiry and receive maximum.
TEST(Packet, ConnectsInVersionFiveWithItsProperties) {
    Connect made = connect();
    made.session_expiry = std::chrono::seconds{86'400};
    made.receive_maximum = 1'000;
    std::string out;
    write_connect(out, made, Version::v5);
    EXPECT_EQ(
        out,
        packet(0x10, bytes({0, 4, 'M', 'Q', 'T', 'T', 5, 0x02, 0, 15, 8, 17, 0, 1, 0x51, 0x80, 33, 3, 0xE8, 0, 5}) +
                         "hub-1"));
}

TEST(Packet, SubscribesAndAcknowledges) {
    std::string out;
    write_subscribe(out, 258, {{"a/+", 1}, {"b", 0}}, Version::v3_1_1);
    write_puback(out, 259);
    write_pingreq(out);
    write_disconnect(out);
    EXPECT_EQ(out, packet(0x82, bytes({1, 2, 0, 3, 'a', '/', '+', 1, 0, 1, 'b', 0})) + bytes({0x40, 2, 1, 3}) +
                       bytes({0xC0, 0}) + bytes({0xE0, 0}));
}

TEST(Packet, ReadsWhatItPublishes) {
    for (const Version version : {Version::v3_1_1, Version::v5}) {
        for (const std::size_t size : {0, 1, 100, 127, 128, 16'383, 16'384, 70'000}) {
            const std::string payload(size, 'x');
            std::string out;
            write_publish(out, {"oov/up/radio-7/report", payload, 1, true, true, 65'535}, version);
            const auto read = read_publish(frame_of(out), version);
            ASSERT_TRUE(read) << size;
            EXPECT_EQ(read->topic, "oov/up/radio-7/report");
            EXPECT_EQ(read->payload, payload);
            EXPECT_EQ(read->qos, 1);
            EXPECT_TRUE(read->is_retained && read->is_again);
            EXPECT_EQ(read->id, 65'535);
        }
    }
}

TEST(Packet, SaysHowLongItIsOnceItsHeadIsThere) {
    const std::string whole = publish(Version::v3_1_1, "a", std::string(200, 'x'), 0);
    for (std::size_t length = 0; length < 3; ++length) {
        const auto part = read_head(std::string_view(whole).substr(0, length));
        ASSERT_TRUE(part) << length;
        EXPECT_FALSE(*part) << length;
    }
    const auto head = read_head(whole + "more");
    ASSERT_TRUE(head && *head);
    EXPECT_EQ((*head)->header, 3u);
    EXPECT_EQ((*head)->size, whole.size());
    EXPECT_EQ(read_head(bytes({0x30, 0xFF, 0xFF, 0xFF, 0x7F})).value()->size, remaining_most + 5);
    EXPECT_FALSE(read_head(bytes({0x30, 0xFF, 0xFF, 0xFF, 0xFF, 1})));
}

TEST(Packet, SaysWhyAConnectionIsRefused) {
    const auto old = read_connack(frame_of(connack(Version::v3_1_1, 5)), Version::v3_1_1);
    ASSERT_TRUE(old);
    EXPECT_EQ(reason_word(old->code, Version::v3_1_1), "not authorized");
    const std::string reason = bytes({31, 0, 4}) + "busy";
    const auto fresh = read_connack(frame_of(connack(Version::v5, 0x89, reason)), Version::v5);
    ASSERT_TRUE(fresh);
    EXPECT_EQ(reason_word(fresh->code, Version::v5), "server busy");
    EXPECT_EQ(fresh->reason, "busy");
}

TEST(Packet, TellsWhatABrokerOfVersionFiveLimits) {
    const std::string limits = bytes({33, 0, 20, 39, 0, 1, 0, 0, 19, 0, 5, 34, 0, 10, 37, 1, 18, 0, 1, 'x'});
    const auto read = read_connack(frame_of(connack(Version::v5, 0, limits)), Version::v5);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->receive_maximum, 20);
    EXPECT_EQ(read->packet_most, 65'536u);
    EXPECT_EQ(read->keep_alive, std::chrono::seconds{5});
}

TEST(Packet, IsRefusedWithPropertiesThatCannotBe) {
    for (const std::string& wrong : {bytes({33, 0, 20, 33, 0, 20}), bytes({99}), bytes({33, 0}), bytes({31, 0, 9, 'x'}),
                                     bytes({33, 0, 0}), bytes({43, 0})}) {
        EXPECT_FALSE(read_connack(frame_of(connack(Version::v5, 0, wrong)), Version::v5));
    }
    // Of a user more than one may come.
    const std::string twice = bytes({38, 0, 1, 'a', 0, 1, 'b', 38, 0, 1, 'a', 0, 1, 'c'});
    EXPECT_TRUE(read_connack(frame_of(connack(Version::v5, 0, twice)), Version::v5));
}

TEST(Packet, IsRefusedWhenItIsNotWhatItsTypePromises) {
    constexpr Version version = Version::v3_1_1;
    EXPECT_FALSE(read_publish(frame_of(packet(0x34, bytes({0, 1, 'a', 0, 1}))), version));  // QoS 2
    EXPECT_FALSE(read_publish(frame_of(packet(0x32, bytes({0, 1, 'a', 0, 0}))), version));  // id 0
    EXPECT_FALSE(read_publish(frame_of(packet(0x32, bytes({0, 1, 'a', 0}))), version));
    EXPECT_FALSE(read_publish(frame_of(packet(0x30, bytes({0, 0}))), version));       // no topic
    EXPECT_FALSE(read_publish(frame_of(packet(0x38, bytes({0, 1, 'a'}))), version));  // again, of QoS 0
    EXPECT_FALSE(read_puback(frame_of(packet(0x40, bytes({0}))), version));
    EXPECT_FALSE(read_puback(frame_of(packet(0x40, bytes({0, 0}))), version));
    EXPECT_FALSE(read_puback(frame_of(packet(0x40, bytes({0, 1, 0}))), version));
    EXPECT_FALSE(read_suback(frame_of(packet(0x90, bytes({0, 1}))), version));
    EXPECT_FALSE(read_connack(frame_of(packet(0x20, bytes({2, 0}))), version));
    EXPECT_FALSE(read_disconnect(frame_of(packet(0xE0, "")), version));  // no broker of 3.1.1 says it
}

TEST(Packet, OfVersionFiveMayHaveAnAlias) {
    const std::string aliased = packet(0x30, bytes({0, 1, 'a', 3, 35, 0, 1}));
    EXPECT_FALSE(read_publish(frame_of(aliased), Version::v5)) << "none was allowed";
    const std::string expiring = packet(0x30, bytes({0, 1, 'a', 5, 2, 0, 0, 0, 1, 'p'}));
    const auto read = read_publish(frame_of(expiring), Version::v5);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->payload, "p");
}

TEST(Packet, TellsWhyAMessageWasNotTaken) {
    const auto bare = read_puback(frame_of(puback(7)), Version::v5);
    ASSERT_TRUE(bare);
    EXPECT_EQ(bare->code, 0);
    const auto denied = read_puback(frame_of(packet(0x40, bytes({0, 7, 0x87}))), Version::v5);
    ASSERT_TRUE(denied);
    EXPECT_EQ(reason_word(denied->code, Version::v5), "not authorized");
    const auto worded = read_puback(frame_of(packet(0x40, bytes({0, 7, 0x97, 5, 31, 0, 2, 'n', 'o'}))), Version::v5);
    ASSERT_TRUE(worded);
    EXPECT_EQ(worded->code, 0x97);
    EXPECT_THAT(read_suback(frame_of(suback(Version::v5, 1, {1, 0x87})), Version::v5)->codes, ElementsAre(1, 0x87));
}

TEST(Packet, TellsWhyABrokerOfVersionFiveLeaves) {
    const auto taken = read_disconnect(frame_of(packet(0xE0, bytes({0x8E}))), Version::v5);
    ASSERT_TRUE(taken);
    EXPECT_EQ(reason_word(taken->code, Version::v5), "session taken over");
    EXPECT_EQ(read_disconnect(frame_of(packet(0xE0, "")), Version::v5)->code, 0);
}

}  // namespace
}  // namespace paraat::mqtt
