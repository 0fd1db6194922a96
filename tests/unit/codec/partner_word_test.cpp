#include <gmock/gmock.h>

#include "hub/codec/read_input.hpp"
#include "hub/codec/write_partner.hpp"

namespace paraat::codec {
namespace {

core::PartnerWord word() {
    core::PartnerWord made;
    made.name = core::CaseId{*Ulid::parse("01jd8000000000000000000000")};
    made.rev = 2;
    made.origin = "oov-a";
    made.view.category = core::CategoryName{"robbery"};
    made.view.severity = core::Severity::serious;
    made.view.position = core::Position{519'200'000, 44'800'000};
    made.place_m = 500;
    return made;
}

TEST(PartnerWord, SaysWhatIsGivenAndNoMore) {
    EXPECT_EQ(partner_json(word(), Instant{1'763'940'000'000}),
              R"({"id":"01jd8000000000000000000000-2","case":"01jd8000000000000000000000","rev":2,"origin":"oov-a",)"
              R"("hops":1,"sent_at":1763940000000,"category":"robbery","severity":"serious","lat":51.92,"lon":4.48,)"
              R"("accuracy_m":500})");
}

TEST(PartnerWord, RecallSaysWhyAndNothingOfTheIncident) {
    core::PartnerWord recall = word();
    recall.kind = core::PartnerWordKind::recall;
    recall.view = {};
    recall.why = "agreement_ended";
    EXPECT_EQ(partner_json(recall, Instant{1}),
              R"({"id":"01jd8000000000000000000000-2","case":"01jd8000000000000000000000","rev":2,"origin":"oov-a",)"
              R"("hops":1,"sent_at":1,"why":"agreement_ended"})");
}

TEST(PartnerWord, IsAReportThatAnotherSiteCanTakeIn) {
    const auto reading = read_input(core::InputKind::report, partner_json(word(), Instant{1'763'940'000'000}));
    ASSERT_TRUE(reading) << reading.error().error.message;
    const auto& report = std::get<core::Report>(reading->body);
    EXPECT_EQ(report.origin, "oov-a");
    EXPECT_EQ(report.hops, 1);
    EXPECT_EQ(report.category.text, "robbery");
    EXPECT_EQ(report.position, word().view.position);
}

TEST(PartnerReport, OriginIsTheNameOfASiteAndHopsAreFew) {
    const auto field = [](const char* more) {
        const auto reading = read_input(core::InputKind::report, std::string(R"({"category":"theft",)") + more + "}");
        return reading ? std::string() : reading.error().error.field;
    };
    EXPECT_EQ(field(R"("origin":"oov-a","hops":100)"), "");
    EXPECT_EQ(field(R"("origin":"the text of somebody")"), "origin");
    EXPECT_EQ(field(R"("hops":0)"), "hops");
    EXPECT_EQ(field(R"("hops":101)"), "hops");
}

}  // namespace
}  // namespace paraat::codec
