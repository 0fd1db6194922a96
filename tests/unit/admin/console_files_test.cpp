#include "hub/admin/console_files.hpp"

#include <gtest/gtest.h>

#include "tests/support/folder.hpp"

namespace paraat::admin {
namespace {

class ConsoleFilesTest : public testing::Test {
protected:
    ConsoleFilesTest() { put("index.html", "<!doctype html>"); }

    void put(const std::string& name, const std::string& bytes) const {
        const auto file = folder.path() / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << bytes;
    }

    test::Folder folder;
};

TEST_F(ConsoleFilesTest, AreFoundByTheirPathInTheFolderAndThePageAtItsRoot) {
    put("assets/map-1a2b.js", "map()");
    const auto files = ConsoleFiles::read(folder.path()).value();
    EXPECT_EQ(files.find("/")->bytes, "<!doctype html>");
    EXPECT_EQ(files.find("/index.html"), files.find("/"));
    EXPECT_EQ(files.find("/assets/map-1a2b.js")->bytes, "map()");
    for (const char* path :
         {"", "/assets", "/assets/", "assets/map-1a2b.js", "/assets/../index.html", "//index.html"}) {
        EXPECT_EQ(files.find(path), nullptr) << path;
    }
}

TEST_F(ConsoleFilesTest, HaveTheTypeOfTheirEnding) {
    const std::map<std::string, std::string> expected = {{"a.js", "text/javascript; charset=utf-8"},
                                                         {"a.css", "text/css; charset=utf-8"},
                                                         {"a.json", "application/json"},
                                                         {"a.js.map", "application/json"},
                                                         {"a.webmanifest", "application/manifest+json"},
                                                         {"a.svg", "image/svg+xml"},
                                                         {"a.png", "image/png"},
                                                         {"a.woff2", "font/woff2"},
                                                         {"a.strange", "application/octet-stream"}};
    for (const auto& [name, type] : expected) put(name, "x");
    const auto files = ConsoleFiles::read(folder.path()).value();
    EXPECT_EQ(files.find("/")->type, "text/html; charset=utf-8");
    for (const auto& [name, type] : expected) EXPECT_EQ(files.find("/" + name)->type, type);
}

TEST_F(ConsoleFilesTest, GoWithWhatIsPackedBesideThem) {
    put("app.js", "app()");
    put("app.js.gz", "packed");
    put("lonely.gz", "of nothing");
    const auto files = ConsoleFiles::read(folder.path()).value();
    EXPECT_EQ(files.find("/app.js")->packed, "packed");
    EXPECT_EQ(files.find("/app.js.gz"), nullptr);
    EXPECT_EQ(files.find("/lonely.gz")->bytes, "of nothing");
    EXPECT_EQ(files.find("/")->packed, "");
}

TEST_F(ConsoleFilesTest, AreKeptForEverOnlyWhereTheirNameChangesWithTheirBytes) {
    put("assets/app-1a2b.js", "app()");
    put("sw.js", "app()");
    const auto files = ConsoleFiles::read(folder.path()).value();
    EXPECT_TRUE(files.find("/assets/app-1a2b.js")->is_for_ever);
    EXPECT_FALSE(files.find("/sw.js")->is_for_ever);
    EXPECT_EQ(files.find("/sw.js")->tag, files.find("/assets/app-1a2b.js")->tag);
    EXPECT_NE(files.find("/sw.js")->tag, files.find("/")->tag);
}

TEST_F(ConsoleFilesTest, AreNeverBehindALinkNorHidden) {
    const test::Folder elsewhere;
    std::ofstream(elsewhere.path() / "secret.txt") << "secret";
    std::filesystem::create_symlink(elsewhere.path() / "secret.txt", folder.path() / "secret.txt");
    std::filesystem::create_directory_symlink(elsewhere.path(), folder.path() / "elsewhere");
    put(".env", "secret");
    put(".git/config", "secret");
    const auto files = ConsoleFiles::read(folder.path()).value();
    for (const char* path : {"/secret.txt", "/elsewhere/secret.txt", "/.env", "/.git/config"}) {
        EXPECT_EQ(files.find(path), nullptr) << path;
    }
}

TEST_F(ConsoleFilesTest, AreThoseOfTheStart) {
    const auto files = ConsoleFiles::read(folder.path()).value();
    put("index.html", "another build");
    EXPECT_EQ(files.find("/")->bytes, "<!doctype html>");
}

TEST_F(ConsoleFilesTest, AreNoneWhereNobodyBuiltThem) {
    EXPECT_TRUE(ConsoleFiles::read(folder.path() / "absent").value().is_empty());
    EXPECT_FALSE(ConsoleFiles::read(folder.path()).value().is_empty());
    std::filesystem::remove(folder.path() / "index.html");
    put("assets/app.js", "app()");
    const auto files = ConsoleFiles::read(folder.path()).value();
    EXPECT_TRUE(files.is_empty());
    EXPECT_EQ(files.find("/assets/app.js"), nullptr);
}

TEST_F(ConsoleFilesTest, AreNoFileAndNoWholeDisk) {
    EXPECT_EQ(ConsoleFiles::read(folder.path() / "index.html").error().code, "not_a_folder");
    put("streets.pmtiles", "");
    std::filesystem::resize_file(folder.path() / "streets.pmtiles", ConsoleFiles::bytes_most + 1);
    const auto refused = ConsoleFiles::read(folder.path());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "too_large");
}

}  // namespace
}  // namespace paraat::admin
