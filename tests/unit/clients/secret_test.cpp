#include "clients/cli/secret.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

#include "hub/app/pin.hpp"

namespace paraat::cli {
namespace {

// Standard input is a pipe that holds this, as in a script.
class Secret : public testing::Test {
protected:
    void SetUp() override { before_ = dup(STDIN_FILENO); }
    void TearDown() override {
        dup2(before_, STDIN_FILENO);
        close(before_);
    }
    static void given(const std::string& text) {
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        ASSERT_EQ(write(ends[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
        close(ends[1]);
        dup2(ends[0], STDIN_FILENO);
        close(ends[0]);
    }

    int before_ = -1;
};

TEST_F(Secret, IsOneLineOfInputAndTheRestIsLeft) {
    given("4711\r\n0815\n");
    EXPECT_EQ(*read_pin("PIN: "), "4711");
    EXPECT_EQ(*read_new_pin(), "0815");
    EXPECT_EQ(read_pin("PIN: ").error().code, "no_pin");
}

TEST_F(Secret, MayEndWithoutALineFeed) {
    given("4711");
    EXPECT_EQ(*read_pin("PIN: "), "4711");
}

TEST_F(Secret, HasAsManyCharactersAsTheHubTakes) {
    EXPECT_FALSE(check_pin("123"));
    EXPECT_TRUE(check_pin("1234"));
    EXPECT_TRUE(check_pin("1234567890123456"));
    EXPECT_FALSE(check_pin("12345678901234567"));
    EXPECT_FALSE(check_pin("12\t34"));
    given("\n");
    EXPECT_EQ(read_pin("PIN: ").error().code, "bad_value");
}

TEST_F(Secret, IsKnownAgainByItsHash) {
    core::Account account;
    account.pin = app::hash_pin("4711", "0123456789abcdef");
    EXPECT_TRUE(app::is_pin_hash(account.pin));
    EXPECT_EQ(app::read_pin(account, "4711"), core::PinWord::right);
    EXPECT_EQ(app::read_pin(account, "4712"), core::PinWord::wrong);
}

}  // namespace
}  // namespace paraat::cli
