#include "hub/access/password.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "tests/support/folder.hpp"

namespace paraat::access {
namespace {

using testing::StartsWith;

TEST(Password, HasAHundredBitsOfChanceAndNothingThatLooksAlike) {
    std::set<std::string> seen;
    std::set<char> letters;
    for (int i = 0; i < 1'000; ++i) {
        const std::string password = make_password().value();
        EXPECT_EQ(password.size(), 24U);
        letters.insert(password.begin(), password.end());
        seen.insert(password);
    }
    EXPECT_EQ(seen.size(), 1'000U);
    EXPECT_EQ(std::string(letters.begin(), letters.end()), "23456789abcdefghijkmnpqrstuvwxyz");
}

TEST(Argon2id, IsOfItsPasswordOnly) {
    const std::string hash = argon2id_hash("correct horse").value();
    EXPECT_THAT(hash, StartsWith("$argon2id$v=19$m=65536,t=3,p=1$"));
    EXPECT_TRUE(is_argon2id_hash(hash));
    EXPECT_TRUE(is_argon2id_of(hash, "correct horse"));
    EXPECT_FALSE(is_argon2id_of(hash, "correct horsf"));
    EXPECT_FALSE(is_argon2id_of(hash, ""));
    EXPECT_NE(hash, argon2id_hash("correct horse").value()) << "another salt each time";
}

TEST(Argon2id, IsWhatTheReferenceProgramWorksOut) {
    // printf password | argon2 somesaltsomesalt -id -t 3 -m 16 -p 1 -l 32 -e
    EXPECT_TRUE(is_argon2id_of(
        "$argon2id$v=19$m=65536,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$dmStS6GjyZn83QmR/8InD3gwLSODIz215778hdG7GBk",
        "password"));
}

TEST(Argon2id, OfOtherCostsOrOfNoFormIsNone) {
    for (const char* text :
         {"", "$argon2id$v=19$m=65536,t=3,p=1$", "$argon2i$v=19$m=65536,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$x",
          "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$EaBHT62mWVHDlbtT7BYLG0FYFZVrdz5DEZYTE9Lpl7k",
          "$argon2id$v=19$m=65536,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$EaBHT62mWVHDlbtT7BYLG0FYFZVrdz5DEZYTE9Lpl7k\n"}) {
        EXPECT_FALSE(is_argon2id_hash(text)) << text;
    }
}

TEST(BrokerHash, IsOfItsPasswordOnly) {
    const std::string hash = broker_hash("correct horse").value();
    EXPECT_THAT(hash, StartsWith("$7$101$"));
    EXPECT_TRUE(is_broker_hash_of(hash, "correct horse"));
    EXPECT_FALSE(is_broker_hash_of(hash, "correct horsf"));
    EXPECT_NE(hash, broker_hash("correct horse").value());
}

TEST(BrokerHash, ThatMosquittoWritesIsUnderstood) {
    const test::Folder folder;
    const std::string file = (folder.path() / "passwords").string();
    ASSERT_EQ(std::system(("mosquitto_passwd -c -b " + file + " radio-7 'a password'").c_str()), 0);
    std::string line;
    std::getline(std::ifstream(file) >> std::ws, line);
    ASSERT_THAT(line, StartsWith("radio-7:"));
    EXPECT_TRUE(is_broker_hash_of(line.substr(8), "a password"));
    EXPECT_FALSE(is_broker_hash_of(line.substr(8), "a passwore"));
}

TEST(BrokerHash, OfNoFormIsNone) {
    const std::string hash = broker_hash("x").value();
    EXPECT_TRUE(is_broker_hash(hash));
    for (const std::string& text : {std::string{}, std::string("$7$"), hash + "A", hash + "\n",
                                    hash.substr(0, hash.size() - 1), "$6$" + hash.substr(3), "$7$0$" + hash.substr(7),
                                    "$7$-1$" + hash.substr(7), "$7$1000001$" + hash.substr(7), "radio-7:" + hash}) {
        EXPECT_FALSE(is_broker_hash(text)) << text;
    }
}

}  // namespace
}  // namespace paraat::access
