#include <gmock/gmock.h>

#include "hub/codec/format.hpp"
#include "tests/unit/codec/sample.hpp"

namespace paraat::codec {
namespace {

using core::InputKind;
using testing::ElementsAre;
using testing::SizeIs;
using testing::StartsWith;
using namespace std::string_literals;

Error refusal_of(InputKind kind, const std::string& json) {
    return refused(kind, json).error;
}

std::vector<std::string> ignored_in(const std::string& json) {
    const auto reading = read_input(InputKind::report, json);
    return reading ? reading->ignored : std::vector{reading.error().error.message};
}

TEST(JsonReader, NamesTheNearestKnownWord) {
    EXPECT_EQ(refusal_of(InputKind::report, R"({"category":"theft","severity":"serius"})"),
              (Error{"bad_value", "severity", R"(unknown severity "serius"; did you mean "serious"?)"}));
    EXPECT_EQ(refusal_of(InputKind::status, R"({"status":"onscene"})"),
              (Error{"bad_value", "status", R"(unknown status "onscene"; did you mean "on_scene"?)"}));
    EXPECT_EQ(refusal_of(InputKind::ack, R"({"incident":"01jd8000000000000000000001","answer":"acknowledge"})"),
              (Error{"bad_value", "answer", R"(unknown answer "acknowledge"; did you mean "acknowledged"?)"}));
    EXPECT_EQ(refusal_of(InputKind::command, R"({"do":"asign"})"),
              (Error{"bad_value", "do", R"(unknown do "asign"; did you mean "assign"?)"}));
    EXPECT_EQ(refusal_of(InputKind::presence, R"({"state":"on-line"})"),
              (Error{"bad_value", "state", R"(unknown state "on-line"; did you mean "online"?)"}));
    EXPECT_EQ(refusal_of(InputKind::query, R"({"ask":"incidents","status":["new","opne"]})"),
              (Error{"bad_value", "status[1]", R"(unknown status[1] "opne"; did you mean "open"?)"}));
}

TEST(JsonReader, SuggestsNothingForAWordLikeNone) {
    EXPECT_EQ(refusal_of(InputKind::status, R"({"status":"zzzzzzzz"})").message, R"(unknown status "zzzzzzzz")");
}

TEST(JsonReader, TakesUnknownFieldsAndNamesThem) {
    EXPECT_THAT(ignored_in(R"({"severty":"serious","category":"theft","address":{"city":"Rotterdam","street":"a"},)"
                           R"("references":[{"nr":1}],"x":{"y":[null,{"z":1e3}]}})"),
                ElementsAre("address.city", "references[0].nr", "severty", "x"));
}

TEST(JsonReader, NamesAtMostThirtyTwoUnknownFields) {
    std::string json = R"({"category":"theft")";
    for (int i = 0; i < 40; ++i) json += ",\"u" + std::to_string(i) + "\":0";
    EXPECT_THAT(ignored_in(json + "}"), SizeIs(32));
}

TEST(JsonReader, RefusesAValueOfAnotherType) {
    const auto of = [](const std::string& member) {
        return refusal_of(InputKind::report, R"({"id":"t1","category":"theft",)" + member + "}");
    };
    EXPECT_EQ(of(R"("text":3)"), (Error{"bad_value", "text", "text must be a text"}));
    EXPECT_EQ(of(R"("text":null)"), (Error{"bad_value", "text", "text must be a text"}));
    EXPECT_EQ(of(R"("persons":"4")"), (Error{"bad_value", "persons", "persons must be a whole number in its range"}));
    EXPECT_EQ(of(R"("persons":4.5)"), (Error{"bad_value", "persons", "persons must be a whole number in its range"}));
    EXPECT_EQ(of(R"("lat":"51","lon":4)"), (Error{"bad_value", "lat", "lat must be a number"}));
    EXPECT_EQ(of(R"("covert":1)"), (Error{"bad_value", "covert", "covert must be true or false"}));
    EXPECT_EQ(of(R"("severity":2)"), (Error{"bad_value", "severity", "severity must be one of its words"}));
    EXPECT_EQ(of(R"("tags":"a")"), (Error{"bad_value", "tags", "tags must be a list"}));
    EXPECT_EQ(of(R"("tags":["a",1])"), (Error{"bad_value", "tags[1]", "tags[1] must be a text"}));
    EXPECT_EQ(of(R"("address":[])"), (Error{"bad_value", "address", "address must be an object"}));
    EXPECT_EQ(of(R"("references":[1])"), (Error{"bad_value", "references[0]", "references[0] must be an object"}));
    EXPECT_EQ(of(R"("attributes":[])"), (Error{"bad_value", "attributes", "attributes must be an object of texts"}));
    EXPECT_EQ(of(R"("attributes":{"k":1})").field, "attributes.k");
}

TEST(JsonReader, TellsTheIdWhateverElseIsWrong) {
    EXPECT_EQ(refused(InputKind::report, R"({"category":3,"id":"t1"})").id, "t1");
}

TEST(JsonReader, RefusesWhatIsNoJsonInUtf8) {
    const std::string deep = std::string(10'000, '[') + std::string(10'000, ']');
    for (const std::string& text : {"{"s,
                                    "{\"a\""s,
                                    R"({"id":"t1"}})"s,
                                    R"({"id":"t1"} {)"s,
                                    R"({"id":"t1",})"s,
                                    R"({'id':'t1'})"s,
                                    R"({"id":"t1"/**/})"s,
                                    "{\"text\":\"\xff\"}"s,
                                    "{\"text\":\"\xc0\x80\"}"s,
                                    "{\"text\":\"\xed\xa0\x80\"}"s,
                                    "{\"text\":\"a\nb\"}"s,
                                    "{\"text\":\"a\0b\"}"s,
                                    "{\"id\":\"t1\"}\0"s,
                                    R"({"text":"\ud800"})"s,
                                    R"({"text":"\udc00\ud800"})"s,
                                    R"({"text":"\ud800a"})"s,
                                    R"({"lat":1e999,"lon":4})"s,
                                    R"({"lat":NaN})"s,
                                    R"({"lat":0x10})"s,
                                    R"({"lat":01})"s,
                                    "{\"x\":" + deep}) {
        const auto refusal = refused(InputKind::report, text);
        EXPECT_EQ(refusal.error.code, "unreadable") << text.substr(0, 60);
        EXPECT_EQ(refusal.id, "");
    }
}

TEST(JsonReader, TakesEscapesAndPairsOfSurrogates) {
    EXPECT_EQ(taken<core::Report>(InputKind::report, R"({"category":"theft","text":"\u00e9\n\ud83d\ude00"})").text,
              "é\n😀");
}

TEST(JsonReader, RefusesTheCharacterZero) {
    EXPECT_EQ(refusal_of(InputKind::report, R"({"category":"theft","text":"a\u0000b"})"),
              (Error{"bad_value", "text", "text is not UTF-8 without the character U+0000"}));
    EXPECT_EQ(refusal_of(InputKind::report, R"({"category":"theft","attributes":{"a\u0000b":"c"}})").code,
              "unreadable");
    EXPECT_EQ(refusal_of(InputKind::report, R"({"category":"theft","id\u0000x":"c"})").code, "unreadable");
}

TEST(JsonReader, RefusesAKeyThatIsThereTwice) {
    EXPECT_EQ(refusal_of(InputKind::report, R"({"id":"t1","category":"theft","category":"shooting"})"),
              (Error{"unreadable", "category", R"(the key "category" is there twice)"}));
    EXPECT_EQ(refusal_of(InputKind::report, R"({"category":"theft","address":{"street":"a","street":"b"}})").code,
              "unreadable");
    EXPECT_EQ(refusal_of(InputKind::report, R"({"category":"theft","":1,"":2})").code, "unreadable");
    EXPECT_TRUE(read_input(InputKind::report, R"({"category":"theft","x":{"a":1},"y":{"a":1}})"));
}

TEST(JsonReader, TakesSixteenLevelsAndNotSeventeen) {
    const auto nested = [](std::size_t levels) {
        return R"({"category":"theft","x":)" + std::string(levels - 1, '[') + std::string(levels - 1, ']') + "}";
    };
    EXPECT_TRUE(read_input(InputKind::report, nested(16)));
    EXPECT_EQ(refusal_of(InputKind::report, nested(17)),
              (Error{"unreadable", "", "the JSON is nested deeper than 16"}));
}

TEST(JsonReader, RepeatsLittleOfALongWordOrKey) {
    const std::string long_one(60'000, 'x');
    const Error word = refusal_of(InputKind::status, R"({"status":")" + long_one + "\"}");
    EXPECT_THAT(word.message, StartsWith("unknown status \"xxx"));
    EXPECT_LT(word.message.size(), 200U);
    const Error twice =
        refusal_of(InputKind::status, "{\"" + long_one.substr(30'000) + "\":1,\"" + long_one.substr(30'000) + "\":1}");
    EXPECT_LT(twice.message.size() + twice.field.size(), 300U);
    const Error attribute =
        refusal_of(InputKind::report, R"({"category":"theft","attributes":{")" + long_one + "\":1}}");
    EXPECT_LT(attribute.message.size() + attribute.field.size(), 400U);
    const auto ignored = ignored_in(R"({"category":"theft",")" + long_one + "\":1}");
    ASSERT_THAT(ignored, SizeIs(1));
    EXPECT_LT(ignored[0].size(), 100U);
}

}  // namespace
}  // namespace paraat::codec
