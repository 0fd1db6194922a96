#include "clients/sdk/outbox_folder.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <thread>

#include "tests/support/folder.hpp"

namespace paraat::sdk {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace fs = std::filesystem;

Letter folder_letter(const std::string& id, const std::string& payload = "{}") {
    return {"report", id, payload, false, Instant{1'763'940'000'000}};
}

class OutboxFolderTest : public testing::Test {
protected:
    fs::path path() const { return folder.path() / "outbox"; }
    OutboxFolder opens() const {
        auto opened = OutboxFolder::open(path());
        EXPECT_TRUE(opened);
        return std::move(*opened);
    }
    static std::vector<std::string> ids(OutboxFolder& box) {
        std::vector<std::string> all;
        const auto letters = box.all().value();
        for (const auto& [number, letter] : letters) all.push_back(letter.id);
        return all;
    }
    fs::path only_file() const { return fs::directory_iterator(path())->path(); }

    test::Folder folder;
};

TEST_F(OutboxFolderTest, ReturnsWhatWasKeptByteForByte) {
    OutboxFolder box = opens();
    Letter letter = folder_letter("r1", std::string("line\nand\0byte", 13));
    letter.is_urgent = true;
    const auto number = box.keep(letter);
    ASSERT_TRUE(number);
    OutboxFolder again = opens();
    const auto all = again.all().value();
    ASSERT_THAT(all, SizeIs(1));
    EXPECT_EQ(all.at(*number), letter);
}

TEST_F(OutboxFolderTest, ForgetsWhatEnded) {
    OutboxFolder box = opens();
    const auto number = box.keep(folder_letter("r1")).value();
    ASSERT_TRUE(box.keep(folder_letter("r2")));
    ASSERT_TRUE(box.forget(number));
    ASSERT_TRUE(box.forget(number));  // another process had its receipt as well
    EXPECT_THAT(ids(box), ElementsAre("r2"));
}

TEST_F(OutboxFolderTest, IsClosedToOthersOfTheSystem) {
    OutboxFolder box = opens();
    ASSERT_TRUE(box.keep(folder_letter("r1")));
    struct stat seen {};
    ASSERT_EQ(::stat(path().c_str(), &seen), 0);
    EXPECT_EQ(seen.st_mode & 0777, 0700u);
    ASSERT_EQ(::stat(only_file().c_str(), &seen), 0);
    EXPECT_EQ(seen.st_mode & 0777, 0600u);
}

TEST_F(OutboxFolderTest, NeverOverwritesWhatAnotherProcessKept) {
    OutboxFolder one = opens();
    OutboxFolder other = opens();
    const auto first = one.keep(folder_letter("r1")).value();
    const auto second = other.keep(folder_letter("r2")).value();
    const auto third = one.keep(folder_letter("r3")).value();
    EXPECT_LT(first, second);
    EXPECT_LT(second, third);
    EXPECT_THAT(ids(one), ElementsAre("r1", "r2", "r3"));
}

// One process has the receipt late, when another had it before and a third uses the number again.
TEST_F(OutboxFolderTest, ForgetsNothingThatAnotherProcessKeptUnderTheNumberSince) {
    OutboxFolder late = opens();
    const auto number = late.keep(folder_letter("r1")).value();
    OutboxFolder early = opens();
    ASSERT_TRUE(early.all());
    ASSERT_TRUE(early.forget(number));
    OutboxFolder third = opens();
    ASSERT_EQ(third.keep(folder_letter("r2")).value(), number);
    ASSERT_TRUE(late.forget(number));
    EXPECT_THAT(ids(third), ElementsAre("r2"));
}

TEST_F(OutboxFolderTest, LosesNothingWhileManyKeepAndForgetAtOnce) {
    constexpr int processes = 4;
    constexpr int letters_each = 25;
    std::vector<std::thread> running;
    for (int process = 0; process < processes; ++process) {
        running.emplace_back([this, process] {
            OutboxFolder box = opens();
            for (int i = 0; i < letters_each; ++i) {
                const std::string name = std::to_string(process) + "-" + std::to_string(i);
                const auto passing = box.keep(folder_letter("passes-" + name));
                EXPECT_TRUE(box.keep(folder_letter("stays-" + name)));
                EXPECT_TRUE(passing && box.forget(*passing));
            }
        });
    }
    for (std::thread& thread : running) thread.join();
    OutboxFolder box = opens();
    const auto left = ids(box);
    EXPECT_THAT(left, SizeIs(processes * letters_each));
    EXPECT_THAT(left, testing::Each(testing::StartsWith("stays-")));
    EXPECT_THAT(box.damaged(), IsEmpty());
}

TEST_F(OutboxFolderTest, SweepsUpWhatAProcessThatDiedLeftHalf) {
    OutboxFolder box = opens();
    const fs::path old = path() / "4711-1.new";
    const fs::path fresh = path() / "4712-1.new";
    for (const fs::path& file : {old, fresh}) std::ofstream(file) << "paraat letter 1\nrepo";
    fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours{2});
    EXPECT_THAT(ids(box), IsEmpty());
    EXPECT_FALSE(fs::exists(old));
    EXPECT_TRUE(fs::exists(fresh));
}

