#include "hub/codec/p2000/page.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace paraat::codec::p2000 {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::IsEmpty;

Page read(const std::string& line) {
    const auto page = read_line(line);
    EXPECT_TRUE(page) << line << ": " << (page ? "" : page.error().message);
    return page.value_or(Page{});
}

TEST(Page, OfAReceiverHasSevenFields) {
    const Page page = read("FLEX|2026-07-13 18:51:53|1600/2/K/A|13.006|002029582 000120161|ALN|A1 13161 Kerkweg");
    EXPECT_EQ(page.received, (CivilTime{2026, 7, 13, 18, 51, 53}));
    EXPECT_THAT(page.capcodes, ElementsAre("2029582", "0120161"));
    EXPECT_EQ(page.kind, PageKind::text);
    EXPECT_EQ(page.part, PagePart::whole);
    EXPECT_EQ(page.phase, "A");
    EXPECT_EQ(page.text, "A1 13161 Kerkweg");
    EXPECT_THAT(page.degraded, IsEmpty());
}

TEST(Page, KeepsTheBarsOfItsText) {
    EXPECT_EQ(read("FLEX|2026-07-13 18:51:53|1600/2/K/A|13.006|000120161|ALN|a|b||c").text, "a|b||c");
}

TEST(Page, HasItsLettersInEitherOrder) {
    const auto signal = [](const std::string& text) {
        const Page page = read("FLEX|2026-07-13 18:51:53|" + text + "|13.006|000120161|ALN|a");
        return std::pair(page.part, page.phase);
    };
    EXPECT_EQ(signal("1600/2/K/A"), std::pair(PagePart::whole, "A"s));
    EXPECT_EQ(signal("1600/2/A/K"), std::pair(PagePart::whole, "A"s));
    EXPECT_EQ(signal("3200/4/F/C"), std::pair(PagePart::goes_on, "C"s));
    EXPECT_EQ(signal("3200/4/C/F"), std::pair(PagePart::goes_on, "C"s));
    EXPECT_EQ(signal("1600/2/B/C"), std::pair(PagePart::last, "B"s));
    EXPECT_EQ(signal("1600/2/C/C"), std::pair(PagePart::last, "C"s));
    EXPECT_EQ(signal("1600/2/C"), std::pair(PagePart::unsaid, "C"s));
}

TEST(Page, OfAnOldReceiverHasItsCapcodeInBrackets) {
    const Page page = read("FLEX: 2015-05-02 21:33:45 1600/2/A 05.042 [001523001] ALN A1 Kerkweg");
    EXPECT_THAT(page.capcodes, ElementsAre("1523001"));
    EXPECT_EQ(page.frame, "05.042");
    EXPECT_EQ(page.text, "A1 Kerkweg");
}

TEST(Page, HasSevenDigitsWhereTheyFit) {
    const Page page = read("FLEX|2026-07-13 18:51:53|1600/2/K/A|13.006|0120161 120161 123456789 0000120161|ALN|a");
    EXPECT_THAT(page.capcodes, ElementsAre("0120161", "0120161", "123456789", "0120161"));
}

TEST(Page, WithATimeThatThereIsNotIsDegraded) {
    const Page page = read("FLEX|2026-02-30 18:51:53|1600/2/K/A|13.006|000120161|ALN|a");
    EXPECT_EQ(page.received, std::nullopt);
    ASSERT_EQ(page.degraded.size(), 1U);
    EXPECT_EQ(page.degraded[0].field, "time");
}

TEST(Page, OfAnUnknownKindIsCutWithinNoCharacter) {
    const Page page = read("FLEX: 2015-05-02 21:33:45 1600/2/A 05.042 [001523001] AL\u0439 a");
    EXPECT_EQ(page.kind, PageKind::unknown);
    EXPECT_EQ(page.text, "a");
}

TEST(Page, WithASignalOfOtherSignsIsDegraded) {
    const Page page = read("FLEX: 2015-05-02 21:33:45 60|A2/A 05.042 [001523001] ALN a");
    EXPECT_EQ(page.baud, "");
    EXPECT_EQ(page.degraded.size(), 1U);
}

TEST(Page, ThatSteersATerminalDoesSoNoMore) {
    const Page page = read("FLEX|2026-07-13 18:51:53|1600/2/K/A|13.006|000120161|ALN|a\x1b[2Jb");
    EXPECT_EQ(page.text, "a [2Jb");
    EXPECT_EQ(page.degraded.size(), 1U);
}

