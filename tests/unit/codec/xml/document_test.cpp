#include "hub/codec/xml/document.hpp"

#include <gtest/gtest.h>

#include "hub/codec/xml/escape.hpp"

namespace paraat::codec::xml {
namespace {

std::string text_of(std::string_view bytes) {
    const auto document = read(bytes);
    return document ? document->root().text() : "refused: " + document.error().message;
}

TEST(XmlDocument, ReadsTextWithReferencesAndCdata) {
    EXPECT_EQ(text_of("<a>x &lt; y &amp;&#x20AC;&#233;<![CDATA[<b>]]></a>"), "x < y &€é<b>");
}

TEST(XmlDocument, KeepsBlanksThatAreAllOfAText) {
    EXPECT_EQ(text_of("<a>  </a>"), "  ");
}

TEST(XmlDocument, TellsNamespacesWhateverThePrefix) {
    for (const char* text : {"<alert xmlns='urn:x'><b/></alert>", "<cap:alert xmlns:cap='urn:x'><cap:b/></cap:alert>",
                             "<y:alert xmlns='urn:other' xmlns:y='urn:x'><b xmlns='urn:x'/></y:alert>"}) {
        const auto document = read(text);
        ASSERT_TRUE(document) << text;
        EXPECT_TRUE(document->root().is("urn:x", "alert")) << text;
        EXPECT_TRUE(document->root().children().at(0).is("urn:x", "b")) << text;
    }
}

TEST(XmlDocument, APrefixThatIsNotDeclaredIsNoNamespace) {
    const auto document = read("<cap:alert/>");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root().space(), "");
    EXPECT_EQ(document->root().local(), "alert");
}

TEST(XmlDocument, ReadsAttributesByName) {
    const auto document = read("<a b='1 &quot;' c=\"2\n3\"/>");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root().attribute("b"), "1 \"");
    EXPECT_EQ(document->root().attribute("c"), "2 3");
    EXPECT_EQ(document->root().attribute("d"), std::nullopt);
    EXPECT_EQ(document->root().attributes().size(), 2U);
}

TEST(XmlDocument, TakesAByteOrderMark) {
    EXPECT_EQ(text_of("\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?><a>é</a>"), "é");
}

TEST(XmlDocument, ConvertsLatinTextAndSaysSo) {
    const auto document = read("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE9\x80</a>");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root().text(), "é€");
    EXPECT_EQ(document->remarks(), (Remarks{{"", "converted from iso-8859-1 to UTF-8"}}));
}

TEST(XmlDocument, AnElementIsItsBytes) {
    const std::string own = R"(<c:a at = "x>y" ><!-- </c:a> --><![CDATA[</c:a>]]><c:ab/>  &amp;</c:a >)";
    const auto document = read("<?xml version=\"1.0\"?>\n<!-- <c:a> --><b xmlns:c='urn:x'>" + own + "<e at='1'/></b>");
    ASSERT_TRUE(document) << document.error().message;
    const auto parts = document->root().children();
    EXPECT_EQ(document->bytes_of(parts.at(0)), own);
    EXPECT_EQ(document->bytes_of(parts.at(1)), "<e at='1'/>");
    EXPECT_TRUE(document->bytes_of(document->root()).ends_with("</b>"));
    const auto within = read("<f><a><a/></a><a><a></a></a></f>");
    EXPECT_EQ(within->bytes_of(within->root().children().at(0)), "<a><a/></a>") << "the first end is not its own";
    EXPECT_EQ(within->bytes_of(within->root().children().at(1)), "<a><a></a></a>");
}

TEST(XmlDocument, AStyleSheetIsRemarkedUpon) {
    const auto document = read("<?xml version='1.0'?><?xml-stylesheet href='x.xsl'?><a/>");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->remarks(), (Remarks{{"", "its style sheet is not looked at"}}));
}

TEST(XmlDocument, WhatIsEscapedReadsBackTheSame) {
    const std::string text = "a<b>&\"'c\r\n\t é ]]> -- \xF0\x9F\x9A\x93";
    EXPECT_EQ(text_of("<a>" + escaped_text(text) + "</a>"), text);
    const auto document = read("<a b=\"" + escaped_attribute(text) + "\"/>");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root().attribute("b"), text);
}

TEST(XmlDocument, WhatXmlCannotSayIsEscapedAsNoCharacter) {
    EXPECT_EQ(escaped_text(std::string("a\x01\0b\xEF\xBF\xBF", 7)),
              "a\xEF\xBF\xBD\xEF\xBF\xBD"
              "b\xEF\xBF\xBD");
}

}  // namespace
}  // namespace paraat::codec::xml
