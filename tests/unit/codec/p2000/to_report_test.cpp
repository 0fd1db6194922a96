#include "hub/codec/p2000/to_report.hpp"

#include <gmock/gmock.h>

#include "tests/unit/codec/p2000/sample.hpp"

namespace paraat::codec::p2000 {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

JoinedPage joined(std::string text, PageKind kind = PageKind::text) {
    Page page;
    page.text = std::move(text);
    page.kind = kind;
    page.capcodes = {"1420999"};
    return PageJoiner{shipped_tables()}.take(page, {Instant{1}, Instant{1}});
}

core::Report report(std::string text) {
    const Told told = to_report(joined(std::move(text)), shipped_tables(), Instant{7});
    EXPECT_TRUE(told.report);
    return told.report.value_or(core::Report{});
}

std::optional<NoReport> why(std::string text, PageKind kind = PageKind::text) {
    return to_report(joined(std::move(text), kind), shipped_tables(), std::nullopt).why;
}

TEST(P2000Report, HasTheAddressApartFromItsText) {
    const auto made = report("A1 AMBU 17351 Lange Weg 3079PW Rotterdam ROTTDM bon 126193");
    EXPECT_EQ(made.address, (core::Address{"Lange Weg", "", "3079PW", "Rotterdam", ""}));
    EXPECT_THAT(made.text, Not(HasSubstr("Lange")));
    EXPECT_THAT(made.text, Not(HasSubstr("3079")));
    for (const auto& [name, value] : made.attributes) EXPECT_THAT(value, Not(HasSubstr("Lange"))) << name;
    EXPECT_EQ(made.text, "A1 Rotterdam (ambulance)");
    EXPECT_THAT(made.references, ElementsAre(core::Reference{"p2000", "bon-126193"}));
    EXPECT_EQ(made.reporter, std::nullopt);
    EXPECT_EQ(made.occurred_at, Instant{7});
}

TEST(P2000Report, IsOfLowTrustAndNeverSevere) {
    const auto made = report("P 1 Schietpartij Kerkstraat Rotterdam");
    EXPECT_EQ(made.category.text, "shooting");
    EXPECT_EQ(made.lmc, "vogwsi");
    EXPECT_EQ(made.severity, core::Severity::serious);
    EXPECT_THAT(made.tags, ElementsAre("p2000", "police"));
    EXPECT_THAT(made.attributes, Contains(Pair("trust", "low")));
    EXPECT_EQ(report("P 2 Vechtpartij Kerkstraat Rotterdam").severity, core::Severity::moderate);
    EXPECT_EQ(report("P 3 Vechtpartij Kerkstraat Rotterdam").severity, core::Severity::minor);
}

TEST(P2000Report, OfADrillIsOne) {
    EXPECT_TRUE(report("P 1 Oefening BR woning Kerkstraat Breda 209433").exercise);
    EXPECT_FALSE(report("P 1 BR woning Kerkstraat Breda 209433").exercise);
}

TEST(P2000Report, IsNoneOfWhatIsNoAlarm) {
    EXPECT_EQ(why("TESTOPROEP HOOFDSYSTEEM"), NoReport::test);
    EXPECT_EQ(why("p 3 Intrekken alarm."), NoReport::withdrawal);
    EXPECT_EQ(why("12345", PageKind::numeric), NoReport::numeric);
    EXPECT_EQ(why("", PageKind::tone), NoReport::tone);
    EXPECT_EQ(why("Graag telefonisch contact"), NoReport::no_dispatch);
    EXPECT_EQ(why("P 1 BR woning Kerkstraat Breda 209433 20"), NoReport::held);
    EXPECT_EQ(why("P 1 BR woning Kerkstraat Breda 209433"), std::nullopt);
}

TEST(P2000Report, KeepsToTheLimitsOfTheContract) {
    std::string text = "P 1 BR woning";
    for (int i = 0; i < 16; ++i) text += " (" + std::string(200, 'a') + ": " + std::string(200, 'b') + ")";
    const auto made = report(text + " " + std::string(400, 'K') + "straat Breda 209433");
    EXPECT_LE(made.text.size(), 4'000U);
    ASSERT_TRUE(made.address);
    EXPECT_LE(made.address->street.size(), 256U);
    EXPECT_LE(made.attributes.size(), 32U);
    for (const auto& [name, value] : made.attributes) EXPECT_LE(value.size(), 256U) << name;
}

}  // namespace
}  // namespace paraat::codec::p2000
