#include "hub/foreign/partner_cap.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hub/codec/cap/mapping.hpp"
#include "hub/codec/cap/read_document.hpp"
#include "hub/codec/cap/text_rules.hpp"

namespace paraat::foreign {
namespace {

namespace cap = codec::cap;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;

const Instant told_when{1'795'000'000'000};

core::PartnerWord told_word(core::Revision rev = 1) {
    core::PartnerWord made;
    made.name = core::CaseId{*Ulid::parse("01jd8000000000000000000001")};
    made.rev = rev;
    made.origin = "oov-a";
    made.place_m = 500;
    made.view.category = core::CategoryName{"robbery"};
    made.view.severity = core::Severity::serious;
    made.view.priority = 2;
    made.view.title = "Overval <& snel>";
    made.view.areas = {"centrum"};
    made.view.position = core::Position{519'200'000, 44'800'001};
    return made;
}

cap::AlertReading written_cap(const core::PartnerWord& one, std::vector<Instant> earlier = {}) {
    const std::string xml =
        partner_cap(one, told_when, {core::ClientName{"politie"}, "oov-example", std::move(earlier)});
    const auto reading = cap::read_document(xml);
    EXPECT_TRUE(reading) << xml;
    return reading->alerts.at(0);
}

TEST(PartnerCap, IsAnAlertThatReadsBackAsItWasGiven) {
    const cap::AlertReading reading = written_cap(told_word());
    EXPECT_THAT(reading.degraded, IsEmpty());
    const cap::Alert& alert = reading.alert;
    EXPECT_EQ(alert.type, cap::MessageType::alert);
    EXPECT_EQ(alert.status, cap::Status::actual);
    EXPECT_EQ(alert.identifier, "01jd8000000000000000000001-1");
    EXPECT_EQ(alert.sender, "oov-example");
    EXPECT_THAT(alert.addresses, ElementsAre("politie"));
    const auto report = cap::to_report(alert, {"robbery", "other"});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->category.text, "robbery");
    EXPECT_EQ(report->severity, core::Severity::serious);
    ASSERT_TRUE(report->position);
    EXPECT_LE(core::metres_between(*report->position, *told_word().view.position), 2);
    EXPECT_EQ(alert.blocks.at(0).headline, "Overval <& snel>");
    EXPECT_EQ(alert.blocks.at(0).urgency, cap::Urgency::expected);
}

TEST(PartnerCap, ALaterWordRefersToAllThatHaveNotExpired) {
    const cap::Alert update = written_cap(told_word(4), {told_when - 30h, told_when - 2h, told_when - 1h}).alert;
    EXPECT_EQ(update.type, cap::MessageType::update);
    EXPECT_THAT(update.references,
                ElementsAre(Field(&cap::MessageReference::identifier, "01jd8000000000000000000001-2"),
                            Field(&cap::MessageReference::identifier, "01jd8000000000000000000001-3")));
    EXPECT_EQ(update.references.at(1).sent.at, told_when - 1h);
    // When all have, the newest is still what it is about.
    const cap::Alert late = written_cap(told_word(3), {told_when - 60h, told_when - 50h}).alert;
    EXPECT_THAT(late.references,
                ElementsAre(Field(&cap::MessageReference::identifier, "01jd8000000000000000000001-2")));
}

TEST(PartnerCap, AnEndIsACancelOfWhatWasSaid) {
    core::PartnerWord closed = told_word(2);
    closed.kind = core::PartnerWordKind::close;
    closed.view = {};
    const cap::AlertReading reading = written_cap(closed, {told_when - 1h});
    EXPECT_THAT(reading.degraded, IsEmpty());
    EXPECT_EQ(reading.alert.type, cap::MessageType::cancel);
    EXPECT_THAT(reading.alert.references, SizeIs(1));
    EXPECT_THAT(reading.alert.blocks, IsEmpty());
}

TEST(PartnerCap, SaysNothingThatTheAgreementDoesNotGive) {
    core::PartnerWord bare = told_word();
    bare.view = {};
    const cap::AlertBlock block = written_cap(bare).alert.blocks.at(0);
    EXPECT_EQ(block.event, "incident");
    EXPECT_EQ(block.severity, cap::Severity::unknown);
    EXPECT_EQ(block.urgency, cap::Urgency::unknown);
    EXPECT_THAT(block.areas, IsEmpty());
    EXPECT_THAT(block.parameters, SizeIs(2));  // origin and hops
}

}  // namespace
}  // namespace paraat::foreign