// As a power loss leaves it: beside its name, which is nothing yet.
TEST_F(OutboxFolderTest, TakesAHalfWrittenLetterForNone) {
    OutboxFolder box = opens();
    std::ofstream(path() / "4711.new") << "paraat letter 1\nrepo";
    EXPECT_THAT(ids(box), IsEmpty());
    EXPECT_THAT(box.damaged(), IsEmpty());
}

TEST_F(OutboxFolderTest, PutsEachFileThatWasChangedAsideAndGoesOn) {
    OutboxFolder box = opens();
    ASSERT_TRUE(box.keep(folder_letter("r1", "payload")));
    const std::string whole = test::content_of(only_file());
    const fs::path file = only_file();
    ASSERT_TRUE(box.keep(folder_letter("r2")));
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        std::ofstream(file, std::ios::binary | std::ios::trunc) << changed;
        EXPECT_THAT(ids(box), ElementsAre("r2")) << "byte " << at;
        ASSERT_THAT(box.damaged(), SizeIs(1)) << "byte " << at;
        fs::remove(box.damaged().front());
    }
    for (std::size_t size = 0; size < whole.size(); ++size) {
        std::ofstream(file, std::ios::binary | std::ios::trunc) << whole.substr(0, size);
        EXPECT_THAT(ids(box), ElementsAre("r2")) << size << " bytes";
        fs::remove(box.damaged().front());
    }
}

// What neither a start nor a panic may fail of, or wait for.
TEST_F(OutboxFolderTest, GoesOnOverNamesThatAreNoFiles) {
    OutboxFolder box = opens();
    ASSERT_TRUE(box.keep(folder_letter("r1")));
    fs::create_directory(path() / "0000000000000000002.letter");
    ASSERT_EQ(::mkfifo((path() / "0000000000000000003.letter").c_str(), 0600), 0);
    EXPECT_THAT(ids(box), ElementsAre("r1"));
    EXPECT_THAT(box.damaged(),
                ElementsAre(path() / "0000000000000000002.damaged", path() / "0000000000000000003.damaged"));
    EXPECT_THAT(box.unread(), IsEmpty());
    ASSERT_TRUE(box.keep(folder_letter("r2")));
    EXPECT_THAT(ids(box), ElementsAre("r1", "r2"));
}

// The disk may give it the next time.
TEST_F(OutboxFolderTest, LeavesWhatTheDiskDoesNotGiveNowWhereItIs) {
    OutboxFolder box = opens();
    const fs::path failing = path() / "0000000000000000002.letter";
    fs::create_symlink("/proc/self/mem", failing);  // whose first read is an I/O error
    ASSERT_TRUE(box.keep(folder_letter("r1")));
    EXPECT_THAT(ids(box), ElementsAre("r1"));
    EXPECT_THAT(box.unread(), ElementsAre(failing));
    EXPECT_THAT(box.damaged(), IsEmpty());
    EXPECT_FALSE(box.forget(2)) << "what it is cannot be compared";
    EXPECT_TRUE(fs::is_symlink(failing));
    fs::remove(failing);
    EXPECT_THAT(ids(box), ElementsAre("r1"));
    EXPECT_THAT(box.unread(), IsEmpty());
}

TEST_F(OutboxFolderTest, TakesOnlyTheNameThatANumberHas) {
    OutboxFolder box = opens();
    ASSERT_TRUE(box.keep(folder_letter("r1")));
    const std::string whole = test::content_of(only_file());
    std::vector<fs::path> others;
    for (const char* name : {"-000000000000000001.letter", "0000000000000000000.letter", "4611686018427387904.letter",
                             "5.letter", "9223372036854775807.letter", "x.letter"}) {
        others.push_back(path() / name);
        std::ofstream(others.back()) << whole;
    }
    EXPECT_THAT(ids(box), ElementsAre("r1"));
    EXPECT_EQ(box.unread(), others);
    EXPECT_EQ(box.keep(folder_letter("r2")).value(), 2);
    EXPECT_THAT(ids(box), ElementsAre("r1", "r2"));
}

TEST_F(OutboxFolderTest, KeepsNothingAboveTheLastNumber) {
    OutboxFolder box = opens();
    ASSERT_TRUE(box.keep(folder_letter("r1")));
    fs::rename(only_file(), path() / "4611686018427387903.letter");
    EXPECT_THAT(ids(box), ElementsAre("r1"));
    EXPECT_EQ(box.keep(folder_letter("r2")).error().code, "disk_io");
    EXPECT_THAT(ids(box), ElementsAre("r1"));
}

TEST_F(OutboxFolderTest, SaysWhyItCannotKeep) {
    OutboxFolder box = opens();
    fs::remove_all(path());
    const auto kept = box.keep(folder_letter("r1"));
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().code, "disk_io");
    EXPECT_THAT(kept.error().message, testing::HasSubstr("No such file"));
}

}  // namespace
}  // namespace paraat::sdk
