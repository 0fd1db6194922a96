#include "hub/mqtt/arrivals.hpp"

#include <gtest/gtest.h>

#include "tests/unit/mqtt/broker_words.hpp"

namespace paraat::mqtt {
namespace {

class ArrivalsTest : public testing::Test {
protected:
    // The number under which it is known, below zero when it was known before.
    int take(PacketId id, const std::string& payload, bool is_again = false) {
        const auto arrival = arrivals.take({"up/a", payload, 1, false, is_again, id});
        return static_cast<int>(arrival.number) * (arrival.is_known ? -1 : 1);
    }
    std::string acknowledged(ArrivalNumber up_to) {
        std::string out;
        arrivals.acknowledge(up_to, out);
        return out;
    }

    Arrivals arrivals;
};

TEST_F(ArrivalsTest, CountsWhatArrivesAndAcknowledgesItInOrder) {
    EXPECT_EQ(take(30, "x"), 1);
    EXPECT_EQ(take(7, "x"), 2);
    EXPECT_EQ(take(19, "x"), 3);
    EXPECT_EQ(acknowledged(0), "");
    EXPECT_EQ(acknowledged(2), puback(30) + puback(7));
    EXPECT_EQ(acknowledged(2), "");
    EXPECT_EQ(acknowledged(99), puback(19));
}

TEST_F(ArrivalsTest, KnowsWhatComesAgainUnderItsId) {
    take(1, "x");
    take(2, "y");
    arrivals.begin(true);
    EXPECT_EQ(take(1, "x", true), -1);
    EXPECT_EQ(take(2, "y", true), -2);
    EXPECT_EQ(take(3, "y", true), 3) << "it was sent on the old connection, and never came";
    EXPECT_EQ(acknowledged(1), puback(1));
    EXPECT_EQ(acknowledged(3), puback(2) + puback(3));
}

// The acknowledgement may have been lost with the connection.
TEST_F(ArrivalsTest, KnowsWhatItAcknowledgedBefore) {
    take(1, "x");
    acknowledged(1);
    arrivals.begin(true);
    EXPECT_EQ(take(1, "x", true), -1);
    EXPECT_EQ(acknowledged(1), puback(1));
}

TEST_F(ArrivalsTest, OwesNothingOfAnOldConnection) {
    take(1, "x");
    arrivals.begin(true);
    EXPECT_EQ(acknowledged(1), "");
}

TEST_F(ArrivalsTest, TakesAsNewWhatIsOther) {
    take(1, "x");
    arrivals.begin(true);
    EXPECT_EQ(take(1, "other", true), 2) << "the id is in use anew";
    EXPECT_EQ(take(2, "x"), 3) << "a press that says the same";
    EXPECT_EQ(take(1, "other"), 4) << "an id that was used for the same before";
}

TEST_F(ArrivalsTest, ForgetsWithTheSessionOfTheBroker) {
    take(1, "x");
    arrivals.begin(false);
    EXPECT_EQ(take(1, "x", true), 2);
    EXPECT_EQ(acknowledged(2), puback(1));
}

TEST_F(ArrivalsTest, TakesAsNewWhatItWasToForget) {
    take(1, "x");
    arrivals.forget();
    arrivals.begin(true);
    EXPECT_EQ(take(1, "x", true), 2);
    EXPECT_EQ(acknowledged(2), puback(1));
}

// Some brokers do not wait for the next connection.
TEST_F(ArrivalsTest, AcknowledgesOnceWhatComesTwiceOnOneConnection) {
    take(1, "x");
    EXPECT_EQ(take(1, "x", true), -1);
    EXPECT_EQ(acknowledged(1), puback(1));
    EXPECT_EQ(acknowledged(1), "");
    EXPECT_EQ(take(1, "x", true), -1);
    EXPECT_EQ(acknowledged(1), puback(1));
}

TEST_F(ArrivalsTest, HoldsBackWhatIsBehindSomethingThatIsNotKept) {
    take(1, "x");
    arrivals.begin(true);
    EXPECT_EQ(take(9, "new"), 2);
    EXPECT_EQ(take(1, "x", true), -1);
    EXPECT_EQ(acknowledged(1), "");
    EXPECT_EQ(acknowledged(2), puback(9) + puback(1));
}

TEST_F(ArrivalsTest, TakesTheLastIdThereIs) {
    EXPECT_EQ(take(65'535, "x"), 1);
    EXPECT_EQ(acknowledged(1), puback(65'535));
}

}  // namespace
}  // namespace paraat::mqtt
