#include "hub/app/housekeeping.hpp"

#include <gtest/gtest.h>

#include "tests/support/folder.hpp"

namespace paraat::app {
namespace {

using namespace std::chrono_literals;

constexpr Instant house_start{1'763'940'000'000};

struct HouseTime : TimeSource {
    std::chrono::nanoseconds passed = 0s;

    std::chrono::nanoseconds since_epoch() const override { return 1'763'940'000s + passed; }
    std::chrono::nanoseconds since_boot() const override { return passed; }
};

std::unique_ptr<journal::SqliteJournal> opened_in(const std::filesystem::path& folder) {
    auto opened = journal::SqliteJournal::open({folder, 0, 0, journal::system_chance()}, house_start);
    EXPECT_TRUE(opened);
    return std::move(*opened);
}

class HousekeepingTest : public testing::Test {
protected:
    // In one commit.
    void receives(int first, int last) {
        std::vector<journal::Entry> entries;
        for (int number = first; number <= last; ++number) {
            const std::string id = "r" + std::to_string(number);
            const journal::InputRow input{"radio-7",    "report", id,   sha256("payload"), clock.now(),
                                          "normalised", "",       true, "receipt",         number};
            entries.push_back({input, {{clock.now(), 3, 1, std::string(16, 'a'), "one", ""}}});
        }
        ASSERT_TRUE(journal->append(entries));
    }
    void receives(int number) { receives(number, number); }
    bool knows(int number) {
        return journal->find_input("radio-7", "report", "r" + std::to_string(number)).value().has_value();
    }
    // So many rounds of a thread that always has something to commit, half a second apart.
    void is_busy_for(int rounds) {
        for (int round = 0; round < rounds; ++round) {
            time.passed += 500ms;
            house.go_on(Housekeeping::Load::heavy, Housekeeping::Moment{} + time.passed);
        }
    }

    test::Folder folder;
    HouseTime time;
    HubClock clock{house_start, time};
    std::unique_ptr<journal::SqliteJournal> journal = opened_in(folder.path());
    std::optional<journal::Snapshot> offered;
    Housekeeping house{*journal, [this] { return std::exchange(offered, std::nullopt); }, clock};
};

TEST_F(HousekeepingTest, KeepsSnapshotsUnderALoadThatNeverEnds) {
    receives(1);
    offered = journal::Snapshot{journal->head().sequence, "state", "bytes"};
    is_busy_for(3);
    house.end();
    const auto newest = journal->newest_snapshot();
    ASSERT_TRUE(newest && *newest);
    EXPECT_EQ((**newest).bytes, "bytes");
}

TEST_F(HousekeepingTest, LetsOldInputsGoUnderALoadThatNeverEnds) {
    receives(1);
    time.passed += 24h * 29;
    receives(2);
    time.passed += 24h + 1s;
    is_busy_for(3);
    EXPECT_FALSE(knows(1));
    EXPECT_TRUE(knows(2));
}

TEST_F(HousekeepingTest, LetsManyGoInBites) {
    receives(1, 1'500);
    time.passed += 24h * 31;
    is_busy_for(2);  // one round of work: a second has not passed between them
    EXPECT_FALSE(knows(1));
    EXPECT_TRUE(knows(1'500));
    is_busy_for(2);
    EXPECT_FALSE(knows(1'500));
}

TEST_F(HousekeepingTest, WritesALogBackBetweenTheCommitsOfALightLoadAndNotOfAHeavyOne) {
    const auto after = [this](Housekeeping::Load load) {
        house.go_on(load, Housekeeping::Moment{} + time.passed);
        return journal->wal_bytes();
    };
    receives(1);
    const auto little = journal->wal_bytes();
    EXPECT_EQ(after(Housekeeping::Load::light), little);
    receives(2, 8'000);
    const auto much = journal->wal_bytes();
    ASSERT_GT(much, 1 << 20);
    EXPECT_EQ(after(Housekeeping::Load::heavy), much);
    EXPECT_EQ(after(Housekeeping::Load::light), 0);
}

TEST_F(HousekeepingTest, TakesACommitOfFewForALightLoadWhenNothingWaits) {
    using Load = Housekeeping::Load;
    EXPECT_EQ(Housekeeping::load_behind(0, 0), Load::light);
    EXPECT_EQ(Housekeeping::load_behind(16, 0), Load::light);
    EXPECT_EQ(Housekeeping::load_behind(17, 0), Load::heavy);
    EXPECT_EQ(Housekeeping::load_behind(1, 1), Load::heavy);
}

TEST_F(HousekeepingTest, SaysWhyASnapshotIsPutOffAndGoesOn) {
    receives(1);
    std::filesystem::remove_all(folder.path() / "snapshots");
    std::ofstream(folder.path() / "snapshots") << "in the way";
    offered = journal::Snapshot{journal->head().sequence, "state", "bytes"};
    house.go_on(Housekeeping::Load::none, Housekeeping::Moment{} + 1s);
    house.end();
    EXPECT_FALSE(journal->has_failed());
    receives(2);
    EXPECT_TRUE(knows(2));
}

}  // namespace
}  // namespace paraat::app
