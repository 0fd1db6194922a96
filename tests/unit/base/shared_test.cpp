#include "hub/base/shared.hpp"

#include <string>

#include <gtest/gtest.h>

namespace paraat {
namespace {

TEST(Shared, IsOneValueInAllItsCopies) {
    const Shared<std::string> one{std::string("seen from the street")};
    const Shared<std::string> copy = one;
    EXPECT_EQ(&*one, &*copy);
    EXPECT_EQ(copy->size(), 20U);
}

TEST(Shared, ComparesWhatItHolds) {
    const Shared<std::string> one{std::string("a")};
    EXPECT_TRUE(one == Shared<std::string>{std::string("a")});
    EXPECT_FALSE(one == Shared<std::string>{std::string("b")});
    EXPECT_TRUE(one == std::string("a"));
}

TEST(Shared, OfNothingIsAnEmptyValue) {
    EXPECT_TRUE(Shared<std::string> {} -> empty());
    EXPECT_TRUE(Shared<std::string>{} == Shared<std::string>{std::string()});
    EXPECT_EQ(&*Shared<std::string>{}, &*Shared<std::string>{std::string()});
}

}  // namespace
}  // namespace paraat