TEST(Page, ThatIsNoneIsRefused) {
    const auto code = [](const std::string& line) { return read_line(line).error().code; };
    EXPECT_EQ(code(""), "unreadable");
    EXPECT_EQ(code("POCSAG|1|2"), "unreadable");
    EXPECT_EQ(code("FLEX|2026-07-13 18:51:53|1600/2/K/A|13.006|000120161|ALN"), "unreadable");
    EXPECT_EQ(code("FLEX: 2026-07-13 18:51:53 1600/2/A 13.006 000120161 ALN a"), "unreadable");
    EXPECT_EQ(code("FLEX|2026-07-13 18:51:53|1600/2/K/A|13.006|00012x161|ALN|a"), "bad_value");
    EXPECT_EQ(code("FLEX|2026-07-13 18:51:53|1600/2/K/A|13.006||ALN|a"), "bad_value");
    EXPECT_EQ(code("FLEX|2026-07-13 18:51:53|1600/2/K/A|13.006|000120161|ALN|\xff"), "unreadable");
    EXPECT_EQ(code("FLEX|" + std::string(line_most, 'a')), "too_long");
}

TEST(Page, IsTheSameWrittenAndReadAgain) {
    for (const std::string line :
         {"FLEX|2026-07-13 18:51:53|1600/2/K/A|13.006|002029582 000120161|ALN|A1 13161|x",
          "FLEX|2026-07-13 18:51:53|1600/2/C/-|13.006|000120161|ALN|a", "FLEX|||||000120161|TON|",
          "FLEX: 2015-05-02 21:33:45 1600/2/A 05.042 [123456789] NUM 12 34"}) {
        const auto page = read_line(line);
        if (!page) continue;
        Page again = read(write_line(*page));
        again.degraded = page->degraded;
        EXPECT_EQ(again, *page) << line;
    }
    EXPECT_EQ(write_line(read("FLEX|2026-07-13 18:51:53|1600/2/K/A|13.006|000120161|ALN|a")),
              "FLEX|2026-07-13 18:51:53|1600/2/K/A|13.006|000120161|ALN|a");
}

TEST(ScrapedRow, IsCutWhereTheDescriptionOfItsCapcodeBegins) {
    const auto cut_row = [](const std::string& text) {
        const auto page = read_scraped_row("0120161\t2026-07-13 18:51:53\tGROUP\t" + text + "\n");
        return page ? std::pair(page->text, page->description) : std::pair(""s, ""s);
    };
    EXPECT_EQ(cut_row("A1 Kerkweg Haarlem 12345Ambulance 12-1"),
              std::pair("A1 Kerkweg Haarlem 12345"s, "Ambulance 12-1"s));
    EXPECT_EQ(cut_row("A1 Kerkweg HaarlemMKA Haaglanden (X)"), std::pair("A1 Kerkweg Haarlem"s, "MKA Haaglanden (X)"s));
    EXPECT_EQ(cut_row("A2 Goes rit: 1 (Directe inzet: ja)CPA Zeeland"),
              std::pair("A2 Goes rit: 1 (Directe inzet: ja)"s, "CPA Zeeland"s));
    EXPECT_EQ(cut_row("P 2 BRT-01 Stank 170431Dorp Kazerne"), std::pair("P 2 BRT-01 Stank 170431"s, "Dorp Kazerne"s));
    EXPECT_EQ(cut_row("alleen tekst"), std::pair("alleen tekst"s, ""s));
}

TEST(ScrapedRow, HasAKind) {
    const auto kind = [](const std::string& type) {
        return read_scraped_row("0120161\t2026-07-13 18:51:53\t" + type + "\t5Politie").value().kind;
    };
    EXPECT_EQ(kind("GROUP"), PageKind::text);
    EXPECT_EQ(kind("ALPHA"), PageKind::text);
    EXPECT_EQ(kind("SH/TONE"), PageKind::tone);
    EXPECT_EQ(kind("StNUM"), PageKind::numeric);
    EXPECT_EQ(kind("else"), PageKind::unknown);
}

// An hour ahead of UTC, two from 2026-03-29T01:00Z until 2026-10-25T01:00Z.
Milliseconds in_amsterdam(Instant at) {
    const bool is_summer = at >= Instant{1774746000000} && at < Instant{1792890000000};
    return std::chrono::hours{is_summer ? 2 : 1};
}

TEST(CivilTime, IsAMomentByTheClockOfItsPlace) {
    EXPECT_EQ(moment_of({2026, 1, 1, 1, 0, 0}, in_amsterdam), Instant{1767225600000});
    EXPECT_EQ(moment_of({2026, 7, 1, 2, 0, 0}, in_amsterdam), Instant{1782864000000});
}

TEST(CivilTime, ThatIsShownTwiceIsTheFirst) {
    EXPECT_EQ(moment_of({2026, 10, 25, 2, 30, 0}, in_amsterdam), Instant{1792888200000});
}

TEST(CivilTime, ThatIsSkippedIsByTheClockBefore) {
    EXPECT_EQ(moment_of({2026, 3, 29, 2, 30, 0}, in_amsterdam), Instant{1774747800000});
}

}  // namespace
}  // namespace paraat::codec::p2000
