#include "clients/sdk/inbox.hpp"

#include <gtest/gtest.h>

namespace paraat::sdk {
namespace {

Message message(const std::string& topic, std::size_t number) {
    return {topic, std::to_string(number), false};
}

void fill(Inbox& inbox, const std::string& topic) {
    for (std::size_t i = 0; i < Inbox::most; ++i) inbox.put(message(topic, i));
}

TEST(Inbox, GivesWhatCameInItsOrder) {
    Inbox inbox;
    EXPECT_FALSE(inbox.take().has_value());
    inbox.put(message("oov/dvl/board", 1));
    inbox.put(message("oov/down/radio-1/receipt", 2));
    EXPECT_EQ(inbox.take()->payload, "1");
    EXPECT_EQ(inbox.take()->payload, "2");
    EXPECT_TRUE(inbox.is_empty());
}

TEST(Inbox, LosesTheOldestStateWhenItIsFullAndSaysSo) {
    Inbox inbox;
    inbox.put(message("oov/down/radio-1/receipt", 77));
    for (std::size_t i = 1; i < Inbox::most; ++i) inbox.put(message("oov/dvl/board", i));
    EXPECT_EQ(inbox.take_dropped(), 0);
    inbox.put(message("oov/dvl/board", Inbox::most));
    EXPECT_EQ(inbox.take_dropped(), 1);
    EXPECT_EQ(inbox.take_dropped(), 0);
    EXPECT_EQ(inbox.take()->payload, "77");
    EXPECT_EQ(inbox.take()->payload, "2");
}

TEST(Inbox, KeepsAnswersForStates) {
    Inbox inbox;
    fill(inbox, "oov/dvl/board");
    for (std::size_t i = 0; i < Inbox::most; ++i) inbox.put(message("oov/down/console-1/result", i));
    EXPECT_EQ(inbox.take_dropped(), Inbox::most);
    EXPECT_EQ(inbox.take()->topic, "oov/down/console-1/result");
}

TEST(Inbox, TakesNoMoreWhenItIsFullOfAnswers) {
    Inbox inbox;
    fill(inbox, "oov/down/radio-1/receipt");
    inbox.put(message("oov/down/radio-1/receipt", Inbox::most));
    EXPECT_EQ(inbox.take_dropped(), 1);
    EXPECT_EQ(inbox.take()->payload, "0");
}

}  // namespace
}  // namespace paraat::sdk
