#include "hub/core/retention.hpp"

#include <gtest/gtest.h>

namespace paraat::core {
namespace {

using namespace std::chrono_literals;

constexpr Instant record_opened_at{1'763'940'000'000};

Event after_opening(Milliseconds after, EventBody body) {
    return {record_opened_at + after, the_hub, std::move(body)};
}

IncidentRecord record_of_events(const std::vector<Event>& events) {
    IncidentRecord record;
    for (const Event& event : events) record.follow(event);
    return record;
}

TEST(Retention, IsByTheFirstRegimeThatApplies) {
    const Retention& shipped = shipped_retention();
    RecordFacts facts;
    EXPECT_EQ("avg", shipped.regime_of(facts).name);
    facts.compartment = CompartmentName{"covert"};
    EXPECT_EQ("investigation", shipped.regime_of(facts).name);
    facts.senders = {ClientName{"radio-7"}, ClientName{"politie"}};
    EXPECT_EQ("wpg", shipped.regime_of(facts).name);
}

TEST(Retention, IsByTheLastRegimeWhereAnotherSaysNothing) {
    const Retention& shipped = shipped_retention();
    const Regime& wpg = shipped.regime_named("wpg");
    EXPECT_EQ(24h * 1826, shipped.term(wpg, RecordKind::incident).keep);
    EXPECT_EQ(shipped.term(shipped.regimes.back(), RecordKind::duty).keep, shipped.term(wpg, RecordKind::duty).keep);
}

TEST(Retention, IsAnotherVersionWhereAnotherRegimeMayApplyAndNotForATerm) {
    Retention other = shipped_retention();
    other.regimes.back().terms[RecordKind::incident].keep = 1h;
    EXPECT_EQ(shipped_retention().version(), other.version());
    other.regimes.front().categories.insert(CategoryName{"theft"});
    EXPECT_NE(shipped_retention().version(), other.version());
}

TEST(IncidentRecord, SaysWhatDecidesAboutItsTerm) {
    ReportReceived report;
    report.report.category = CategoryName{"theft"};
    const IncidentId other{Ulid::from_bytes({1})};
    Absorbed absorbed;
    absorbed.from = other;
    Triaged triaged;
    triaged.category = CategoryName{"burglary"};
    const IncidentRecord record = record_of_events(
        {after_opening(0s, report), after_opening(1s, IncidentOpened{{}, CompartmentName{"covert"}, {}, 4, {}}),
         after_opening(2s, Routed{{}, DivisionName{"dvo"}, {}, {}, {}, false}), after_opening(3s, triaged),
         after_opening(4s, Closed{}), after_opening(5s, Reopened{}), after_opening(6s, absorbed),
         after_opening(7s, Closed{}), after_opening(48h, IncidentRetired{{}, {InstructionId{Ulid::from_bytes({2})}}})});
    EXPECT_EQ("burglary", record.facts.category.text);
    EXPECT_TRUE(record.facts.divisions.contains(DivisionName{"dvo"}));
    EXPECT_EQ("covert", record.facts.compartment.text);
    EXPECT_EQ(record_opened_at + 7s, record.closed_at);
    EXPECT_TRUE(record.is_let_go);
    EXPECT_EQ(1U, record.orders.size());
    EXPECT_TRUE(record.related.contains(other));
}

TEST(IncidentRecord, KnowsWhoSentEachOfItsReports) {
    const IncidentId other{Ulid::from_bytes({1})};
    IncidentRecord record;
    record.follow({record_opened_at, ClientName{"radio-7"}, ReportReceived{}});
    record.follow({record_opened_at, ClientName{"politie"}, ReportReceived{}});
    EXPECT_EQ((std::set<ClientName>{ClientName{"politie"}, ClientName{"radio-7"}}), record.facts.senders);
    EXPECT_EQ("wpg", shipped_retention().regime_of(record.facts).name);

    ReportHeard heard;
    heard.client = ClientName{"politie"};
    heard.category = CategoryName{"theft"};
    Absorbed absorbed;
    absorbed.from = other;
    absorbed.heard.push_back(heard);
    const IncidentRecord split_off = record_of_events({after_opening(0s, absorbed)});
    EXPECT_EQ("theft", split_off.facts.category.text);
    EXPECT_EQ("wpg", shipped_retention().regime_of(split_off.facts).name);
}

TEST(FieldsOf, AreThoseOfTheRecordsAndSorts) {
    constexpr std::uint16_t report_received = 2;
    const RecordKind incident[] = {RecordKind::incident};
    const RecordKind position[] = {RecordKind::position};
    const FieldSort reporter[] = {FieldSort::reporter};
    using Numbers = std::set<std::uint16_t>;
    EXPECT_EQ((Numbers{7, 10, 15, 21}), fields_of(report_received, incident, {}));
    EXPECT_EQ((Numbers{8, 9, 22}), fields_of(report_received, position, {}));
    EXPECT_EQ((Numbers{15}), fields_of(report_received, incident, reporter));
    EXPECT_EQ(Numbers{}, fields_of(report_received, position, reporter));
}

// The number that the journal has for this kind of event.
template <class Body>
std::uint16_t kind_of() {
    return static_cast<std::uint16_t>(EventBody(Body{}).index() + 1);
}

TEST(FieldsOf, WhatHoldsSeveralSortsGoesWithEachOfThemAndWithNoOther) {
    const std::vector<RecordKind> records = {RecordKind::incident, RecordKind::instruction, RecordKind::partner};
    const auto goes_with = [&](std::uint16_t kind, std::uint16_t number) {
        std::set<FieldSort> found;
        for (const FieldSort sort :
             {FieldSort::reporter, FieldSort::address, FieldSort::position, FieldSort::text, FieldSort::facts}) {
            const FieldSort sorts[] = {sort};
            if (fields_of(kind, records, sorts).contains(number)) found.insert(sort);
        }
        return found;
    };
    using Sorts = std::set<FieldSort>;
    EXPECT_EQ((Sorts{FieldSort::position, FieldSort::text, FieldSort::facts}), goes_with(kind_of<Absorbed>(), 4));
    EXPECT_EQ((Sorts{FieldSort::position, FieldSort::text}), goes_with(kind_of<PartnerPlanned>(), 3));
    EXPECT_EQ((Sorts{FieldSort::position, FieldSort::text}), goes_with(kind_of<PartnerTold>(), 4));
    EXPECT_EQ((Sorts{FieldSort::position, FieldSort::text}), goes_with(kind_of<InstructionIssued>(), 14));
    EXPECT_EQ(Sorts{FieldSort::facts}, goes_with(kind_of<Absorbed>(), 8));
}

}  // namespace
}  // namespace paraat::core
