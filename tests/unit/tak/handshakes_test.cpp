#include "hub/tak/handshakes.hpp"

#include <gtest/gtest.h>

namespace paraat::tak {
namespace {

class HandshakesTest : public testing::Test {
protected:
    void begins(std::uint64_t session, const char* from) { waiting_.begin(SessionId{session}, place_of(from)); }
    std::uint64_t in_the_way_of(const char* from) const { return number(waiting_.in_the_way_of(place_of(from))); }
    std::uint64_t goes() const { return number(waiting_.oldest_of_the_most()); }
    // 0 = nobody.
    static std::uint64_t number(std::optional<SessionId> session) {
        return session ? static_cast<std::uint64_t>(*session) : 0;
    }

    Handshakes waiting_{2};
};

TEST_F(HandshakesTest, OldestOfAPlaceIsInTheWayOfOneMoreOnceItHasItsShare) {
    begins(1, "10.0.0.9");
    begins(2, "10.0.0.5");
    EXPECT_EQ(in_the_way_of("10.0.0.5"), 0U);
    begins(3, "10.0.0.5");
    EXPECT_EQ(in_the_way_of("10.0.0.5"), 2U);
    EXPECT_EQ(in_the_way_of("10.0.0.9"), 0U);
    waiting_.end(SessionId{2});
    EXPECT_EQ(in_the_way_of("10.0.0.5"), 0U);
}

TEST_F(HandshakesTest, WhoKeepsManyWaitingPushesOutHisOwn) {
    EXPECT_EQ(goes(), 0U);
    begins(1, "10.0.0.9");
    begins(2, "10.0.0.5");
    EXPECT_EQ(goes(), 1U);
    begins(3, "10.0.0.5");
    EXPECT_EQ(goes(), 2U);
    begins(4, "10.0.0.1");
    EXPECT_EQ(goes(), 2U);
}

TEST_F(HandshakesTest, HostIsOnePlaceWhateverAddressItTakes) {
    begins(1, "2001:db8:0:1::1");
    begins(2, "2001:db8:0:1:ffff::2");
    EXPECT_EQ(in_the_way_of("2001:db8:0:1::3"), 1U);
    EXPECT_EQ(in_the_way_of("2001:db8:0:2::1"), 1U) << "what one customer gets";
    EXPECT_EQ(in_the_way_of("2001:db8:1:1::1"), 0U);
    begins(3, "10.0.0.5");
    begins(4, "::ffff:10.0.0.5");
    EXPECT_EQ(in_the_way_of("10.0.0.5"), 3U);
}

}  // namespace
}  // namespace paraat::tak
