#include "clients/cli/either_store.hpp"

#include <gmock/gmock.h>

namespace paraat::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A disk that takes nothing, or gives nothing, when it is told to.
struct FailingDisk final : sdk::OutboxStore {
    Result<std::int64_t> keep(const sdk::Letter& letter) override {
        if (is_full) return Error{"disk_io", "", "no space left"};
        letters[++newest] = letter;
        return newest;
    }
    Result<void> forget(std::int64_t number) override {
        letters.erase(number);
        return {};
    }
    Result<std::map<std::int64_t, sdk::Letter>> all() override {
        if (is_unreadable) return Error{"disk_io", "", "cannot read"};
        return letters;
    }

    std::map<std::int64_t, sdk::Letter> letters;
    std::int64_t newest = 0;
    bool is_full = false;
    bool is_unreadable = false;
};

sdk::Letter either_letter(const std::string& id) {
    return {"report", id, "{\"id\":\"" + id + "\"}", false, Instant{1'763'940'000'000}};
}

class EitherStoreTest : public testing::Test {
protected:
    EitherStore opens(sdk::OutboxLimits limits = {}) { return EitherStore(Result<sdk::OutboxStore*>(disk), limits); }
    static std::vector<std::string> ids(EitherStore& store) {
        std::vector<std::string> found;
        const auto letters = store.all().value();
        for (const auto& [number, letter] : letters) found.push_back(letter.id);
        return found;
    }

    FailingDisk failing;
    FailingDisk* const disk = &failing;
};

TEST_F(EitherStoreTest, KeepsOnTheDisk) {
    EitherStore store = opens();
    ASSERT_TRUE(store.keep(either_letter("r1")));
    EXPECT_FALSE(store.why_not_on_disk());
    EXPECT_EQ(disk->letters.size(), 1u);
}

TEST_F(EitherStoreTest, HoldsWhatTheDiskDoesNotTakeAndSaysWhy) {
    EitherStore store = opens();
    ASSERT_TRUE(store.keep(either_letter("r1")));
    disk->is_full = true;
    const auto number = store.keep(either_letter("r2")).value();
    ASSERT_TRUE(store.why_not_on_disk());
    EXPECT_EQ(store.why_not_on_disk()->message, "no space left");
    EXPECT_THAT(ids(store), ElementsAre("r1", "r2"));
    ASSERT_TRUE(store.forget(number));
    EXPECT_THAT(ids(store), ElementsAre("r1"));
    disk->is_full = false;
    ASSERT_TRUE(store.keep(either_letter("r3")));
    EXPECT_FALSE(store.why_not_on_disk());
}

TEST_F(EitherStoreTest, HoldsAllWithoutADisk) {
    EitherStore store(Error{"disk_io", "", "no such folder"}, {});
    EXPECT_THAT(ids(store), IsEmpty());
    const auto number = store.keep(either_letter("r1")).value();
    EXPECT_EQ(store.why_not_on_disk()->message, "no such folder");
    EXPECT_THAT(ids(store), ElementsAre("r1"));
    ASSERT_TRUE(store.forget(number));
    EXPECT_THAT(ids(store), IsEmpty());
}

TEST_F(EitherStoreTest, TakesADiskThatCannotBeReadForNone) {
    EitherStore store = opens();
    disk->is_unreadable = true;
    EXPECT_THAT(ids(store), IsEmpty());
    ASSERT_TRUE(store.keep(either_letter("r1")));
    EXPECT_EQ(store.why_not_on_disk()->message, "cannot read");
}

TEST_F(EitherStoreTest, HoldsWhatIsOneTooManyForTheDisk) {
    sdk::OutboxLimits limits;
    limits.letters_most = 2;
    EitherStore store = opens(limits);
    for (const char* id : {"r1", "r2", "r3"}) ASSERT_TRUE(store.keep(either_letter(id)));
    EXPECT_THAT(store.why_not_on_disk()->message, HasSubstr("2 messages wait"));
    EXPECT_EQ(disk->letters.size(), 2u);
    EXPECT_THAT(ids(store), ElementsAre("r1", "r2", "r3"));
}

TEST_F(EitherStoreTest, CountsWhatAnEarlierRunLeft) {
    sdk::OutboxLimits limits;
    limits.bytes_most = 2 * either_letter("r1").payload.size();
    EitherStore store = opens(limits);
    disk->letters = {{1, either_letter("r1")}, {2, either_letter("r2")}};
    disk->newest = 2;
    EXPECT_THAT(ids(store), ElementsAre("r1", "r2"));
    ASSERT_TRUE(store.keep(either_letter("r3")));
    EXPECT_EQ(store.why_not_on_disk()->code, "outbox_full");
    ASSERT_TRUE(store.forget(1));
    ASSERT_TRUE(store.keep(either_letter("r4")));
    EXPECT_FALSE(store.why_not_on_disk());
}

}  // namespace
}  // namespace paraat::cli
