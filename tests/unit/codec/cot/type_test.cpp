#include "hub/codec/cot/type.hpp"

#include <gtest/gtest.h>

#include "hub/codec/cot/stale.hpp"

namespace paraat::codec::cot {
namespace {

TEST(CotType, IsOfAKindByWholeAtoms) {
    EXPECT_TRUE(is_of_kind("a-f-G-U-C", "a-f-G"));
    EXPECT_TRUE(is_of_kind("a-f-G-U-C", "a-.-G"));
    EXPECT_FALSE(is_of_kind("a-friend", "a-f"));
    EXPECT_FALSE(is_of_kind("a-f", "a-f-G"));
    EXPECT_FALSE(is_of_kind("a-.-X", "a-f"));
}

TEST(CotType, TellsAnEmergencyFromItsCancel) {
    for (const char* type : {"b-a-o-tbl", "b-a-o-pan", "b-a-o-opn", "b-a-g", "b-a-o"}) EXPECT_TRUE(is_emergency(type));
    EXPECT_FALSE(is_emergency("b-a-o-can"));
    EXPECT_TRUE(is_cancel("b-a-o-can"));
    EXPECT_FALSE(is_emergency("b-l-o-pan"));
}

TEST(CotType, TellsChatFromItsReceiptsAndAPingFromItsAnswer) {
    EXPECT_TRUE(is_chat("b-t-f"));
    EXPECT_FALSE(is_chat("b-t-f-d") || is_chat("b-t-f-r"));
    EXPECT_TRUE(is_delivered("b-t-f-d") && is_receipt("b-t-f-d") && !is_read("b-t-f-d"));
    EXPECT_TRUE(is_read("b-t-f-r") && is_receipt("b-t-f-r"));
    EXPECT_TRUE(is_ping("t-x-c-t") && !is_pong("t-x-c-t"));
    EXPECT_TRUE(is_pong("t-x-c-t-r") && !is_ping("t-x-c-t-r"));
    EXPECT_TRUE(is_negotiation("t-x-takp-q"));
}

TEST(CotType, IsMadeOfAtoms) {
    EXPECT_TRUE(is_type("a-f-G-U-C") && is_type("t-x-takp-v"));
    for (const char* wrong : {"", "-a", "a-", "a--b", "a b", "a-f\"", "caf\xc3\xa9"}) EXPECT_FALSE(is_type(wrong));
    EXPECT_FALSE(is_type(std::string(129, 'a')));
}

TEST(CotStale, LetsNoClientDropAnEmergencyByItself) {
    EXPECT_GE(usual_stale("b-a-o-tbl"), std::chrono::hours{24});
    EXPECT_EQ(usual_stale("a-f-G-U-C"), std::chrono::seconds{120});
}

}  // namespace
}  // namespace paraat::codec::cot
