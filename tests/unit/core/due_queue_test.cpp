#include "hub/core/due_queue.hpp"

#include <gtest/gtest.h>

namespace paraat::core {
namespace {

TimerKey of(const std::string& client) {
    return {TimerKey::Of::shifts, {}, ClientName{client}};
}

TEST(DueQueue, TellsWhatIsDueByItsMomentThenByItsKey) {
    DueQueue timers;
    timers.set(of("c"), Instant{1});
    timers.set(of("b"), Instant{2});
    timers.set(of("a"), Instant{2});
    timers.set(of("d"), Instant{3});
    EXPECT_EQ(timers.next_due(), Instant{1});
    EXPECT_EQ(timers.due_at(Instant{2}), (std::vector{of("c"), of("a"), of("b")}));
}

TEST(DueQueue, HasOneMomentForEachKey) {
    DueQueue timers;
    timers.set(of("a"), Instant{1});
    timers.set(of("a"), Instant{5});
    EXPECT_EQ(timers.due_at(Instant{4}), std::vector<TimerKey>{});
    EXPECT_EQ(timers.next_due(), Instant{5});
    timers.set(of("a"), never);
    EXPECT_EQ(timers, DueQueue{});
    EXPECT_EQ(timers.next_due(), never);
}

TEST(DueQueue, GoesOnByItselfAsACopy) {
    DueQueue copy;
    {
        DueQueue timers;
        timers.set(of("a"), Instant{1});
        copy = timers;
        timers.set(of("a"), never);
    }
    EXPECT_EQ(copy.due_at(Instant{1}), std::vector<TimerKey>{of("a")});
    copy.set(of("a"), Instant{2});
    EXPECT_EQ(copy.next_due(), Instant{2});
}

}  // namespace
}  // namespace paraat::core
