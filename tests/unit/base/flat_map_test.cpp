#include "hub/base/flat_map.hpp"

#include <map>
#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paraat {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(FlatMap, IsOrderedByItsKeys) {
    FlatMap<std::string, int> map{{"b", 2}, {"c", 3}};
    map["a"] = 1;
    EXPECT_THAT(map, ElementsAre(Pair("a", 1), Pair("b", 2), Pair("c", 3)));
}

TEST(FlatMap, KeepsWhatWasThereFirst) {
    FlatMap<std::string, int> map{{"a", 1}, {"a", 2}};
    EXPECT_FALSE(map.try_emplace("a", 3).second);
    EXPECT_FALSE(map.insert({"a", 4}).second);
    EXPECT_THAT(map, ElementsAre(Pair("a", 1)));
}

TEST(FlatMap, TakesNoMemoryOfItsOwnWhileItIsEmpty) {
    FlatMap<std::string, int> map{{"a", 1}};
    map.erase("a");
    EXPECT_EQ(map.begin(), nullptr);
    EXPECT_EQ(sizeof map, sizeof(void*));
}

TEST(FlatMap, CopiesAreApart) {
    FlatMap<std::string, int> map{{"a", 1}};
    const FlatMap<std::string, int> copy = map;
    map["a"] = 2;
    EXPECT_EQ(copy.at("a"), 1);
    EXPECT_FALSE(copy == map);
}

TEST(FlatMap, DoesWhatAMapDoes) {
    std::mt19937 chance{7};
    FlatMap<int, int> flat;
    std::map<int, int> map;
    for (int i = 0; i < 5'000; ++i) {
        const int key = static_cast<int>(chance() % 40), value = static_cast<int>(chance() % 1'000);
        switch (chance() % 5) {
            case 0: EXPECT_EQ(flat.erase(key), map.erase(key)); break;
            case 1: flat[key] = map[key] = value; break;
            case 2: EXPECT_EQ(flat.try_emplace(key, value).second, map.try_emplace(key, value).second); break;
            case 3: EXPECT_EQ(flat.contains(key), map.contains(key)); break;
            default: {
                const auto is_seventh = [](const auto& entry) { return entry.second % 7 == 0; };
                EXPECT_EQ(erase_if(flat, is_seventh), std::erase_if(map, is_seventh));
            }
        }
        ASSERT_TRUE(std::equal(
            flat.begin(), flat.end(), map.begin(), map.end(),
            [](const auto& one, const auto& other) { return one.first == other.first && one.second == other.second; }));
    }
}

TEST(FlatSet, HoldsEachOnceAndInOrder) {
    FlatSet<std::string> set{"b", "a", "b"};
    EXPECT_FALSE(set.insert("a").second);
    EXPECT_TRUE(set.insert("c").second);
    EXPECT_THAT(set, ElementsAre("a", "b", "c"));
    EXPECT_EQ(set.erase("b"), 1U);
    EXPECT_EQ(set.erase("b"), 0U);
    EXPECT_TRUE(set.contains("c"));
}

}  // namespace
}  // namespace paraat
