#include <gmock/gmock.h>

#include "tests/unit/codec/sample.hpp"

namespace paraat::codec {
namespace {

using core::InputKind;

struct Range {
    const char* name;
    InputKind kind;
    std::string before;  // the JSON up to the number; a brace ends it
    std::string field;
    std::string least;
    std::string most;
    std::string below;
    std::string above;
};

class Ranges : public testing::TestWithParam<Range> {};

TEST_P(Ranges, HoldAtTheirEndsAndNotBeyond) {
    const Range& range = GetParam();
    for (const std::string& number : {range.least, range.most}) {
        const auto reading = read_input(range.kind, range.before + number + "}");
        EXPECT_TRUE(reading) << number << ": " << reading.error().error.message;
    }
    for (const std::string& number : {range.below, range.above}) {
        const auto refusal = refused(range.kind, range.before + number + "}");
        // Over the contract's limit of persons is "too_long", like over its other limits.
        const bool is_over_limit = range.field == "persons" && number == "10001";
        EXPECT_EQ(refusal.error.code, is_over_limit ? "too_long" : "bad_value") << number;
        EXPECT_EQ(refusal.error.field, range.field) << number;
    }
}

const std::string theft = R"({"category":"theft",)";

INSTANTIATE_TEST_SUITE_P(
    Of, Ranges,
    testing::Values(
        Range{"Lat", InputKind::report, theft + R"("lon":0,"lat":)", "lat", "-90", "90", "-90.0000001", "90.0000001"},
        Range{"Lon", InputKind::report, theft + R"("lat":0,"lon":)", "lon", "-180", "180", "-180.0000001",
              "180.0000001"},
        Range{"Persons", InputKind::report, theft + R"("persons":)", "persons", "0", "10000", "-1", "10001"},
        Range{"Accuracy", InputKind::report, theft + R"("accuracy_m":)", "accuracy_m", "0", "1000000", "-1", "1000001"},
        Range{"SentAt", InputKind::report, theft + R"("sent_at":)", "sent_at", "-9223372036854775808",
              "9223372036854775807", "-9223372036854775809", "9223372036854775808"},
        Range{"Heading", InputKind::beacon, R"({"heading_deg":)", "heading_deg", "0", "360", "-1", "361"},
        Range{"Battery", InputKind::beacon, R"({"battery_pct":)", "battery_pct", "0", "100", "-1", "101"},
        Range{"Speed", InputKind::beacon, R"({"speed_mps":)", "speed_mps", "0", "1000", "-0.01", "1000.01"},
        Range{"Priority", InputKind::instruct, R"({"priority":)", "priority", "1", "5", "0", "6"},
        Range{"CommandPriority", InputKind::command, R"({"do":"triage","priority":)", "priority", "1", "5", "0", "6"},
        Range{"Rev", InputKind::command, R"({"do":"note","rev":)", "rev", "0", "18446744073709551615", "-1",
              "18446744073709551616"}),
    [](const auto& instance) { return instance.param.name; });

TEST(Position, WantsLatAndLonTogether) {
    EXPECT_EQ(refused(InputKind::report, theft + R"("lat":51.92})").error,
              (Error{"bad_value", "lon", "lat and lon come together or not at all"}));
    EXPECT_EQ(refused(InputKind::beacon, R"({"lon":4.48})").error,
              (Error{"bad_value", "lat", "lat and lon come together or not at all"}));
}

TEST(Position, OfZeroZeroIsNone) {
    EXPECT_EQ(taken<core::Report>(InputKind::report, theft + R"("lat":0,"lon":0})").position, std::nullopt);
    EXPECT_EQ(taken<core::Report>(InputKind::report, theft + R"("lat":-0.0,"lon":0.0})").position, std::nullopt);
    EXPECT_EQ(taken<core::Report>(InputKind::report, theft + R"("lat":0,"lon":4.48})").position,
              (core::Position{0, 44'800'000}));
}

TEST(Position, IsRoundedToTenMillionthsOfADegree) {
    EXPECT_EQ(taken<core::Report>(InputKind::report, theft + R"("lat":51.92000004,"lon":-4.48000006})").position,
              (core::Position{519'200'000, -44'800'001}));
}

TEST(ClientId, IsOneToSixtyFourOfItsAlphabet) {
    const std::string longest(64, 'a');
    for (const std::string& id : {std::string("A"), std::string("aZ09_-"), longest}) {
        const auto reading = read_input(InputKind::report, R"({"category":"theft","id":")" + id + "\"}");
        ASSERT_TRUE(reading);
        EXPECT_EQ(reading->id, id);
    }
}

TEST(ClientId, ThatBreaksTheRuleIsNeverRepeated) {
    const std::string too_long(65, 'a');
    for (const std::string& id : {std::string(), std::string("a b"), std::string("a/b"), std::string("é"), too_long}) {
        const auto bare = refused(InputKind::report, R"({"category":"theft","id":")" + id + "\"}");
        EXPECT_EQ(bare.error.field, "id");
        EXPECT_EQ(bare.id, "");
        const auto with_worse = refused(InputKind::report, R"({"category":3,"id":")" + id + "\"}");
        EXPECT_EQ(with_worse.error.field, "category");
        EXPECT_EQ(with_worse.id, "");
    }
}

TEST(HubId, IsTakenInEitherCaseAndRefusedOtherwise) {
    const auto ack = [](const std::string& id) { return R"({"incident":")" + id + R"(","answer":"done"})"; };
    EXPECT_EQ(taken<core::Ack>(InputKind::ack, ack("01JD8000000000000000000001")).incident, incident);
    for (const char* id :
         {"01jd8", "01jd800000000000000000000u", "81jd8000000000000000000001", "01jd80000000000000000000011"}) {
        EXPECT_EQ(refused(InputKind::ack, ack(id)).error,
                  (Error{"bad_value", "incident", "incident is an id of the hub: 26 characters"}));
    }
}

}  // namespace
}  // namespace paraat::codec
