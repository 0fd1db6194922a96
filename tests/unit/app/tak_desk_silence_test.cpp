#include <gmock/gmock.h>

#include "tests/unit/app/tak_seats.hpp"

// What the device of who pressed silently shows and says: nothing of it.
namespace paraat::app {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class SilentCall : public TakDeskTest {
protected:
    static core::Alert call() {
        core::Alert made = alert();
        made.silent = true;
        return made;
    }
    const core::ClientName pressed_by_{"radio-1"};
    const std::string where_ = "oov/dvl/alert/" + incident.text();
};

TEST_F(SilentCall, IsOnTheMapsOfOthersAndNotOfWhoPressed) {
    says(where_, call(), pressed_by_);
    const auto all = due();
    EXPECT_THAT(told(all, north), IsEmpty());
    EXPECT_EQ(told(all, other_of_north).size(), 1U);
}

TEST_F(SilentCall, WithoutAPlaceIsWrittenToOthersAndNotToWhoPressed) {
    core::Alert nowhere = call();
    nowhere.position.reset();
    says(where_, nowhere, pressed_by_);
    const auto all = due();
    EXPECT_THAT(told(all, north), IsEmpty());
    EXPECT_EQ(told(all, other_of_north).size(), 1U);
}

TEST_F(SilentCall, HoldsBackEachChatToWhoPressedUntilItIsOver) {
    says(where_, call(), pressed_by_);
    due();
    const std::string order_topic = "oov/dvl/team/team-dvl/instruction/" + instruction.text();
    says(order_topic, order());
    auto all = due();
    EXPECT_THAT(told(all, north), IsEmpty());
    EXPECT_EQ(told(all, other_of_north).size(), 1U);
    says(where_, projection::Cleared{});
    all = due();
    EXPECT_THAT(told(all, north), Contains(HasSubstr("b-t-f GeoChat.paraat.ANDROID-1.")));
    EXPECT_THAT(told(all, other_of_north), Not(Contains(HasSubstr("b-t-f"))));
}

TEST_F(SilentCall, OfAnotherUnitHoldsBackNothing) {
    says(where_, call(), core::ClientName{"radio-2"});
    says("oov/dvl/team/team-dvl/instruction/" + instruction.text(), order());
    EXPECT_EQ(told(due(), north).size(), 2U);
}

}  // namespace
}  // namespace paraat::app
