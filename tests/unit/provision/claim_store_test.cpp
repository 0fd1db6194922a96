#include "hub/provision/claim_store.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "tests/support/folder.hpp"

namespace paraat::provision {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

constexpr Instant store_now{1'800'000'000'000};

Result<std::string> makes_a_word(const Claim& used) {
    return used.account;
}

class ClaimStoreTest : public testing::Test {
protected:
    ClaimStore::Made made(Milliseconds valid = 15min, int uses = 1, const std::string& account = "radio-7") {
        auto link = store_.make({account, "paraat", "Van 3", valid, uses}, store_now);
        EXPECT_TRUE(link);
        return *link;
    }
    std::string code_of_use(const std::string& token, Instant now = store_now) {
        const auto used = store_.use(token, now, makes_a_word);
        return used ? "" : used.error().code;
    }
    // Of the only record that there is.
    std::filesystem::path record() const {
        for (const auto& file : std::filesystem::directory_iterator(directory_)) {
            if (file.path().extension() == ".json") return file.path();
        }
        return {};
    }

    test::Folder folder_;
    std::filesystem::path directory_ = folder_.path() / "claims";
    ClaimStore store_{directory_};
};

TEST_F(ClaimStoreTest, LinkWorksAsOftenAsItSays) {
    const std::string once = made().token;
    EXPECT_EQ(code_of_use(once), "");
    EXPECT_EQ(code_of_use(once), "claim_used");
    const std::string twice = made(15min, 2).token;
    EXPECT_EQ(code_of_use(twice), "");
    EXPECT_EQ(code_of_use(twice), "");
    EXPECT_EQ(code_of_use(twice), "claim_used");
}

TEST_F(ClaimStoreTest, LinkEndsAtItsTime) {
    const std::string token = made(1min).token;
    EXPECT_TRUE(store_.look(token, store_now + 1min - 1ms));
    EXPECT_EQ(store_.look(token, store_now + 1min).error().code, "claim_expired");
    EXPECT_EQ(code_of_use(token, store_now + 1min), "claim_expired");
}

TEST_F(ClaimStoreTest, LookingUsesNothing) {
    const std::string token = made().token;
    EXPECT_EQ(store_.look(token, store_now)->account, "radio-7");
    EXPECT_EQ(store_.look(token, store_now)->label, "Van 3");
    EXPECT_EQ(code_of_use(token), "");
}

TEST_F(ClaimStoreTest, KeepsNoTokenAndIsClosedToOthers) {
    const auto link = made();
    EXPECT_EQ(link.token.size(), 26U);
    struct stat seen {};
    ASSERT_EQ(::stat(record().c_str(), &seen), 0);
    EXPECT_EQ(seen.st_mode & 0777, 0600U);
    EXPECT_THAT(test::content_of(record()), Not(HasSubstr(link.token)));
    EXPECT_THAT(record().string(), Not(HasSubstr(link.token)));
}

TEST_F(ClaimStoreTest, NobodyGuessesATokenOrStepsOutOfTheFolder) {
    made();
    for (const char* token : {"", "x", "../lock", "00000000000000000000000000"}) {
        EXPECT_EQ(code_of_use(token), "not_found") << token;
        EXPECT_EQ(store_.look(token, store_now).error().code, "not_found") << token;
    }
    EXPECT_EQ(ClaimStore(folder_.path() / "none").use("x", store_now, makes_a_word).error().code, "not_found");
}

TEST_F(ClaimStoreTest, EndsWhatAnAccountCouldStillUse) {
    const std::string waiting = made().token;
    const std::string used = made().token;
    const std::string other = made(15min, 1, "radio-8").token;
    ASSERT_EQ(code_of_use(used), "");
    EXPECT_EQ(store_.end("radio-7", store_now).value(), 1);
    EXPECT_EQ(code_of_use(waiting), "claim_ended");
    EXPECT_EQ(code_of_use(used), "claim_used");
    EXPECT_EQ(code_of_use(other), "");
}

TEST_F(ClaimStoreTest, UseIsTakenBackWhenItBroughtNothing) {
    const std::string token = made().token;
    const auto refused = store_.use(token, store_now, [](const Claim&) {
        return Result<std::string>(Error{"disk_io", "", "full"});
    });
    EXPECT_EQ(refused.error().code, "disk_io");
    EXPECT_EQ(code_of_use(token), "");
}

TEST_F(ClaimStoreTest, NobodyEndsALinkWhileWhatItIsForIsMade) {
    const std::string token = made(15min, 2).token;
    bool is_held = false;
    const auto used = store_.use(token, store_now, [&](const Claim& claim) {
        const int lock = ::open((directory_ / "lock").c_str(), O_RDONLY | O_CLOEXEC);
        is_held = ::flock(lock, LOCK_EX | LOCK_NB) != 0;
        ::close(lock);
        return makes_a_word(claim);
    });
    EXPECT_TRUE(is_held) << "who ends it takes the same lock";
    EXPECT_TRUE(used);
    EXPECT_EQ(store_.end("radio-7", store_now).value(), 1) << "what is left of it ends afterwards";
    EXPECT_EQ(code_of_use(token), "claim_ended");
}

TEST_F(ClaimStoreTest, OfManyAtOnceOneGetsIt) {
    const std::string token = made().token;
    std::atomic<int> got{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] { got += ClaimStore(directory_).use(token, store_now, makes_a_word) ? 1 : 0; });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(got, 1);
}

