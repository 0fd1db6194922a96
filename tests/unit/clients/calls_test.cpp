#include "clients/sim/calls.hpp"

#include <gtest/gtest.h>

#include <map>

namespace paraat::sim {
namespace {

TEST(Call, IsTheSameFromTheSameSeed) {
    std::mt19937_64 one{7};
    std::mt19937_64 two{7};
    for (int i = 0; i < 200; ++i) {
        const Call first = draw_call(one);
        const Call second = draw_call(two);
        EXPECT_EQ(first.category, second.category);
        EXPECT_EQ(first.text, second.text);
    }
}

TEST(Call, ComesAsOftenAsItsClassDoes) {
    std::mt19937_64 chance{1};
    std::map<std::string, int> drawn;
    for (int i = 0; i < 20'000; ++i) ++drawn[draw_call(chance).category];
    // Youth, noise, loitering, drugs, alcohol: 29 of 33 parts of the class of 33.4 %.
    const int nuisance = drawn["youth_nuisance"] + drawn["noise_nuisance"] + drawn["loitering"] +
                         drawn["drug_nuisance"] + drawn["alcohol_nuisance"];
    EXPECT_NEAR(nuisance / 20'000.0, 0.334 * 29 / 33, 0.02);
    EXPECT_GT(drawn["shooting"], 0);
    EXPECT_LT(drawn["shooting"], 200);
}

TEST(Busyness, IsOneOnAverageAndPeaksLateInTheEvening) {
    double sum = 0;
    int busiest = 0;
    int quietest = 0;
    for (int hour = 0; hour < 24; ++hour) {
        sum += busyness(hour);
        if (busyness(hour) > busyness(busiest)) busiest = hour;
        if (busyness(hour) < busyness(quietest)) quietest = hour;
    }
    EXPECT_NEAR(sum / 24, 1.0, 0.01);
    EXPECT_EQ(busiest, 22);
    EXPECT_EQ(quietest, 5);
    EXPECT_EQ(busyness(-1), busyness(23));
    EXPECT_EQ(busyness(24), busyness(0));
}

}  // namespace
}  // namespace paraat::sim
