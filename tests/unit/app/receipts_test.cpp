#include "hub/app/receipts.hpp"

#include <gtest/gtest.h>

#include <future>
#include <new>
#include <thread>

#include "hub/journal/sqlite_journal.hpp"
#include "tests/support/folder.hpp"

namespace paraat::app {
namespace {

constexpr Instant first_moment{1'763'940'000'000};

class ReceiptsTest : public testing::Test {
protected:
    ReceiptsTest() {
        auto opened = journal::SqliteJournal::open({folder_.path(), 0, 0, journal::system_chance()}, first_moment);
        EXPECT_TRUE(opened);
        journal_ = std::move(*opened);
    }

    Receipts receipts() const { return Receipts(std::move(*journal::JournalReader::open(folder_.path()))); }

    void commit(const Receipts::Key& key, const std::string& receipt, std::int64_t seq) {
        journal::Entry entry;
        entry.input = journal::InputRow{key.client.text,
                                        std::string(word(key.kind)),
                                        key.id,
                                        sha256("payload"),
                                        first_moment,
                                        "payload",
                                        {},
                                        true,
                                        receipt,
                                        seq};
        ASSERT_TRUE(journal_->append({&entry, 1}));
    }

    static Receipts::Key key(const std::string& client, const std::string& id) {
        return {core::ClientName{client}, core::InputKind::report, id};
    }

    test::Folder folder_;
    std::unique_ptr<journal::SqliteJournal> journal_;
};

TEST_F(ReceiptsTest, KnowWhatWasRememberedBeforeItIsCommitted) {
    Receipts receipts = this->receipts();
    EXPECT_FALSE(receipts.find(key("radio-7", "t1"))->has_value());
    receipts.remember(key("radio-7", "t1"), {sha256("payload"), "receipt"});
    const auto found = receipts.find(key("radio-7", "t1"));
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->payload_hash, sha256("payload"));
    EXPECT_EQ((*found)->receipt, "receipt");
    EXPECT_FALSE(receipts.find(key("radio-8", "t1"))->has_value());
}

TEST_F(ReceiptsTest, KnowWhatTheJournalHolds) {
    commit(key("radio-7", "t1"), "receipt of another day", 1);
    Receipts receipts = this->receipts();
    const auto found = receipts.find(key("radio-7", "t1"));
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->payload_hash, sha256("payload"));
    EXPECT_EQ((*found)->receipt, "receipt of another day");
}

TEST_F(ReceiptsTest, TellKindsApart) {
    commit(key("radio-7", "t1"), "receipt", 1);
    Receipts receipts = this->receipts();
    EXPECT_FALSE(receipts.find({core::ClientName{"radio-7"}, core::InputKind::status, "t1"}).value().has_value());
}