TEST_F(ClaimStoreTest, RecordThatIsNotOursIsToldAndNotTaken) {
    const auto link = made();
    const std::string text = test::content_of(record());
    for (const std::string& other : {std::string(), std::string("{}"), text.substr(0, text.size() / 2), text + " ",
                                     "{\"id\":\"00\"" + text.substr(text.find(','))}) {
        std::ofstream(record()) << other;
        EXPECT_EQ(code_of_use(link.token), "claim_damaged") << other;
        EXPECT_EQ(store_.all().error().code, "claim_damaged") << other;
    }
}

TEST_F(ClaimStoreTest, MakesOnlyWhatItCanKeepItsWordOn) {
    const auto field_of = [&](const ClaimStore::Wanted& wanted) {
        const auto link = store_.make(wanted, store_now);
        return link ? "" : link.error().field;
    };
    EXPECT_EQ(field_of({"Radio 7", "paraat", "", 15min, 1}), "account");
    EXPECT_EQ(field_of({"hub", "paraat", "", 15min, 1}), "account");
    EXPECT_EQ(field_of({"radio-7", "meshtastic", "", 15min, 1}), "kind");
    EXPECT_EQ(field_of({"radio-7", "pigeon", "", 15min, 1}), "kind");
    EXPECT_EQ(field_of({"radio-7", "paraat", std::string(65, 'x'), 15min, 1}), "label");
    EXPECT_EQ(field_of({"radio-7", "paraat", "", 59s, 1}), "valid");
    EXPECT_EQ(field_of({"radio-7", "paraat", "", 31 * 24h, 1}), "valid");
    EXPECT_EQ(field_of({"radio-7", "paraat", "", 15min, 0}), "uses");
    EXPECT_EQ(field_of({"radio-7", "paraat", "", 15min, 101}), "uses");
    EXPECT_THAT(store_.all().value(), testing::IsEmpty());
}

TEST(Claim, IsReadAsItWasWritten) {
    const Claim claim{"0a", "radio-7",   "paraat",      "Van \"3\"", store_now, store_now + 15min,
                      2,    {store_now}, store_now + 1h};
    EXPECT_EQ(read_claim(claim_text(claim)).value(), claim);
    EXPECT_EQ(state_of(claim, store_now), ClaimState::ended);
}

}  // namespace
}  // namespace paraat::provision
