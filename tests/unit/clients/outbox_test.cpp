#include "clients/sdk/outbox.hpp"

#include <gmock/gmock.h>

#include "hub/base/digest.hpp"

namespace paraat::sdk {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Instant outbox_begin{1'763'940'000'000};

// A store in memory that fails when it is told to.
struct OutboxMemory final : OutboxStore {
    Result<std::int64_t> keep(const Letter& letter) override {
        if (is_full) return Error{"disk_io", "", "no space left"};
        letters[++newest] = letter;
        return newest;
    }
    Result<void> forget(std::int64_t number) override {
        if (is_full) return Error{"disk_io", "", "no space left"};
        letters.erase(number);
        return {};
    }
    Result<std::map<std::int64_t, Letter>> all() override { return letters; }

    std::map<std::int64_t, Letter> letters;
    std::int64_t newest = 0;
    bool is_full = false;
};

Letter letter_of(const std::string& id, bool is_urgent = false) {
    return {"report", id, "{\"id\":\"" + id + "\"}", is_urgent, outbox_begin};
}

ReceiptWord accepted(const std::string& id) {
    ReceiptWord word;
    word.kind = "report";
    word.id = id;
    word.is_accepted = true;
    word.bytes = "accepted " + id;
    return word;
}

ReceiptWord refused(const std::string& id, bool is_retry = false, Milliseconds after = 0ms) {
    ReceiptWord word = accepted(id);
    word.is_accepted = false;
    word.is_retry = is_retry;
    word.retry_after = after;
    word.bytes = "refused " + id;
    return word;
}

class OutboxTest : public testing::Test {
protected:
    void reopens(OutboxLimits limits = {}) {
        auto opened = Outbox::open(store, limits, now);
        ASSERT_TRUE(opened);
        outbox.emplace(std::move(*opened));
    }
    void keeps(const std::string& id, bool is_urgent = false) {
        const auto kept = outbox->keep(letter_of(id, is_urgent), now);
        ASSERT_TRUE(kept) << kept.error().message;
    }
    // All that goes out now.
    std::vector<std::string> goes() {
        std::vector<std::string> ids;
        while (auto letter = outbox->take_due(now, 0)) ids.push_back(letter->id);
        return ids;
    }
    std::vector<std::string> news() {
        std::vector<std::string> lines;
        const char* const words[] = {"kept", "sent", "unsent", "accepted", "refused"};
        for (const LetterNews& one : outbox->tell(now)) {
            lines.push_back(one.id + " " + words[static_cast<std::size_t>(one.state)]);
        }
        return lines;
    }

    void SetUp() override { reopens(); }

    OutboxMemory store;
    Instant now = outbox_begin;
    std::optional<Outbox> outbox;
};

TEST_F(OutboxTest, KeepsALetterBeforeItGoes) {
    keeps("r1");
    EXPECT_EQ(store.letters.size(), 1u);
    EXPECT_THAT(goes(), ElementsAre("r1"));
    EXPECT_THAT(news(), ElementsAre("r1 kept", "r1 sent"));
}

TEST_F(OutboxTest, SendsNothingThatTheDiskDidNotTake) {
    store.is_full = true;
    const auto kept = outbox->keep(letter_of("r1"), now);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().code, "disk_io");
    EXPECT_THAT(goes(), IsEmpty());
    EXPECT_THAT(news(), IsEmpty());
    EXPECT_EQ(outbox->next_due(true), never);
}

TEST_F(OutboxTest, SendsTheSameIdAgainUntilTheReceipt) {
    keeps("r1");
    EXPECT_THAT(goes(), ElementsAre("r1"));
    now = now + 999ms;
    EXPECT_THAT(goes(), IsEmpty());
    now = now + 1ms;
    EXPECT_THAT(goes(), ElementsAre("r1"));
    now = now + 1'999ms;
    EXPECT_THAT(goes(), IsEmpty());
    now = now + 1ms;
    EXPECT_THAT(goes(), ElementsAre("r1"));
    ASSERT_TRUE(outbox->receive(accepted("r1"), now));
    EXPECT_TRUE(store.letters.empty());
    news();
    EXPECT_EQ(outbox->next_due(true), never);
}

TEST_F(OutboxTest, TellsOnceThatALetterIsUnsentAfterAMinute) {
    keeps("r1");
    news();
    now = now + 59'999ms;
    EXPECT_THAT(news(), IsEmpty());
    now = now + 1ms;
    EXPECT_THAT(news(), ElementsAre("r1 unsent"));
    EXPECT_THAT(news(), IsEmpty());
    EXPECT_THAT(goes(), ElementsAre("r1"));
}

