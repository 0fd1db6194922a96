#include "hub/codec/cap/writer.hpp"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "tests/unit/codec/cap/made_alert.hpp"
#include "tests/unit/codec/cap/sample.hpp"

namespace paraat::codec::cap {
namespace {

using testing::HasSubstr;

std::string refusal_of(const Alert& alert) {
    const auto document = write(alert);
    return document ? "written" : document.error().field + ": " + document.error().message;
}

TEST(CapWriter, WhatItWritesReadsBackEqual) {
    const bool holds = rc::check("an alert written and read is the same", [](const std::vector<std::uint8_t>& numbers) {
        const Alert alert = made_alert(numbers);
        const auto document = write(alert);
        RC_ASSERT(document.has_value());
        const auto reading = read_document(*document);
        RC_ASSERT(reading.has_value());
        RC_ASSERT(reading->alerts.at(0).alert == alert);
    });
    EXPECT_TRUE(holds);
}

TEST(CapWriter, WritesTimesAsTheStandardWantsThem) {
    Alert alert = made_alert({});
    alert.sent = {Instant{1'764'273'600'789}, 0};
    EXPECT_THAT(*write(alert), HasSubstr("<sent>2025-11-27T20:00:00-00:00</sent>"));
    alert.sent.offset_minutes = -330;
    EXPECT_THAT(*write(alert), HasSubstr("<sent>2025-11-27T14:30:00-05:30</sent>"));
}

TEST(CapWriter, QuotesReferencesWithBlanks) {
    Alert alert = made_alert({});
    alert.references = {{"mk", "a 1", {Instant{0}, 60}, ""}, {"mk", "a2", {Instant{0}, 60}, ""}};
    EXPECT_THAT(
        *write(alert),
        HasSubstr("<references>\"mk,a 1,1970-01-01T01:00:00+01:00\" mk,a2,1970-01-01T01:00:00+01:00</references>"));
}

TEST(CapWriter, RefusesWhatCannotBeValid) {
    Alert alert = made_alert({});
    ASSERT_EQ(refusal_of(alert), "written");
    auto without = [&](auto change) {
        Alert other = alert;
        change(other);
        return refusal_of(other);
    };
    EXPECT_EQ(without([](Alert& one) { one.status.reset(); }), "status: it is missing");
    EXPECT_EQ(without([](Alert& one) { one.scope.reset(); }), "scope: it is missing");
    EXPECT_EQ(without([](Alert& one) { one.identifier = "a 1"; }),
              "identifier: it is empty, or has a blank, a comma, < or & in it");
    EXPECT_EQ(without([](Alert& one) { one.sender.clear(); }),
              "sender: it is empty, or has a blank, a comma, < or & in it");
    EXPECT_EQ(without([](Alert& one) { one.blocks.emplace_back(); }), "info[0].category: a block needs a category");
}

TEST(CapWriter, ASignedMessageIsOnlyForwardedAsItCame) {
    const std::string came = replaced(sample_with(""), "</alert>",
                                      "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo/>"
                                      "<ds:SignatureValue> YQ==\n</ds:SignatureValue></ds:Signature></alert>");
    const std::string kept = came;
    const auto reading = reading_of(kept);
    EXPECT_TRUE(reading.alert.is_signed);
    EXPECT_EQ(told(reading.degraded), "");
    EXPECT_EQ(kept, came);
    EXPECT_EQ(refusal_of(reading.alert), ": a signed message is only forwarded as it came");
}

}  // namespace
}  // namespace paraat::codec::cap
