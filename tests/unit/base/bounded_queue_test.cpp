#include "hub/base/bounded_queue.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace paraat {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(BoundedQueue, RefusesWhatDoesNotFit) {
    BoundedQueue<int> queue(2);
    EXPECT_TRUE(queue.try_push(1));
    EXPECT_TRUE(queue.try_push(2));
    EXPECT_FALSE(queue.try_push(3));
    EXPECT_THAT(queue.take(10, Milliseconds{0}), ElementsAre(1, 2));
}

TEST(BoundedQueue, TakesAtMostWhatIsAskedFor) {
    BoundedQueue<int> queue(8);
    for (int i = 0; i < 5; ++i) queue.push(std::move(i));
    EXPECT_THAT(queue.take(2, Milliseconds{0}), ElementsAre(0, 1));
    EXPECT_EQ(queue.size(), 3u);
}

TEST(BoundedQueue, GivesWhatIsInsideAfterItClosed) {
    BoundedQueue<int> queue(8);
    queue.push(7);
    queue.close();
    EXPECT_FALSE(queue.push(8));
    EXPECT_THAT(queue.take(8, Milliseconds{0}), ElementsAre(7));
    EXPECT_THAT(queue.take(8, Milliseconds{10'000}), IsEmpty());
}

TEST(BoundedQueue, LetsAWaitingSenderGoOnWhenThereIsRoom) {
    BoundedQueue<int> queue(1);
    queue.push(1);
    std::thread sender([&] { queue.push(2); });
    EXPECT_THAT(queue.take(1, Milliseconds{10'000}), ElementsAre(1));
    EXPECT_THAT(queue.take(1, Milliseconds{10'000}), ElementsAre(2));
    sender.join();
}

}  // namespace
}  // namespace paraat
