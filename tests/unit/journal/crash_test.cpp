#include <gtest/gtest.h>
#include <sys/syscall.h>

#include "hub/journal/backup.hpp"
#include "hub/journal/verify.hpp"
#include "tests/unit/journal/sample.hpp"

// A process that dies at the n-th call that changes a file: these take the names of the C library's, in this program
// and for SQLite in it.
namespace {

constexpr int died = 42;
long calls_left = 0;  // 0: it lives

void count_call() {
    if (calls_left > 0 && --calls_left == 0) ::_exit(died);
}

}  // namespace

extern "C" {

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
    count_call();
    return ::syscall(SYS_pwrite64, file, bytes, size, at);
}
ssize_t write(int file, const void* bytes, size_t size) {
    count_call();
    return ::syscall(SYS_write, file, bytes, size);
}
int fsync(int file) {
    count_call();
    return static_cast<int>(::syscall(SYS_fsync, file));
}
int fdatasync(int file) {
    count_call();
    return static_cast<int>(::syscall(SYS_fdatasync, file));
}
int ftruncate64(int file, off64_t size) noexcept {
    count_call();
    return static_cast<int>(::syscall(SYS_ftruncate, file, size));
}
int unlink(const char* path) noexcept {
    count_call();
    return static_cast<int>(::syscall(SYS_unlink, path));
}

}  // extern "C"

namespace paraat::journal {
namespace {

namespace fs = std::filesystem;

// Runs `work` in a process that dies at its n-th call; true when it came to its end before.
template <class Work>
bool lives_through(long calls, Work work) {
    const pid_t child = ::fork();
    if (child == 0) {
        calls_left = calls;
        work();
        ::_exit(0);
    }
    int status = -1;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == died));
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

class Crash : public ::testing::Test {
protected:
    void copy_of(const fs::path& from) {
        fs::remove_all(at_);
        fs::copy(from, at_, fs::copy_options::recursive);
    }
    void expect_whole(long calls) {
        const auto report = verify(at_);
        EXPECT_TRUE(report.is_whole()) << calls << ": " << report.fault->what;
    }

    Folder folder_;
    const fs::path at_ = folder_.path() / "at", before_ = folder_.path() / "before";
};

TEST_F(Crash, AtEachStepOfAnErasureLeavesAPromiseThatIsKept) {
    {
        fs::create_directories(before_);
        auto journal = open_in(before_);
        for (int number = 1; number <= 6; ++number) {
            ASSERT_TRUE(append_one(*journal, entry(std::to_string(number), number, {event("o", "a secret")})));
        }
        close(*journal);
    }
    const auto work = [&] {
        auto journal = open_in(at_);
        const Erasure erasure = all_of({2}, {5});
        if (!journal->order({&erasure, 1})) ::_exit(1);
        while (!journal->carry_out_erasures(2)->is_done) {
        }
    };
    int kept = 0, unknown = 0;
    for (long calls = 1;; ++calls) {
        copy_of(before_);
        const bool lived = lives_through(calls, work);
        auto ordered = ErasuresFile::read(Paths{at_});
        ASSERT_TRUE(ordered) << calls;
        auto journal = open_in(at_);
        ASSERT_NE(journal, nullptr) << calls;
        const bool is_promised = !ordered->lines().empty();
        const auto events = *journal->read(Sequence{1}, 9);
        ASSERT_EQ(events.size(), 6u);
        for (const SequencedEvent& one : events) {
            const bool is_meant = is_promised && one.sequence.value >= 2 && one.sequence.value <= 5;
            EXPECT_EQ(one.sealed, is_meant ? SealedPart::erased : SealedPart::present)
                << calls << ", " << one.sequence.value;
        }
        ++(is_promised ? kept : unknown);
        close(*journal);
        expect_whole(calls);
        if (lived) break;
    }
    EXPECT_GT(kept, 8);
    EXPECT_GT(unknown, 3);
}

TEST_F(Crash, AtEachStepOfTakingOverFormat1LeavesOneOrTheOther) {
    fs::copy(fs::path(PARAAT_SOURCE_DIR) / "tests/data/journal/format-1", before_, fs::copy_options::recursive);
    const auto expected = verify(before_);
    for (long calls = 1;; ++calls) {
        copy_of(before_);
        const bool lived = lives_through(calls, [&] { close(*open_in(at_)); });
        const auto found = verify(at_);
        EXPECT_TRUE(found.is_whole()) << calls << ": " << found.fault->what;
        EXPECT_EQ(found.head.hash, expected.head.hash);
        auto journal = open_in(at_);
        ASSERT_NE(journal, nullptr) << calls;
        EXPECT_EQ(journal->read(Sequence{3}, 1)->front().event.sealed, sealed_of({{7, "text two"}}));
        if (lived) break;
    }
}

TEST_F(Crash, AtEachStepOfTakingKeysInLosesNone) {
    {
        const fs::path live = folder_.path() / "live";
        fs::create_directories(live);
        write_file(live / "site-key", std::string(32, 'k'));
        auto journal = open_in(live);
        ASSERT_TRUE(append_one(*journal, entry("1", 1, {event("o", "a secret"), event("o", "another")})));
        ASSERT_TRUE(back_up(live, before_));
    }
    for (long calls = 1;; ++calls) {
        copy_of(before_);
        const bool lived = lives_through(calls, [&] { close(*open_in(at_)); });
        auto journal = open_in(at_);
        ASSERT_NE(journal, nullptr) << calls;
        const auto events = *journal->read(Sequence{1}, 9);
        EXPECT_EQ(events[0].event, event("o", "a secret")) << calls;
        EXPECT_EQ(events[1].event, event("o", "another")) << calls;
        EXPECT_FALSE(fs::exists(at_ / "keys.db"));
        close(*journal);
        expect_whole(calls);
        if (lived) break;
    }
}

}  // namespace
}  // namespace paraat::journal
