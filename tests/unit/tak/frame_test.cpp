#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hub/tak/frame_reader.hpp"

namespace paraat::tak {
namespace {

using testing::ElementsAre;

struct Heard {
    std::vector<std::string> messages;  // each behind 'x' or 'p', for its encoding
    std::string refused;
};

Heard hear(std::string_view bytes, std::size_t piece = 1'000'000) {
    FrameReader reader;
    std::vector<Frame> frames;
    Heard heard;
    while (!bytes.empty() && heard.refused.empty()) {
        if (auto taken = reader.take(bytes.substr(0, piece), frames); !taken) heard.refused = taken.error().code;
        bytes.remove_prefix(std::min(piece, bytes.size()));
    }
    for (const Frame& one : frames) heard.messages.push_back((one.encoding == Encoding::xml ? "x" : "p") + one.bytes);
    return heard;
}

std::vector<std::string> messages(std::string_view bytes) {
    const Heard heard = hear(bytes);
    EXPECT_EQ(heard.refused, "");
    EXPECT_EQ(hear(bytes, 1).messages, heard.messages);
    EXPECT_EQ(hear(bytes, 3).messages, heard.messages);
    return heard.messages;
}

std::string refusal(std::string_view bytes) {
    const Heard heard = hear(bytes);
    EXPECT_EQ(hear(bytes, 1).refused, heard.refused);
    return heard.refused;
}

TEST(FrameReader, CutsEventsThatFollowEachOtherDirectly) {
    EXPECT_THAT(messages("<?xml version=\"1.0\"?>\n<event a='1'></event><?xml version=\"1.0\"?>\n<event/>"),
                ElementsAre("x<?xml version=\"1.0\"?>\n<event a='1'></event>", "x<?xml version=\"1.0\"?>\n<event/>"));
}

TEST(FrameReader, TakesEventsWithoutADeclarationAndSpacesBetweenThem) {
    EXPECT_THAT(messages(" \r\n<event></event>\n\n<event />\n"), ElementsAre("x<event></event>", "x<event />"));
}

TEST(FrameReader, GivesNothingBeforeAnEventIsWhole) {
    EXPECT_THAT(messages("<event><detail></detail></event"), ElementsAre());
}

TEST(FrameReader, SeesNoEndWhereItIsQuotedCommentedOrText) {
    for (const std::string inside : {"<a b='</event>'/>", "<a b=\"</event>'\"/>", "<![CDATA[</event>]]]>",
                                     "<!-- </event> - -->", "<?a </event>?>"}) {
        EXPECT_THAT(messages("<event>" + inside + "</event>"), ElementsAre("x<event>" + inside + "</event>"));
    }
}

TEST(FrameReader, SeesAnEventInsideAnEvent) {
    EXPECT_THAT(messages("<event><event/><event></event></event><event/>"),
                ElementsAre("x<event><event/><event></event></event>", "x<event/>"));
}

TEST(FrameReader, TellsNamesApartThatBeginAlike) {
    EXPECT_THAT(messages("<event><eventual></eventual></event >"),
                ElementsAre("x<event><eventual></eventual></event >"));
}

TEST(FrameReader, DoesNotLoseTheNextEventToAnElementThatIsNeverClosed) {
    EXPECT_THAT(messages("<event><a><b></event><event/>"), ElementsAre("x<event><a><b></event>", "x<event/>"));
}

TEST(FrameReader, TakesAMarkOfUtf8) {
    EXPECT_THAT(messages("\xef\xbb\xbf<event/>"), ElementsAre("x\xef\xbb\xbf<event/>"));
}

TEST(FrameReader, RefusesWhatIsNoXml) {
    for (const char* wrong :
         {"hello", "<event/>x", "</event>", "<!DOCTYPE a>", "<![CDATA[", "<1/>", "<event <", "{}"}) {
        EXPECT_EQ(refusal(wrong), "unreadable") << wrong;
    }
}

TEST(FrameReader, RefusesAnEventWithoutAnEnd) {
    const std::string begun = "<event>";
    EXPECT_EQ(refusal(begun + std::string(frame_most - begun.size(), 'a')), "");
    EXPECT_EQ(refusal(begun + std::string(frame_most - begun.size() + 1, 'a')), "too_long");
    EXPECT_EQ(refusal("<event a='" + std::string(frame_most, 'a')), "too_long");
}

TEST(FrameReader, CutsMessagesOfVersionOneAmongXml) {
    const std::string longer(300, 'l');
    EXPECT_THAT(messages("<event/>" + framed_for_stream("one") + framed_for_stream("") + framed_for_stream(longer) +
                         "<event/>"),
                ElementsAre("x<event/>", "pone", "p", "p" + longer, "x<event/>"));
}

TEST(FrameReader, RefusesALengthThatIsTooLongOrNeverEnds) {
    EXPECT_EQ(refusal("\xbf\x80\x80\x10"), "");  // 256 KiB
    EXPECT_EQ(refusal("\xbf\x81\x80\x10"), "too_long");
    EXPECT_EQ(refusal("\xbf" + std::string(9, '\x80')), "too_long");
    EXPECT_EQ(refusal("\xbf" + std::string(9, '\xff')), "too_long");
}

TEST(Datagram, IsXmlOrVersionOne) {
    const Frame xml{Encoding::xml, "<event/>"};
    EXPECT_EQ(read_datagram("<event/>").value(), xml);
    const Frame payload{Encoding::protobuf, "payload"};
    EXPECT_EQ(read_datagram(framed_for_mesh("payload")).value(), payload);
    EXPECT_EQ(read_datagram("").error().code, "unreadable");
    EXPECT_EQ(read_datagram("\xbf\x02\xbf").error().code, "unreadable");
    EXPECT_EQ(read_datagram(std::string(frame_most + 1, '<')).error().code, "too_long");
}

}  // namespace
}  // namespace paraat::tak
