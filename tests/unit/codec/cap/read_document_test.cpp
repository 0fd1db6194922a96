#include "hub/codec/cap/read_document.hpp"

#include <gtest/gtest.h>

#include "hub/codec/cap/finding.hpp"
#include "tests/unit/codec/cap/sample.hpp"

namespace paraat::codec::cap {
namespace {

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

TEST(CapDocument, FindsTheAlertsOfAFeed) {
    const auto reading =
        read_document("<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title><entry><content>" + sample_with("") +
                      "</content></entry><entry><link href='http://x.nl/1'/></entry></feed>");
    ASSERT_TRUE(reading);
    ASSERT_EQ(reading->alerts.size(), 1U);
    EXPECT_EQ(reading->alerts[0].place, "feed.entry[0]");
    EXPECT_EQ(reading->alerts[0].alert, reading_of(sample_with("")).alert);
    ASSERT_EQ(reading->refused.size(), 1U);
    EXPECT_EQ(reading->refused[0].place, "feed.entry[1]");
    EXPECT_EQ(reading->refused[0].error.message, "it has no alert, only a link to http://x.nl/1");
}

TEST(CapDocument, FindsTheAlertsOfADistribution) {
    const auto reading = read_document(
        "<de:EDXLDistribution "
        "xmlns:de='urn:oasis:names:tc:emergency:EDXL:DE:1.0'><de:contentObject><de:xmlContent><de:embeddedXMLContent>" +
        sample_with("") + "</de:embeddedXMLContent></de:xmlContent></de:contentObject></de:EDXLDistribution>");
    ASSERT_TRUE(reading);
    ASSERT_EQ(reading->alerts.size(), 1U);
    EXPECT_EQ(reading->alerts[0].place, "EDXLDistribution.contentObject[0]");
}

TEST(CapDocument, AnIndexOfLinksIsRefused) {
    const auto reading =
        read_document("<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='http://x.nl/1'/></entry></feed>");
    ASSERT_FALSE(reading);
    EXPECT_EQ(reading.error(),
              (Error{"bad_value", "feed.entry[0]",
                     "none of its parts is an alert; the first: it has no alert, only a link to http://x.nl/1"}));
}

TEST(CapDocument, WhatIsNotCapIsRefused) {
    EXPECT_EQ(read_document("<event/>").error().message, "\"event\" is no CAP alert and has none in it");
    EXPECT_EQ(read_document("<alert xmlns='urn:x'/>").error().message, "it is no CAP alert");
    EXPECT_EQ(read_document("{}").error().code, "unreadable");
    EXPECT_EQ(read_document("<!DOCTYPE a><alert/>").error().code, "unreadable");
}

TEST(CapDocument, AlertsHaveALimit) {
    const auto reading = read_document("<feed>" + repeated("<entry>" + sample_with("") + "</entry>", 101) + "</feed>");
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->alerts.size(), 100U);
}

TEST(CapDocument, RemarksHaveALimit) {
    const auto reading = read_document(sample_with("", repeated("<x/>", 5'000)));
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->alerts[0].degraded.size(), findings_most);
}

}  // namespace
}  // namespace paraat::codec::cap
