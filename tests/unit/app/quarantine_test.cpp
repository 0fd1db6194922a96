#include "hub/app/quarantine.hpp"

#include <gmock/gmock.h>

#include <memory>

#include "tests/unit/app/desk.hpp"

namespace paraat::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* topic = "oov/up/radio-7/report";

// A hub's guard over its lives. A process that dies is one whose object is gone without letting go.
class QuarantineTest : public testing::Test {
protected:
    QuarantineTest() { starts(); }
    void starts() {
        guard_.reset();
        guard_ = std::make_unique<Quarantine>(folder_.path(), now_);
    }
    void dies_of(const std::string& payload) {
        EXPECT_TRUE(guard_->take_in_hand(topic, payload, now_));
        now_ = now_ + 1s;
        starts();
    }
    void decides(const std::string& payload) {
        EXPECT_TRUE(guard_->take_in_hand(topic, payload, now_));
        guard_->let_go();
    }
    bool refuses(const std::string& payload) {
        const bool is_taken = guard_->take_in_hand(topic, payload, now_);
        if (is_taken) guard_->let_go();
        return !is_taken;
    }
    QuarantineFolder files() const { return QuarantineFolder(folder_.path()); }

    test::Folder folder_;
    Instant now_{1'763'940'000'000};
    std::unique_ptr<Quarantine> guard_;
};

TEST_F(QuarantineTest, TakesAMessageInAgainAfterOneDeath) {
    dies_of("poison");
    EXPECT_FALSE(refuses("poison"));
    EXPECT_EQ(guard_->size(), 0u);
}

TEST_F(QuarantineTest, RefusesAMessageAfterTwoDeathsAndNoOther) {
    dies_of("poison");
    dies_of("poison");
    EXPECT_TRUE(refuses("poison"));
    EXPECT_FALSE(refuses("Poison"));
    EXPECT_TRUE(guard_->take_in_hand("oov/up/radio-8/report", "poison", now_));
    guard_->let_go();
    starts();
    EXPECT_TRUE(refuses("poison"));
    const std::string fingerprint = fingerprint_of(topic, "poison");
    EXPECT_THAT(files().messages(),
                ElementsAre(QuarantinedMessage{
                    {fingerprint, 2, Instant{1'763'940'001'000}, Instant{1'763'940'002'000}}, topic, "poison"}));
    EXPECT_THAT(guard_->reasons(),
                ElementsAre("quarantine: 1 message is refused, because the hub died with it in hand: " +
                            fingerprint.substr(0, 16) + "; see `paraat journal quarantine list`"));
}

TEST_F(QuarantineTest, CountsTwoDeathsAlsoWhenOthersCameBetween) {
    dies_of("poison");
    dies_of("chance");
    dies_of("poison");
    EXPECT_TRUE(refuses("poison"));
    EXPECT_FALSE(refuses("chance"));
}

TEST_F(QuarantineTest, HoldsNothingAgainstWhatWasDecidedSince) {
    dies_of("innocent");
    decides("innocent");
    dies_of("innocent");
    EXPECT_FALSE(refuses("innocent"));
}

TEST_F(QuarantineTest, DecidesWhatAPersonReleasedAndCountsAnew) {
    dies_of("poison");
    dies_of("poison");
    EXPECT_TRUE(*files().release(fingerprint_of(topic, "poison")));
    EXPECT_FALSE(*files().release(fingerprint_of(topic, "poison")));
    EXPECT_FALSE(*files().release("../in-hand"));
    now_ = now_ + Quarantine::look_interval;
    guard_->look(now_);
    EXPECT_THAT(guard_->reasons(), IsEmpty());
    dies_of("poison");
    EXPECT_TRUE(guard_->take_in_hand(topic, "poison", now_));
}

TEST_F(QuarantineTest, LetsTheOldestGoWhenItIsFull) {
    for (std::size_t i = 0; i <= Quarantine::messages_most; ++i) {
        const std::string payload = "poison " + std::to_string(i);
        dies_of(payload);
        dies_of(payload);
    }
    EXPECT_EQ(guard_->size(), Quarantine::messages_most);
    EXPECT_FALSE(refuses("poison 0"));
    EXPECT_TRUE(refuses("poison 1"));
    EXPECT_THAT(guard_->reasons(), ElementsAre(HasSubstr("100 messages are refused")));
}

TEST_F(QuarantineTest, SuspectsOnlySoMany) {
    for (std::size_t i = 0; i < Quarantine::suspects_most + 5; ++i) dies_of("chance " + std::to_string(i));
    EXPECT_EQ(files().suspects().size(), Quarantine::suspects_most);
}

TEST_F(QuarantineTest, ReadsWhatItCanOfBrokenFiles) {
    dies_of("poison");
    dies_of("poison");
    const auto folder = folder_.path() / "quarantine";
    std::ofstream(folder / "suspects") << "nonsense\n" << std::string(64, 'a') << " 1 x\n\n";
    std::ofstream(folder / std::string(64, 'b')) << "deaths";
    std::ofstream(folder / std::string(64, 'c')) << "deaths 2\nfirst 1\nlast 1\ntopic 0\npayload 40";  // and no more
    std::ofstream(folder / std::string(64, 'd')) << "deaths 2\nfirst 1\nlast 1\ntopic 1\npayload 1 =>t\np";
    std::ofstream(folder / std::string(64, 'e')) << "deaths 2\nfirst 1\nlast 1\ntopic 1\npayload 1\n\nt p";
    std::ofstream(folder / "a note by somebody") << "hello";
    starts();
    EXPECT_TRUE(refuses("poison"));
    EXPECT_THAT(files().suspects(), IsEmpty());
    EXPECT_EQ(files().messages().size(), 1u);
}

TEST_F(QuarantineTest, IsClosedToOthers) {
    dies_of("poison");
    const auto open_to = std::filesystem::status(folder_.path() / "quarantine").permissions();
    EXPECT_EQ(open_to & (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
              std::filesystem::perms::none);
}

TEST(IntakeOfAQuarantinedMessage, RefusesItUnread) {
    Desk desk;
    Batch batch;
    desk.intake().refuse_quarantined({"oov/up/radio-1/report", theft}, desk.now, batch);
    ASSERT_EQ(batch.receipts.size(), 1u);
    const Json receipt = Json::parse(batch.receipts[0].bytes);
    EXPECT_EQ(receipt["code"], "quarantined");
    EXPECT_EQ(receipt["id"], "");
    EXPECT_EQ(receipt["of"], hex(sha256(theft)).substr(0, 16));
    EXPECT_FALSE(receipt.contains("retry"));
    EXPECT_EQ(desk.counts().quarantined, 1u);
    EXPECT_EQ(desk.counts().refused, 1u);
}

TEST(IntakeOfAQuarantinedMessage, AnswersAQueryAndTellsNobodyOfABeacon) {
    Desk desk;
    Batch batch;
    desk.intake().refuse_quarantined({"oov/up/radio-1/query", "{}"}, desk.now, batch);
    desk.intake().refuse_quarantined({"oov/up/radio-1/beacon", "{}"}, desk.now, batch);
    ASSERT_EQ(batch.questions.size(), 1u);
    EXPECT_EQ(batch.questions[0].answer->code, "quarantined");
    EXPECT_THAT(batch.receipts, IsEmpty());
    EXPECT_EQ(desk.counts().quarantined, 2u);
    EXPECT_EQ(desk.counts().refused, 0u);
}

}  // namespace
}  // namespace paraat::app