TEST_F(OutboxTest, EndsWithARefusalAndItsReason) {
    keeps("r1");
    goes();
    news();
    ASSERT_TRUE(outbox->receive(refused("r1"), now));
    const auto told = outbox->tell(now);
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told.front().state, LetterState::refused);
    EXPECT_EQ(told.front().receipt, "refused r1");
    EXPECT_EQ(outbox->size(), 0u);
}

TEST_F(OutboxTest, WaitsAsLongAsTheHubAsksTo) {
    keeps("r1");
    goes();
    ASSERT_TRUE(outbox->receive(refused("r1", true, 20s), now));
    now = now + 19'999ms;
    EXPECT_THAT(goes(), IsEmpty());
    now = now + 1ms;
    EXPECT_THAT(goes(), ElementsAre("r1"));
    EXPECT_EQ(store.letters.size(), 1u);
}

TEST_F(OutboxTest, WaitsAsLongAsTheHubAsksToOverANewConnectionToo) {
    keeps("r1");
    goes();
    ASSERT_TRUE(outbox->receive(refused("r1", true, 20s), now));
    outbox->begin_again(now);
    EXPECT_THAT(goes(), IsEmpty());
}

TEST_F(OutboxTest, TakesNoNoticeOfReceiptsThatItDoesNotKnow) {
    keeps("r1");
    goes();
    ReceiptWord other = accepted("r1");
    other.kind = "status";
    ASSERT_TRUE(outbox->receive(other, now));
    ASSERT_TRUE(outbox->receive(accepted("r2"), now));
    EXPECT_EQ(outbox->size(), 1u);
    ASSERT_TRUE(outbox->receive(accepted("r1"), now));
    ASSERT_TRUE(outbox->receive(accepted("r1"), now));
    EXPECT_EQ(outbox->size(), 0u);
}

TEST_F(OutboxTest, KnowsWhatTheHubCouldNotReadByItsDigest) {
    keeps("r1");
    keeps("r2");
    goes();
    ReceiptWord unreadable;
    unreadable.kind = "report";
    const Sha256 digest = sha256(letter_of("r2").payload);
    unreadable.of = hex(digest).substr(0, 16);
    ASSERT_TRUE(outbox->receive(unreadable, now));
    EXPECT_EQ(outbox->size(), 1u);
    EXPECT_TRUE(store.letters.contains(1));
}

TEST_F(OutboxTest, SendsAllAgainOnANewConnection) {
    keeps("r1");
    keeps("r2");
    goes();
    now = now + 1ms;
    EXPECT_THAT(goes(), IsEmpty());
    outbox->begin_again(now);
    EXPECT_THAT(goes(), ElementsAre("r1", "r2"));
}

TEST_F(OutboxTest, SendsWhatIsOnTheWayAgainToAHubThatBeginsToListen) {
    OutboxLimits limits;
    limits.on_the_way_most = 2;
    reopens(limits);
    for (const char* id : {"r1", "r2", "r3"}) keeps(id);
    EXPECT_THAT(goes(), ElementsAre("r1", "r2"));
    outbox->go_again(now, 300ms);
    now = now + 299ms;
    EXPECT_THAT(goes(), IsEmpty());
    now = now + 1ms;
    EXPECT_THAT(goes(), ElementsAre("r1", "r2"));
    now = now + 1s;
    EXPECT_THAT(goes(), ElementsAre("r1", "r2")) << "its waits begin anew";
}

TEST_F(OutboxTest, PutsNothingOffForAHubThatBeginsToListen) {
    keeps("r1");
    goes();
    now = now + 900ms;
    outbox->go_again(now, 800ms);
    now = now + 100ms;
    EXPECT_THAT(goes(), ElementsAre("r1"));
}

TEST_F(OutboxTest, IsLateOnceAReceiptDidNotComeInItsTime) {
    keeps("r1");
    EXPECT_FALSE(outbox->is_late(now)) << "it has not gone yet";
    goes();
    now = now + 999ms;
    EXPECT_FALSE(outbox->is_late(now));
    now = now + 1ms;
    EXPECT_TRUE(outbox->is_late(now));
    ASSERT_TRUE(outbox->receive(accepted("r1"), now));
    EXPECT_FALSE(outbox->is_late(now));
}

