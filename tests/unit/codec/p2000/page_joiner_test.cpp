#include "hub/codec/p2000/page_joiner.hpp"

#include <gmock/gmock.h>

#include "tests/unit/codec/p2000/sample.hpp"

namespace paraat::codec::p2000 {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Instant begin{1'000'000'000};

Instant moment(int second) {
    return begin + std::chrono::seconds{second};
}

// Of a receiver whose clock is right and whose pages arrive at once.
PageTimes at(int second) {
    return {moment(second), moment(second)};
}

Page page(std::string text, std::string capcode = "1500160", PagePart part = PagePart::whole) {
    Page made;
    made.text = std::move(text);
    made.capcodes = {std::move(capcode)};
    made.part = part;
    return made;
}

const char* const fire = "P 1 BDH-01 BR woning Kerkweg Delft 159650";

TEST(PageJoiner, MakesOneOfWhatSeveralCapcodesGet) {
    PageJoiner joiner{shipped_tables()};
    EXPECT_EQ(joiner.take(page(fire, "1"), at(0)).kind, Joining::fresh);
    const auto second = joiner.take(page(fire, "2"), at(3));
    EXPECT_EQ(second.kind, Joining::same);
    EXPECT_EQ(second.of, 1U);
    EXPECT_THAT(joiner.take(page(fire, "3"), at(4)).page.capcodes, ElementsAre("1", "2", "3"));
}

TEST(PageJoiner, CallsTheSameMinutesLaterARepeat) {
    PageJoiner joiner{shipped_tables()};
    static_cast<void>(joiner.take(page(fire), at(0)));
    const auto again = joiner.take(page(fire), at(300));
    EXPECT_EQ(again.kind, Joining::repeat);
    EXPECT_EQ(again.of, 1U);
    EXPECT_EQ(joiner.take(page(fire), at(601)).kind, Joining::fresh);
}

TEST(PageJoiner, PutsPiecesTogetherThatTheReceiverMarked) {
    PageJoiner joiner{shipped_tables()};
    EXPECT_EQ(joiner.take(page("P 1 BDH-01 BR woning Kerk", "1", PagePart::goes_on), at(0)).kind, Joining::held);
    EXPECT_EQ(joiner.take(page("P 1 of another", "2", PagePart::whole), at(1)).kind, Joining::fresh);
    EXPECT_EQ(joiner.take(page("weg Delft ", "1", PagePart::goes_on), at(2)).kind, Joining::held);
    const auto whole = joiner.take(page("159650", "1", PagePart::last), at(4));
    EXPECT_EQ(whole.kind, Joining::fresh);
    EXPECT_EQ(whole.page.text, fire);
    EXPECT_EQ(whole.dispatch.place, "Delft");
    EXPECT_FALSE(whole.dispatch.is_fragment);
}

TEST(PageJoiner, PutsTheRestOfAUnitsNumberBehindIt) {
    PageJoiner joiner{shipped_tables()};
    const auto held = joiner.take(page("P 1 BDH-01 BR woning Kerkweg Delft 159650 1596", "1", PagePart::unsaid), at(0));
    EXPECT_EQ(held.kind, Joining::held);
    const auto whole = joiner.take(page("60 159670", "1", PagePart::unsaid), at(5));
    EXPECT_THAT(whole.dispatch.units, ElementsAre("159650", "159660", "159670"));
}

TEST(PageJoiner, DoesNotPutTheNextDispatchBehindAPiece) {
    PageJoiner joiner{shipped_tables()};
    static_cast<void>(joiner.take(page("P 1 BR woning Kerkweg Delft 159650 1596", "1", PagePart::unsaid), at(0)));
    const auto next = joiner.take(page("P 2 BR buiten Kerkweg Delft 159650", "1", PagePart::unsaid), at(2));
    EXPECT_EQ(next.kind, Joining::fresh);
    EXPECT_EQ(next.dispatch.class_name, "Brand/Buiten");
}

TEST(PageJoiner, LetsAPieceGoWhoseRestDoesNotCome) {
    PageJoiner joiner{shipped_tables()};
    static_cast<void>(joiner.take(page("P 1 BDH-01 BR woning Kerk", "1", PagePart::goes_on), at(0)));
    EXPECT_THAT(joiner.overdue(moment(30)), IsEmpty());
    const auto over = joiner.overdue(moment(31));
    ASSERT_THAT(over, SizeIs(1));
    EXPECT_TRUE(over[0].dispatch.is_fragment);
    EXPECT_EQ(over[0].kind, Joining::fresh);
    EXPECT_THAT(joiner.overdue(moment(31)), IsEmpty());
}

TEST(PageJoiner, WaitsForTheRestByWhenThePieceArrivedWhateverTheReceiverShows) {
    for (const int shown : {-3'600, 3'600}) {
        PageJoiner joiner{shipped_tables()};
        static_cast<void>(
            joiner.take(page("P 1 BDH-01 BR woning Kerk", "1", PagePart::goes_on), {moment(shown), moment(0)}));
        EXPECT_THAT(joiner.overdue(moment(30)), IsEmpty()) << shown;
        EXPECT_THAT(joiner.overdue(moment(31)), SizeIs(1)) << shown;
    }
}

TEST(PageJoiner, TellsAtOnceWhatItHasNoRoomToHold) {
    PageJoiner::Limits limits;
    limits.held_most = 1;
    PageJoiner joiner{shipped_tables(), limits};
    EXPECT_EQ(joiner.take(page("P 1 BDH-01 BR woning Kerk", "1", PagePart::goes_on), at(0)).kind, Joining::held);
    const auto second = joiner.take(page("P 2 BDH-01 BR buiten Dorps", "2", PagePart::goes_on), at(1));
    EXPECT_EQ(second.kind, Joining::fresh);
    EXPECT_TRUE(second.dispatch.is_fragment);
    EXPECT_EQ(joiner.take(page("weg Delft 159650", "1", PagePart::last), at(2)).page.text, fire);
}

TEST(PageJoiner, LetsGoOfAllThatItHolds) {
    PageJoiner joiner{shipped_tables()};
    static_cast<void>(joiner.take(page("P 1 BDH-01 BR woning Kerk", "1", PagePart::goes_on), at(0)));
    static_cast<void>(joiner.take(page("P 2 BDH-01 BR buiten Dorps", "2", PagePart::goes_on), at(1)));
    const auto all = joiner.let_go();
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_TRUE(all[0].dispatch.is_fragment);
    EXPECT_FALSE(joiner.is_holding());
}

TEST(PageJoiner, TakesAPieceOnceThatABrokerBringsTwice) {
    PageJoiner joiner{shipped_tables()};
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(joiner.take(page("P 1 BDH-01 BR woning Kerk", "1", PagePart::goes_on), at(0)).kind, Joining::held);
    }
    EXPECT_EQ(joiner.take(page("weg Delft 159650", "1", PagePart::last), at(2)).page.text, fire);
}

TEST(PageJoiner, KnowsAPieceAgainThatWasPutTogetherAlready) {
    PageJoiner joiner{shipped_tables()};
    Page first = page("P 1 BDH-01 BR woning Kerk", "1", PagePart::goes_on);
    first.received = CivilTime{2026, 11, 27, 10, 0, 0};
    Page rest = page("weg Delft 159650", "1", PagePart::last);
    rest.received = CivilTime{2026, 11, 27, 10, 0, 2};
    joiner.take(first, at(0));
    EXPECT_EQ(joiner.take(rest, at(2)).kind, Joining::fresh);
    EXPECT_EQ(joiner.take(first, at(3)).kind, Joining::repeat);
    EXPECT_EQ(joiner.take(rest, at(3)).kind, Joining::repeat);
    EXPECT_FALSE(joiner.is_holding());
    first.received = CivilTime{2026, 11, 27, 10, 5, 0};
    EXPECT_EQ(joiner.take(first, at(300)).kind, Joining::held) << "it was sent again";
}

TEST(PageJoiner, TellsAnEndWithoutABeginning) {
    PageJoiner joiner{shipped_tables()};
    const auto end = joiner.take(page("weg Delft", "1", PagePart::last), at(0));
    EXPECT_EQ(end.kind, Joining::fresh);
    EXPECT_TRUE(end.dispatch.is_fragment);
}

TEST(PageJoiner, FindsWhatAWithdrawalTakesBackByItsNumber) {
    PageJoiner joiner{shipped_tables()};
    static_cast<void>(joiner.take(page("A1 Goes rit: 55148"), at(0)));
    static_cast<void>(joiner.take(page("A1 Goes rit: 55149"), at(1)));
    const auto withdrawal = joiner.take(page("A1 Goes rit: 55148 cancel"), at(600));
    EXPECT_EQ(withdrawal.kind, Joining::withdrawal);
    EXPECT_EQ(withdrawal.of, 1U);
}

TEST(PageJoiner, FindsWhatAWithdrawalTakesBackByWhatAndWhere) {
    PageJoiner joiner{shipped_tables()};
    static_cast<void>(joiner.take(page("P 1 BDH-01 BR woning Kerkweg Delft 159650"), at(0)));
    static_cast<void>(joiner.take(page("P 1 BDH-01 BR woning Dorpsweg Delft 159650"), at(1)));
    const auto withdrawal = joiner.take(page("P 1 (Intrekken Alarm Brw) BR woning Kerkweg Delft"), at(600));
    EXPECT_EQ(withdrawal.of, 1U);
}

TEST(PageJoiner, LetsAWithdrawalStandAloneThatNothingFits) {
    PageJoiner joiner{shipped_tables()};
    static_cast<void>(joiner.take(page("P 1 BDH-01 Reanimatie 159650"), at(0)));
    const auto bare = joiner.take(page("p 3 Intrekken alarm."), at(1));
    EXPECT_EQ(bare.kind, Joining::withdrawal);
    EXPECT_EQ(bare.of, std::nullopt);
}

TEST(PageJoiner, ForgetsTheOldest) {
    PageJoiner::Limits limits;
    limits.pages_most = 2;
    PageJoiner joiner{shipped_tables(), limits};
    for (const auto* text : {"a", "b", "c"}) static_cast<void>(joiner.take(page(text), at(0)));
    EXPECT_EQ(joiner.take(page("c"), at(1)).kind, Joining::same);
    EXPECT_EQ(joiner.take(page("a"), at(1)).kind, Joining::fresh);
}

}  // namespace
}  // namespace paraat::codec::p2000
