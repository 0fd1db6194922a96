#include "hub/access/login_store.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "hub/access/password.hpp"
#include "tests/support/folder.hpp"

namespace paraat::access {
namespace {

using Copy = LoginStore::Copy;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr Instant then{1'763'940'000'000};

unsigned mode_of(const std::filesystem::path& path) {
    struct stat seen {};
    return ::stat(path.c_str(), &seen) == 0 ? seen.st_mode & 07777U : 0U;
}

TEST(LoginStore, IsEmptyWhereNothingIs) {
    const test::Folder folder;
    const LoginStore store(folder.path() / "access");
    EXPECT_THAT(store.read().value(), IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(store.directory())) << "reading makes nothing";
}

TEST(LoginStore, KeepsHashesAndNoPassword) {
    const test::Folder folder;
    LoginStore store(folder.path() / "access");
    const std::string password = store.make("admin-1", Copy::none, then).value();
    const Logins logins = store.read().value();
    ASSERT_EQ(logins.size(), 1U);
    const Login& login = logins.at("admin-1");
    EXPECT_TRUE(is_argon2id_of(login.argon2id, password));
    EXPECT_TRUE(is_broker_hash_of(login.broker, password));
    EXPECT_EQ(login.made_at, then);
    EXPECT_FALSE(login.is_disabled);
    EXPECT_THAT(test::content_of(folder.path() / "access" / "logins.toml"), Not(HasSubstr(password)));
}

TEST(LoginStore, IsClosedToOthers) {
    const test::Folder folder;
    LoginStore store(folder.path() / "access");
    ASSERT_TRUE(store.make("admin-1", Copy::kept, then));
    EXPECT_EQ(mode_of(store.directory()), 0700U);
    EXPECT_EQ(mode_of(store.directory() / "logins.toml"), 0600U);
    EXPECT_EQ(mode_of(store.directory() / "kept"), 0700U);
    EXPECT_EQ(mode_of(store.kept_file("admin-1")), 0600U);
}

TEST(LoginStore, KeepsAReadablePasswordUntilItIsChanged) {
    const test::Folder folder;
    LoginStore store(folder.path() / "access");
    const std::string first = store.make("admin-1", Copy::kept, then).value();
    EXPECT_EQ(store.kept_password("admin-1").value(), first);
    const std::string second = store.make("admin-1", Copy::none, then).value();
    EXPECT_NE(first, second);
    EXPECT_EQ(store.kept_password("admin-1").error().code, "no_login");
    EXPECT_FALSE(std::filesystem::exists(store.kept_file("admin-1")));
}

TEST(LoginStore, DoesNotTellACopyThatAChangeLeftBehind) {
    const test::Folder folder;
    LoginStore store(folder.path() / "access");
    const std::string first = store.make("admin-1", Copy::none, then).value();
    std::filesystem::create_directory(store.directory() / "kept");
    std::ofstream(store.kept_file("admin-1")) << "another\n";
    EXPECT_EQ(store.kept_password("admin-1").error().code, "no_login");
    std::ofstream(store.kept_file("admin-1")) << first << "\n";
    EXPECT_EQ(store.kept_password("admin-1").value(), first);
}

TEST(LoginStore, KeepsADisabledLoginDisabledWhenItsPasswordIsChanged) {
    const test::Folder folder;
    LoginStore store(folder.path() / "access");
    ASSERT_TRUE(store.make("radio-7", Copy::none, then));
    ASSERT_TRUE(store.set_disabled("radio-7", true));
    ASSERT_TRUE(store.make("radio-7", Copy::none, then));
    EXPECT_TRUE(store.read().value().at("radio-7").is_disabled);
    ASSERT_TRUE(store.set_disabled("radio-7", false));
    EXPECT_FALSE(store.read().value().at("radio-7").is_disabled);
}

TEST(LoginStore, RefusesWhatIsNoLogin) {
    const test::Folder folder;
    LoginStore store(folder.path() / "access");
    EXPECT_EQ(store.set_disabled("radio-7", true).error().code, "no_login");
    EXPECT_EQ(store.make("../radio", Copy::kept, then).error().code, "bad_name");
    EXPECT_EQ(store.kept_password("../logins.toml").error().code, "no_login");
    ASSERT_TRUE(store.make("radio-8", Copy::none, then));
    EXPECT_EQ(store.set_disabled("radio-7", true).error(), (Error{"no_login", "account", "\"radio-7\" has no login"}));
}

TEST(LoginStore, TellsEachChangeByAnotherMark) {
    const test::Folder folder;
    LoginStore store(folder.path() / "access");
    const std::string before = store.mark();
    ASSERT_TRUE(store.make("radio-7", Copy::none, then));
    const std::string made = store.mark();
    EXPECT_EQ(store.mark(), made);
    ASSERT_TRUE(store.set_disabled("radio-7", true));
    EXPECT_NE(before, made);
    EXPECT_NE(store.mark(), made);
}

TEST(LoginStore, SaysWhichLineIsWrongAndShowsNoHash) {
    const test::Folder folder;
    LoginStore store(folder.path());
    ASSERT_TRUE(store.make("radio-7", Copy::none, then));
    const std::string hash = store.read().value().at("radio-7").broker;
    std::ofstream(folder.path() / "logins.toml", std::ios::app) << "brokre = \"" << hash << "\"\n";
    const Error error = store.read().error();
    EXPECT_EQ(error.code, "bad_logins");
    EXPECT_THAT(error.message, HasSubstr("logins.toml:8:"));
    EXPECT_THAT(error.message, HasSubstr("brokre"));
    EXPECT_THAT(error.message, Not(HasSubstr(hash)));
    EXPECT_EQ(store.make("radio-8", Copy::none, then).error().code, "bad_logins") << "it is not written over";
}

TEST(LoginsFile, SurvivesWritingAndReading) {
    Logins logins;
    logins["radio-7"] = {argon2id_hash("a").value(), broker_hash("a").value(), then, true};
    logins["admin-1"] = {argon2id_hash("b").value(), broker_hash("b").value(), then, false};
    const LoginReading reading = read_logins(write_logins(logins), "logins.toml");
    EXPECT_THAT(reading.issues, IsEmpty());
    EXPECT_EQ(write_logins(reading.logins), write_logins(logins));
}

TEST(LoginsFile, IsReadStrictly) {
    const auto codes = [](const std::string& text) {
        std::vector<std::string> found;
        for (const SourceIssue& issue : read_logins(text, "logins.toml").issues) found.push_back(issue.code);
        return found;
    };
    EXPECT_THAT(codes("[[login]]\naccount = \"Radio\"\n"), ElementsAre("bad_name"));
    EXPECT_THAT(codes("[[login]]\naccount = \"radio-7\"\nargon2id = \"x\"\nbroker = \"y\"\n"),
                ElementsAre("bad_value", "bad_value"));
    EXPECT_THAT(codes("[[login]]\naccount = \"radio-7\"\n"), ElementsAre("missing_key", "missing_key"));
    EXPECT_THAT(codes("[[logins]]\n"), ElementsAre("unknown_key"));
}

TEST(BrokerPasswordFile, HasOnlyAccountsThatMayLogIn) {
    Logins logins;
    logins["admin-1"] = {"", "$7$A", then, false};
    logins["gone-1"] = {"", "$7$B", then, false};
    logins["radio-7"] = {"", "$7$C", then, true};
    EXPECT_EQ(broker_password_file(logins, {"admin-1", "radio-7", "radio-8"}), "admin-1:$7$A\n");
}

}  // namespace
}  // namespace paraat::access
