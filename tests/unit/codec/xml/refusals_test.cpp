#include <gtest/gtest.h>

#include "hub/codec/xml/document.hpp"

namespace paraat::codec::xml {
namespace {

std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

// "code: sentence", or "read".
std::string outcome(std::string_view bytes) {
    const auto document = read(bytes);
    return document ? "read" : document.error().code + ": " + document.error().message;
}

TEST(XmlRefusals, ABillionLaughsAreNotLaughed) {
    std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">";
    for (int i = 1; i < 10; ++i) {
        bomb += "<!ENTITY lol" + std::to_string(i) + " \"" + repeated("&lol" + std::to_string(i - 1) + ";", 10) + "\">";
    }
    EXPECT_EQ(outcome(bomb + "]><lolz>&lol9;</lolz>"),
              "unreadable: line 1: a DOCTYPE, an entity or another declaration is not read");
}

TEST(XmlRefusals, AnExternalEntityIsNotFetched) {
    EXPECT_EQ(outcome("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"),
              "unreadable: line 1: a DOCTYPE, an entity or another declaration is not read");
    EXPECT_EQ(outcome("<a>\n&x;</a>"), "unreadable: line 1: an & that begins no reference that XML has by itself");
}

TEST(XmlRefusals, AQuadraticBlowUpEndsAtItsDeclaration) {
    EXPECT_EQ(outcome("<!DOCTYPE a [<!ENTITY x \"" + std::string(50'000, 'x') + "\">]><a>" + repeated("&x;", 50'000) +
                      "</a>"),
              "unreadable: line 1: a DOCTYPE, an entity or another declaration is not read");
}

TEST(XmlRefusals, DepthHasALimit) {
    EXPECT_EQ(outcome(repeated("<a>", 32) + repeated("</a>", 32)), "read");
    EXPECT_EQ(outcome(repeated("<a>", 31) + "<a/>" + repeated("</a>", 31)), "read");
    EXPECT_EQ(outcome(repeated("<a>", 32) + "<a/>" + repeated("</a>", 32)),
              "too_long: line 1: deeper than 32 elements");
    EXPECT_EQ(outcome(repeated("<a>", 60'000)), "too_long: line 1: deeper than 32 elements");
}

TEST(XmlRefusals, PartsHaveALimit) {
    EXPECT_EQ(outcome("<a>" + repeated("<b/>", 1'999) + "</a>"), "read");
    EXPECT_EQ(outcome("<a>" + repeated("<b/>", 2'000) + "</a>"), "too_long: line 1: more than 2000 parts");
    EXPECT_EQ(outcome("<a>" + repeated("<!---->", 2'000) + "</a>"), "too_long: line 1: more than 2000 parts");
    EXPECT_EQ(outcome("<a>" + repeated("<b c=''/>", 1'000) + "</a>"), "too_long: line 1: more than 2000 parts");
}

TEST(XmlRefusals, AttributesHaveALimit) {
    std::string tag = "<a";
    for (int i = 0; i < 64; ++i) tag += " b" + std::to_string(i) + "=''";
    EXPECT_EQ(outcome(tag + "/>"), "read");
    for (int i = 64; i < 5'000; ++i) tag += " b" + std::to_string(i) + "=''";
    EXPECT_EQ(outcome(tag + "/>"), "too_long: line 1: more than 64 attributes in one tag");
}

TEST(XmlRefusals, SizeHasALimit) {
    EXPECT_EQ(outcome("<a>" + std::string(256 * 1024, 'x') + "</a>"), "too_long: XML of more than 262144 bytes");
}

TEST(XmlRefusals, OtherEncodingsAreNotRead) {
    using namespace std::string_literals;
    EXPECT_EQ(outcome("\xFF\xFE<\0a\0/\0>\0"s), "unreadable: it is neither UTF-8 nor ISO-8859-1");
    EXPECT_EQ(outcome("\xFE\xFF\0<\0a\0/\0>"s), "unreadable: it is neither UTF-8 nor ISO-8859-1");
    EXPECT_EQ(outcome("<\0a\0/\0>\0"s), "unreadable: it is neither UTF-8 nor ISO-8859-1");
    EXPECT_EQ(outcome("\0\0\0<\0\0\0a"s), "unreadable: it is neither UTF-8 nor ISO-8859-1");
    EXPECT_EQ(outcome("\x4C\x6F\xA7\x94\x93"), "unreadable: it is neither UTF-8 nor ISO-8859-1");
    EXPECT_EQ(outcome("<?xml version='1.0' encoding='UTF-16'?><a/>"),
              "unreadable: the encoding \"utf-16\" is not read");
    EXPECT_EQ(outcome("<?xml version='1.0' encoding='KOI8-R'?><a/>"),
              "unreadable: the encoding \"koi8-r\" is not read");
}

TEST(XmlRefusals, BytesThatAreNotOfTheirEncodingAreNotRead) {
    EXPECT_EQ(outcome("<?xml version='1.0' encoding='UTF-8'?><a>\xE9</a>"), "unreadable: it is not UTF-8");
    EXPECT_EQ(outcome("<a>\xC0\x80</a>"), "unreadable: it is not UTF-8");
    EXPECT_EQ(outcome("<?xml version='1.0' encoding='ISO-8859-1'?><a>\x81</a>"),
              "unreadable: it has bytes that are no characters of its encoding");
}

TEST(XmlRefusals, CharactersThatXmlForbidsAreNotRead) {
    using namespace std::string_literals;
    for (const auto& text : {"<a>\0</a>"s, "<a>\x01</a>"s, "<a>\x1F</a>"s, "<a>\xEF\xBF\xBF</a>"s}) {
        EXPECT_EQ(outcome(text), "unreadable: it has characters that XML forbids");
    }
    for (const char* text : {"<a>&#0;</a>", "<a>&#1;</a>", "<a>&#xD800;</a>", "<a>&#xFFFF;</a>", "<a>&#x110000;</a>",
                             "<a>&#;</a>", "<a>&#99999999999;</a>", "<a b='&#2;'/>"}) {
        EXPECT_EQ(outcome(text), "unreadable: line 1: an & that begins no reference that XML has by itself") << text;
    }
}

TEST(XmlRefusals, WhatIsCutOffIsNotRead) {
    const std::string whole = "<?xml version='1.0'?><a b='c'><!-- d --><e>f&amp;<![CDATA[g]]></e></a>";
    ASSERT_EQ(outcome(whole), "read");
    for (std::size_t length = 0; length < whole.size(); ++length) {
        EXPECT_TRUE(outcome(whole.substr(0, length)).starts_with("unreadable: ")) << length;
    }
}

TEST(XmlRefusals, XIncludeAndInstructionsAreNotRead) {
    EXPECT_EQ(outcome("<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='/etc/passwd'/></a>"),
              "unreadable: line 1: XInclude is not read");
    EXPECT_EQ(outcome("<a xmlns='&#104;ttp://www.w3.org/2001/XInclude'/>"),
              "unreadable: line 1: a reference within the name of a namespace");
    EXPECT_EQ(outcome("<?php x ?><a/>"), "unreadable: line 1: instructions are not read");
}

TEST(XmlRefusals, WhatIsNotWellFormedIsNotRead) {
    for (const char* text : {"",
                             "a",
                             "<a></b>",
                             "<a/><b/>",
                             "<a/>b",
                             "<a b='1' b='2'/>",
                             "<a b/>",
                             "<a b=c/>",
                             "<a b='<'/>",
                             "<a b='1'c='2'/>",
                             "<a>]]></a>",
                             "<a><!-- -- --></a>",
                             "<1/>",
                             "< a/>",
                             "<a",
                             "</a>",
                             "<a>&b</a>",
                             "<?xml?><a/>",
                             "<?xml encoding='utf-8'?><a/>",
                             "<?xml version='2.0'?><a/>",
                             "<a><?xml version='1.0'?></a>",
                             "<![CDATA[x]]>"}) {
        EXPECT_TRUE(outcome(text).starts_with("unreadable: ")) << text;
    }
}

}  // namespace
}  // namespace paraat::codec::xml
