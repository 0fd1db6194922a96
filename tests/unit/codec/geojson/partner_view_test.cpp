#include "hub/codec/geojson/partner_view.hpp"

#include <gmock/gmock.h>

#include "hub/codec/geojson/read.hpp"

namespace paraat::codec::geojson {
namespace {

core::PartnerWord alert() {
    core::PartnerWord word;
    word.name = core::CaseId{Ulid::parse("01jd8000000000000000000001").value()};
    word.rev = 3;
    word.origin = "hub-1";
    word.hops = 2;
    word.place_m = 500;
    word.view.category = core::CategoryName{"theft"};
    word.view.severity = core::Severity::minor;
    word.view.priority = 4;
    word.view.status = core::IncidentStatus::open;
    word.view.title = "Diefstal \"x\"";
    word.view.areas = {"centrum", "haven"};
    word.view.position = core::Position{519'200'000, 44'800'001};
    word.view.opened_at = Instant{1763940000000};
    return word;
}

TEST(PartnerView, IsAFeatureOfItsCase) {
    EXPECT_EQ(
        write_partner_word(alert()),
        R"({"type":"Feature","id":"01jd8000000000000000000001","geometry":{"type":"Point","coordinates":)"
        R"([4.4800001,51.92]},"properties":{"accuracy_m":500,"areas":"[\"centrum\",\"haven\"]","category":"theft",)"
        R"("hops":2,"kind":"alert","opened_at":"2025-11-23T23:20:00Z","origin":"hub-1","priority":4,"rev":3,)"
        R"("severity":"minor","status":"open","title":"Diefstal \"x\""}})");
}

TEST(PartnerView, HasNothingThatTheAgreementDoesNotGive) {
    core::PartnerWord word = alert();
    word.view = {};
    const auto reading = read(write_partner_word(word));
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->features[0].geometry, std::nullopt);
    EXPECT_EQ(reading->features[0].properties.size(), 4U);  // kind, rev, hops, origin
}

TEST(PartnerView, LeavesOutOfTheFeedWhatDoesNotStand) {
    core::PartnerWord closed = alert();
    closed.kind = core::PartnerWordKind::close;
    const std::vector<core::PartnerWord> words = {alert(), closed};
    const auto reading = read(write_feed(words));
    ASSERT_TRUE(reading);
    EXPECT_TRUE(reading->is_collection);
    EXPECT_EQ(reading->features, std::vector{feature_of(alert())});
    EXPECT_EQ(write_feed({}), R"({"type":"FeatureCollection","features":[]})");
}

}  // namespace
}  // namespace paraat::codec::geojson
