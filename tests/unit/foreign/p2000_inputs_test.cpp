#include "hub/foreign/p2000_inputs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "hub/codec/read_input.hpp"

namespace paraat::foreign {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using namespace std::chrono_literals;

const Instant page_time{1'795'000'000'000};

codec::p2000::Tables shipped_words() {
    std::ifstream in(std::string(PARAAT_SOURCE_DIR) + "/config/p2000.toml");
    std::ostringstream text;
    text << in.rdbuf();
    std::vector<SourceIssue> issues;
    return codec::p2000::read_tables(text.str(), "p2000.toml", issues);
}

struct Receiver {
    P2000Inputs inputs{shipped_words(), [](Instant) { return Milliseconds{3'600'000}; }};

    Interpretation hears(const std::string& payload, Instant at = page_time, const std::string& receiver = "pager") {
        const std::string topic = "oov/partner/" + receiver + "/in/p2000";
        Heard heard{topic, payload, core::ClientName{receiver}, core::InputKind::report, true, at, "p2000"};
        return inputs.read(heard);
    }
};

// A page that its receiver marks as going on, about a place of its own.
std::string piece(const std::string& capcode, const char* time = "10:00:00") {
    return "FLEX|2026-11-27 " + std::string(time) + "|1600/2/F/A|12.077|" + capcode +
           "|ALN|P 1 BDH-07 BR woning Dorpsstraat " + capcode.substr(7) + " Lei";
}

std::string flex(const std::string& text, const std::string& capcode = "000120161", const char* time = "10:00:00") {
    return "FLEX|2026-11-27 " + std::string(time) + "|1600/2/K/A|12.077|" + capcode + "|ALN|" + text;
}

TEST(P2000Inputs, ADispatchIsAReportOfLowTrustWithItsAddressApart) {
    Receiver receiver;
    const Interpretation made = receiver.hears(flex("P 1 BDH-07 BR woning Dorpsstraat 12 Leiden 123456"));
    ASSERT_THAT(made.sayings, SizeIs(1));
    const std::string& json = made.sayings[0].normalised;
    auto report = nlohmann::json::parse(json);
    EXPECT_TRUE(codec::read_input(core::InputKind::report, json));
    EXPECT_EQ(report["severity"], "serious");
    EXPECT_EQ(report["attributes"]["trust"], "low");
    EXPECT_EQ(report["address"]["street"], "Dorpsstraat");
    EXPECT_EQ(report["occurred_at"], 1'795'770'000'000);  // 09:00:00 UTC
    report.erase("address");
    EXPECT_THAT(report.dump(), Not(HasSubstr("Dorpsstraat")));
    for (const codec::Remark& remark : made.remarks) EXPECT_THAT(remark.why, Not(HasSubstr("Dorpsstraat")));
    EXPECT_THAT(made.what, Not(HasSubstr("Dorpsstraat")));
}

TEST(P2000Inputs, OfSeveralLinesEachHasItsOwn) {
    Receiver receiver;
    const std::string one = flex("P 1 BDH-07 BR woning Dorpsstraat 12 Leiden 123456");
    const std::string other = flex("A1 12345 Rit 555 Laan 3 Delft bon 777", "001420059");
    const Interpretation made = receiver.hears(one + "\r\n" + other + "\n");
    ASSERT_THAT(made.sayings, SizeIs(2));
    EXPECT_EQ(made.sayings[0].original, one);
    EXPECT_EQ(made.sayings[1].original, other);
}

TEST(P2000Inputs, TheSamePageIsARepeatAndHasItsIdAfterARestart) {
    Receiver receiver;
    const std::string page = flex("P 1 BDH-07 BR woning Dorpsstraat 12 Leiden 123456");
    const Interpretation first = receiver.hears(page);
    EXPECT_TRUE(receiver.hears(page).is_repeat);
    EXPECT_THAT(receiver.hears(page).sayings, IsEmpty());
    Receiver restarted;
    const Interpretation again = restarted.hears(page);
    EXPECT_EQ(again.sayings.at(0).sameness, first.sayings.at(0).sameness);
}

TEST(P2000Inputs, TestsAndWithdrawalsAreNoReports) {
    Receiver receiver;
    const Interpretation test = receiver.hears(flex("TEST TEST TEST"));
    EXPECT_THAT(test.sayings, IsEmpty());
    EXPECT_FALSE(test.refused);
    ASSERT_THAT(test.remarks, SizeIs(1));
    EXPECT_THAT(receiver.hears(flex("P 1 BDH-07 (Intrekken Alarm Brw) BR woning Dorpsstraat 12 Leiden")).sayings,
                IsEmpty());
}

TEST(P2000Inputs, SeveralLinesAreSeveralPagesAndAWrongOneIsTold) {
    Receiver receiver;
    const Interpretation made =
        receiver.hears(flex("P 1 BDH-07 BR woning Dorpsstraat 12 Leiden 123456") + "\r\nnoise\n" +
                       flex("A1 12345 Rit 555 Laan 3 Delft bon 777", "001420059"));
    EXPECT_THAT(made.sayings, SizeIs(2));
    EXPECT_EQ(made.what, "2 pages");
    EXPECT_TRUE(made.is_degraded);
    EXPECT_TRUE(receiver.hears("noise").refused);
}

TEST(P2000Inputs, APieceWhoseRestDoesNotComeIsToldInTheEnd) {
    Receiver receiver;
    const Interpretation held = receiver.hears(
        "FLEX|2026-11-27 10:00:00|1600/2/F/A|12.077|000120161|ALN|P 1 BDH-07 BR woning Dorpsstraat 12 Lei");
    EXPECT_THAT(held.sayings, IsEmpty());
    EXPECT_THAT(receiver.inputs.overdue(page_time + 30s), IsEmpty());
    const auto late = receiver.inputs.overdue(page_time + 31s);
    ASSERT_THAT(late, SizeIs(1));
    EXPECT_EQ(late[0].topic, "oov/partner/pager/in/p2000");
    ASSERT_THAT(late[0].found.sayings, SizeIs(1));
    EXPECT_THAT(late[0].found.sayings[0].normalised, HasSubstr("\"fragment\""));
    EXPECT_THAT(receiver.inputs.overdue(page_time + 90s), IsEmpty());
}

TEST(P2000Inputs, APieceIsToldInTimeAlsoWhenItsReceiverFallsBehindMeanwhile) {
    Receiver receiver;
    static_cast<void>(receiver.hears(piece("000120161", "10:00:00")));
    // Its newest page shows as if it had been under way for twenty minutes.
    static_cast<void>(
        receiver.hears(flex("A1 12345 Rit 555 Laan 3 Delft bon 777", "001420059", "09:40:05"), page_time + 5s));
    EXPECT_THAT(receiver.inputs.overdue(page_time + 31s), SizeIs(1));
    EXPECT_THAT(receiver.inputs.overdue(page_time + 24h), IsEmpty());
}

TEST(P2000Inputs, WhatIsHeldIsJoinedWithItsRestByAnotherProcess) {
    Receiver before;
    static_cast<void>(before.hears(piece("000120161")));
    static_cast<void>(before.hears(piece("000120161"), page_time + 1s));
    ASSERT_THAT(before.inputs.held(), SizeIs(1)) << "a piece that a broker brings twice is one";
    Receiver after;
    after.inputs.hold_again(before.inputs.held());
    EXPECT_EQ(after.inputs.held(), before.inputs.held());
    const Interpretation made =
        after.hears("FLEX|2026-11-27 10:00:05|1600/2/C/A|12.077|000120161|ALN|den 123456", page_time + 5s);
    ASSERT_THAT(made.sayings, SizeIs(1));
    EXPECT_THAT(made.sayings[0].normalised, HasSubstr("Leiden"));
    EXPECT_THAT(made.sayings[0].normalised, Not(HasSubstr("\"fragment\"")));
    EXPECT_THAT(made.sayings[0].original, HasSubstr("61 Leiden 123456")) << "both pieces are what it came from";
    EXPECT_THAT(after.inputs.held(), IsEmpty());
}

TEST(P2000Inputs, MoreReceiversThanAreRememberedLoseNoPiece) {
    Receiver receiver;
    std::size_t told = 0;
    for (int i = 0; i < 20; ++i) {
        told += receiver.hears(piece("000120161"), page_time, "pager-" + std::to_string(i)).sayings.size();
    }
    EXPECT_EQ(told, 4U) << "what cannot be waited for is told as it is";
    EXPECT_THAT(receiver.inputs.overdue(page_time + 31s), SizeIs(16));
    EXPECT_THAT(receiver.hears(piece("000120161"), page_time + 40s, "pager-20").sayings, IsEmpty())
        << "where nothing waits any more another receiver is remembered";
}

TEST(P2000Inputs, MorePiecesThanAreHeldAreToldAtOnce) {
    Receiver receiver;
    std::size_t told = 0;
    for (int i = 0; i < 70; ++i) {
        told += receiver.hears(piece("0001201" + std::to_string(10 + i))).sayings.size();
    }
    EXPECT_EQ(told, 6U);
    EXPECT_THAT(receiver.inputs.let_go(), SizeIs(64));
    EXPECT_THAT(receiver.inputs.let_go(), IsEmpty());
}

}  // namespace
}  // namespace paraat::foreign