TEST_F(ReceiptsTest, ForgetTheOldestOfManyAndFindThemInTheJournal) {
    commit(key("radio-7", "t1"), "receipt", 1);
    Receipts receipts = this->receipts();
    receipts.remember(key("radio-7", "t1"), {sha256("payload"), "receipt"});
    receipts.remember(key("radio-7", "uncommitted"), {sha256("payload"), "receipt"});
    for (int i = 0; i < 20'000; ++i) receipts.remember(key("radio-8", std::to_string(i)), {{}, ""});
    EXPECT_TRUE(receipts.find(key("radio-7", "t1"))->has_value());
    EXPECT_FALSE(receipts.find(key("radio-7", "uncommitted"))->has_value());
    EXPECT_TRUE(receipts.find(key("radio-8", "0"))->has_value());
}

// Owned by whoever waits for it.
class ReceiptsThatReadWhatIsThere : public ReceiptsTest {
protected:
    Receipts receipts() {
        return Receipts(std::move(*journal::JournalReader::open(folder_.path())),
                        [this](const std::atomic<bool>& is_unwanted) {
                            auto seen = read_seen_inputs(folder_.path(), is_unwanted);
                            has_read_.set_value();
                            return seen;
                        });
    }
    std::promise<void> has_read_;
};

TEST_F(ReceiptsThatReadWhatIsThere, FindWhatTheJournalHeldAndWhatWasRememberedMeanwhile) {
    commit(key("radio-7", "t1"), "of another day", 1);
    Receipts receipts = this->receipts();
    receipts.remember(key("radio-7", "t2"), {sha256("payload"), "of today"});
    commit(key("radio-7", "t2"), "of today", 2);
    has_read_.get_future().wait();
    for (int i = 0; i < 20'000; ++i) receipts.remember(key("radio-8", std::to_string(i)), {{}, ""});
    EXPECT_EQ((*receipts.find(key("radio-7", "t1")))->receipt, "of another day");
    EXPECT_EQ((*receipts.find(key("radio-7", "t2")))->receipt, "of today");
    EXPECT_FALSE(receipts.find(key("radio-7", "t3")).value().has_value());
}

TEST_F(ReceiptsTest, AskTheJournalWhenTheThreadThatReadsFails) {
    commit(key("radio-7", "t1"), "of another day", 1);
    Receipts receipts(std::move(*journal::JournalReader::open(folder_.path())),
                      [](const std::atomic<bool>&) -> Result<SeenInputs> { throw std::bad_alloc(); });
    for (int times = 0; times < 3; ++times) {
        EXPECT_EQ((*receipts.find(key("radio-7", "t1")))->receipt, "of another day");
    }
}

TEST_F(ReceiptsTest, LetGoOfWhoReadsWhenTheyEnd) {
    std::promise<void> has_begun;
    std::promise<bool> was_let_go;
    {
        Receipts receipts(std::move(*journal::JournalReader::open(folder_.path())),
                          [&](const std::atomic<bool>& is_unwanted) -> Result<SeenInputs> {
                              has_begun.set_value();
                              while (!is_unwanted) std::this_thread::yield();
                              auto read = read_seen_inputs(folder_.path(), is_unwanted);
                              was_let_go.set_value(!read);
                              return read;
                          });
        has_begun.get_future().wait();
        const Receipts moved = std::move(receipts);
    }
    EXPECT_TRUE(was_let_go.get_future().get());
}

TEST_F(ReceiptsTest, AreReadPageByPage) {
    constexpr int many = 10'000;  // more than two pages
    std::vector<journal::Entry> entries(many);
    for (int number = 0; number < many; ++number) {
        entries[static_cast<std::size_t>(number)].input = journal::InputRow{"radio-" + std::to_string(number % 7),
                                                                            "report",
                                                                            std::to_string(number),
                                                                            {},
                                                                            first_moment,
                                                                            "p",
                                                                            {},
                                                                            true,
                                                                            "r",
                                                                            number};
    }
    ASSERT_TRUE(journal_->append(entries));
    const auto seen = read_seen_inputs(folder_.path(), std::atomic<bool>(false));
    ASSERT_TRUE(seen);
    for (int number = 0; number < many; ++number) {
        const std::string client = "radio-" + std::to_string(number % 7);
        EXPECT_TRUE(seen->may_hold(input_hash(client, "report", std::to_string(number))));
    }
}

TEST_F(ReceiptsTest, AskTheJournalWhenWhatItHoldsCannotBeRead) {
    commit(key("radio-7", "t1"), "of another day", 1);
    Receipts receipts(std::move(*journal::JournalReader::open(folder_.path())), [](const std::atomic<bool>&) {
        return Result<SeenInputs>(Error{"journal_io", "", "cannot read"});
    });
    for (int times = 0; times < 3; ++times) {
        EXPECT_EQ((*receipts.find(key("radio-7", "t1")))->receipt, "of another day");
    }
}

TEST_F(ReceiptsTest, CountEachClientsInputsFromOneOverRestarts) {
    {
        Receipts receipts = this->receipts();
        EXPECT_EQ(receipts.next_seq(core::ClientName{"radio-7"}), 1);
        receipts.took_seq(core::ClientName{"radio-7"}, 1);
        EXPECT_EQ(receipts.next_seq(core::ClientName{"radio-7"}), 2);
        EXPECT_EQ(receipts.next_seq(core::ClientName{"radio-8"}), 1);
    }
    commit(key("radio-7", "t1"), "receipt", 41);
    EXPECT_EQ(receipts().next_seq(core::ClientName{"radio-7"}), 42);
}

}  // namespace
}  // namespace paraat::app