TEST_F(OutboxTest, WaitsLongerWhereTheLineIsSlow) {
    OutboxLimits limits;
    limits.resend.first = 10min;
    reopens(limits);
    keeps("r1");
    goes();
    now = now + 5min - 1ms;
    EXPECT_THAT(goes(), IsEmpty());
    now = now + 1ms;
    EXPECT_THAT(goes(), ElementsAre("r1"));
}

TEST_F(OutboxTest, SendsWhatAnEarlierRunLeft) {
    keeps("r1");
    keeps("r2");
    goes();
    ASSERT_TRUE(outbox->receive(accepted("r1"), now));
    reopens();
    EXPECT_THAT(goes(), ElementsAre("r2"));
}

TEST_F(OutboxTest, SendsAPanicFirst) {
    keeps("r1");
    keeps("p1", true);
    keeps("r2");
    EXPECT_THAT(goes(), ElementsAre("p1", "r1", "r2"));
}

TEST_F(OutboxTest, HasNoMoreOnTheWayThanTheHubTakesButForAPanic) {
    OutboxLimits limits;
    limits.on_the_way_most = 2;
    reopens(limits);
    for (const char* id : {"r1", "r2", "r3"}) keeps(id);
    EXPECT_THAT(goes(), ElementsAre("r1", "r2"));
    keeps("p1", true);
    EXPECT_THAT(goes(), ElementsAre("p1"));
    ASSERT_TRUE(outbox->receive(accepted("r1"), now));
    EXPECT_THAT(goes(), IsEmpty());  // the panic is on the way besides
    ASSERT_TRUE(outbox->receive(accepted("p1"), now));
    EXPECT_THAT(goes(), ElementsAre("r3"));
}

TEST_F(OutboxTest, RefusesWhatIsOneTooMany) {
    OutboxLimits limits;
    limits.letters_most = 2;
    reopens(limits);
    keeps("r1");
    keeps("r2");
    EXPECT_EQ(outbox->keep(letter_of("r3"), now).error().code, "outbox_full");
    ASSERT_TRUE(outbox->receive(accepted("r1"), now));
    keeps("r3");
}

TEST_F(OutboxTest, RefusesMoreBytesThanItMayHold) {
    OutboxLimits limits;
    limits.bytes_most = 2 * letter_of("r1").payload.size();
    reopens(limits);
    keeps("r1");
    keeps("r2");
    EXPECT_EQ(outbox->keep(letter_of("r3"), now).error().code, "outbox_full");
}

TEST_F(OutboxTest, KeepsTheSameLetterOnceAndAnotherUnderItsIdNotAtAll) {
    keeps("r1");
    keeps("r1");
    EXPECT_EQ(store.letters.size(), 1u);
    Letter other = letter_of("r1");
    other.payload = "{}";
    EXPECT_EQ(outbox->keep(other, now).error().code, "id_reused");
}

// As two processes of one account leave it, that did not know of each other.
TEST_F(OutboxTest, EndsEachOfTwoLettersWithOneKeyByAReceiptOfItsOwn) {
    Letter other = letter_of("r1");
    other.payload = "{}";
    store.letters = {{1, letter_of("r1")}, {2, other}, {3, letter_of("r2")}};
    reopens();
    EXPECT_THAT(goes(), ElementsAre("r1", "r2"));
    ASSERT_TRUE(outbox->receive(accepted("r1"), now));
    EXPECT_FALSE(store.letters.contains(1));
    EXPECT_TRUE(store.letters.contains(2));
    EXPECT_THAT(goes(), ElementsAre("r1"));
    ASSERT_TRUE(outbox->receive(refused("r1"), now));
    EXPECT_FALSE(store.letters.contains(2));
    EXPECT_EQ(outbox->size(), 1u);
}

TEST_F(OutboxTest, SaysThatAnEndedLetterMayGoOnceMore) {
    keeps("r1");
    goes();
    store.is_full = true;
    EXPECT_FALSE(outbox->receive(accepted("r1"), now));
    EXPECT_EQ(outbox->size(), 0u);
    EXPECT_THAT(news(), ElementsAre("r1 kept", "r1 sent", "r1 accepted"));
}

TEST_F(OutboxTest, SaysWhenItHasSomethingToDoNext) {
    EXPECT_EQ(outbox->next_due(true), never);
    keeps("r1");
    EXPECT_LE(outbox->next_due(true), now);
    news();
    EXPECT_EQ(outbox->next_due(false), now + 60s);
    goes();
    news();
    EXPECT_EQ(outbox->next_due(true), now + 1s);
}

}  // namespace
}  // namespace paraat::sdk
