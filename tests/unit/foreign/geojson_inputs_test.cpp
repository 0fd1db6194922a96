#include "hub/foreign/geojson_inputs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "hub/codec/geojson/partner_view.hpp"
#include "hub/codec/read_input.hpp"
#include "hub/foreign/earlier_words.hpp"

namespace paraat::foreign {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Interpretation heard_features(const std::string& payload) {
    return read_geojson({"oov/partner/gemeente/in/geojson", payload, core::ClientName{"gemeente"},
                         core::InputKind::report, true, Instant{1'795'000'000'000}, "geojson"});
}

nlohmann::json feature_report(const Interpretation& made, std::size_t at = 0) {
    return nlohmann::json::parse(made.sayings.at(at).normalised);
}

TEST(GeojsonInputs, EachFeatureIsAReport) {
    const Interpretation made = heard_features(
        R"({"type":"FeatureCollection","features":[{"type":"Feature","id":"m-1","geometry":{"type":"Point","coordinates":[4.48,51.92]},)"
        R"("properties":{"category":"loitering","text":"op het plein"}},{"type":"Feature","geometry":null,"properties":{"category":"theft"}},)"
        R"({"type":"Feature","geometry":null,"properties":{}}]})");
    ASSERT_THAT(made.sayings, SizeIs(2));
    EXPECT_TRUE(made.sayings[0].original.starts_with(R"({"type":"Feature","id":"m-1")"));
    EXPECT_EQ(made.sayings[1].original, R"({"type":"Feature","geometry":null,"properties":{"category":"theft"}})");
    EXPECT_EQ(feature_report(made)["id"], "m-1");
    EXPECT_EQ(feature_report(made)["lat"], 51.92);
    EXPECT_TRUE(codec::read_input(core::InputKind::report, made.sayings[1].normalised)->id.starts_with("geojson-"));
    EXPECT_TRUE(made.is_degraded);
    EXPECT_FALSE(made.refused);
    EXPECT_TRUE(heard_features(R"({"type":"Feature","geometry":null,"properties":{}})").refused);
}

TEST(GeojsonInputs, ALaterWordOfAnotherHubContinuesTheEarlierOnes) {
    core::PartnerWord word;
    word.name = core::CaseId{*Ulid::parse("01jd8000000000000000000001")};
    word.rev = 3;
    word.hops = 2;
    word.origin = "oov-a";
    word.view.category = core::CategoryName{"theft"};
    const auto report = feature_report(heard_features(codec::geojson::write_partner_word(word)));
    EXPECT_EQ(report["id"], "01jd8000000000000000000001-3");
    EXPECT_THAT(report["follows"], ElementsAre("01jd8000000000000000000001-2", "01jd8000000000000000000001-1"));
    EXPECT_EQ(report["hops"], 2);
    EXPECT_EQ(report["origin"], "oov-a");
    word.kind = core::PartnerWordKind::close;
    const Interpretation closed = heard_features(codec::geojson::write_partner_word(word));
    EXPECT_THAT(closed.sayings, IsEmpty());
    EXPECT_FALSE(closed.refused);
}

TEST(GeojsonInputs, AWordThatDoesNotNameItsCaseIsKnownByWhatItSays) {
    const auto word = [](const std::string& text) {
        return R"({"type":"Feature","geometry":null,"properties":{"category":"theft","kind":"alert","rev":2,"text":")" +
               text + "\"}}";
    };
    const Interpretation made = heard_features(word("one"));
    const std::string id = feature_report(made)["id"];
    EXPECT_THAT(id, testing::StartsWith("geojson-"));
    EXPECT_EQ(feature_report(heard_features(word("one")))["id"], id);
    EXPECT_NE(feature_report(heard_features(word("two")))["id"], id);
    EXPECT_FALSE(feature_report(made).contains("follows"));
    EXPECT_TRUE(made.is_degraded);
}

TEST(EarlierWords, AreThoseOfTheSameCaseTheNewestFirst) {
    EXPECT_THAT(earlier_words("01k9-3"), ElementsAre("01k9-2", "01k9-1"));
    EXPECT_THAT(earlier_words("01k9-900"), SizeIs(16));
    EXPECT_EQ(earlier_words("01k9-900").front(), "01k9-899");
    for (const char* other : {"01k9-1", "01k9-0", "01k9-x", "01k9-3x", "01k9", "-3", "", "01k9-99999999999999999999"}) {
        EXPECT_THAT(earlier_words(other), IsEmpty()) << other;
    }
    EXPECT_THAT(earlier_words("01k9-2", {"case", "status", "rev"}), ElementsAre("01k9-1"));
    EXPECT_THAT(earlier_words("01k9-2", {"status", "rev"}), IsEmpty());
}

}  // namespace
}  // namespace paraat::foreign
