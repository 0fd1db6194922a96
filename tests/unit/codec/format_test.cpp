#include "hub/codec/format.hpp"

#include <gmock/gmock.h>

#include "hub/codec/write_message.hpp"
#include "tests/unit/codec/sample.hpp"

namespace paraat::codec {
namespace {

using namespace std::string_literals;

TEST(Format, IsToldByTheBytes) {
    EXPECT_EQ(encoding_of("{"), Encoding::json);
    EXPECT_EQ(encoding_of(" \t\r\n{}"), Encoding::json);
    EXPECT_EQ(encoding_of("<event/>"), Encoding::xml);
    EXPECT_EQ(encoding_of("\n<?xml"), Encoding::xml);
    EXPECT_EQ(encoding_of(write(core::Receipt{})), Encoding::flatbuffers);
    EXPECT_EQ(encoding_of("\x0c\0\0\0PREP"s), Encoding::flatbuffers);
}

TEST(Format, OfAnythingElseIsUnreadable) {
    for (const std::string& bytes : {""s, " "s, "[]"s, "null"s, "\"{\""s, "\xef\xbb\xbf{}"s, "\0\0\0\0"s,
                                     "\x0c\0\0\0PRE"s, "\x0c\0\0\0NONE"s, "\x0c\0\0\0prep"s}) {
        EXPECT_EQ(encoding_of(bytes), Encoding::unreadable) << testing::PrintToString(bytes);
    }
}

TEST(Format, ThatIsNoneOfOursIsUnreadable) {
    for (const std::string& bytes : {""s, "   "s, "hello"s, "<event/>"s, "\x0c\0\0\0NONE\0\0\0\0"s}) {
        for (const core::InputKind kind :
             {core::InputKind::report, core::InputKind::query, core::InputKind::presence}) {
            const auto refusal = refused(kind, bytes);
            EXPECT_EQ(refusal.error, (Error{"unreadable", "", "neither JSON nor FlatBuffers of this contract"}));
            EXPECT_EQ(refusal.id, "");
        }
    }
}

}  // namespace
}  // namespace paraat::codec
