#include "hub/admin/street_map.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/folder.hpp"

namespace paraat::admin {
namespace {

TEST(StreetMap, IsReadInPieces) {
    const test::Folder folder;
    const auto file = folder.path() / "nl.pmtiles";
    std::ofstream(file) << "PMTiles\x03" << std::string(100'000, 's');
    const auto map = StreetMap::open(file);
    ASSERT_NE(map, nullptr);
    EXPECT_EQ(map->size(), 100'008u);
    EXPECT_EQ(map->piece(6, 4), "s\x03ss");
    EXPECT_EQ(map->piece(0, 100'008).size(), StreetMap::piece_most);
    EXPECT_EQ(map->piece(100'008, 4), "");
}

TEST(StreetMap, HasAnotherTagOnceItIsAnotherFile) {
    const test::Folder folder;
    const auto file = folder.path() / "nl.pmtiles";
    std::ofstream(file) << "PMTiles\x03";
    const std::string before = StreetMap::open(file)->tag();
    EXPECT_EQ(StreetMap::open(file)->tag(), before);
    std::ofstream(file, std::ios::app) << "more";
    EXPECT_NE(StreetMap::open(file)->tag(), before);
}

TEST(StreetMap, IsNothingElse) {
    const test::Folder folder;
    const auto named = [&](const char* name) { return folder.path() / name; };
    std::ofstream(named("text")) << "PMTiles2 and no map";
    std::ofstream(named("empty"));
    ASSERT_EQ(::mkfifo(named("pipe").c_str(), 0600), 0);
    for (const char* name : {"text", "empty", "pipe", "absent", "."}) {
        EXPECT_EQ(StreetMap::open(named(name)), nullptr) << name;
    }
    EXPECT_EQ(StreetMap::open(""), nullptr);
}

}  // namespace
}  // namespace paraat::admin
