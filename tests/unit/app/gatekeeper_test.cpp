#include "hub/app/gatekeeper.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <functional>

#include "clients/sdk/session.hpp"
#include "hub/access/password.hpp"
#include "tests/support/accounts.hpp"
#include "tests/support/centre.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/folder.hpp"

namespace paraat::app {
namespace {

using Copy = access::LoginStore::Copy;
using testing::HasSubstr;
using testing::Not;

class AtTheGate : public testing::Test {
protected:
    AtTheGate() {
        organisation.roles[core::RoleName{"administrator"}] = {
            core::RoleName{"administrator"}, "", core::Authority::administrator, {}};
        organisation.accounts.put(test::account("admin-1", "", {"administrator"}));
        config.access.directory = folder.path() / "access";
    }
    std::unique_ptr<Gatekeeper> open() {
        auto opened = Gatekeeper::open(config, organisation);
        EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
        return opened ? std::move(*opened) : nullptr;
    }
    access::LoginStore store() const { return access::LoginStore(config.access.directory); }

    void change_a_place(const std::function<void()>& before);

    test::Folder folder;
    HubConfig config;
    core::Organisation organisation = test::small_organisation();
};

TEST_F(AtTheGate, TheFirstStartMakesTheAdministratorsLoginAndNoOther) {
    const auto gatekeeper = open();
    EXPECT_EQ(gatekeeper->administrator(), "admin-1");
    EXPECT_EQ(store().read().value().size(), 1U);
    const std::string password = store().kept_password("admin-1").value();
    EXPECT_EQ(test::content_of(gatekeeper->kept_password()), password + "\n");
    EXPECT_THAT(gatekeeper->admission().access_file, HasSubstr("user admin-1\n"));
    EXPECT_THAT(gatekeeper->admission().access_file, HasSubstr("user radio-1\n")) << "it may have a certificate";
    EXPECT_THAT(gatekeeper->admission().password_file, Not(HasSubstr("radio-1:")));
    EXPECT_EQ(open()->kept_password(), gatekeeper->kept_password()) << "a second start makes nothing anew";
    EXPECT_EQ(store().kept_password("admin-1").value(), password);
}

TEST_F(AtTheGate, ALaterStartMakesNoLogin) {
    ASSERT_TRUE(store().make("radio-1", Copy::none, Instant{1}));
    const auto gatekeeper = open();
    EXPECT_EQ(store().read().value().size(), 1U);
    EXPECT_EQ(gatekeeper->kept_password(), "");
}

TEST_F(AtTheGate, TheHubHasAnotherPasswordAtEachStartUnlessItIsSaid) {
    const std::string first = open()->hub_password();
    EXPECT_NE(open()->hub_password(), first);
    config.broker.password = "said";
    const auto gatekeeper = open();
    EXPECT_EQ(gatekeeper->hub_password(), "said");
    const std::string& file = gatekeeper->admission().password_file;
    const std::string line = file.substr(file.find("hub:") + 4);
    EXPECT_TRUE(access::is_broker_hash_of(line.substr(0, line.find('\n')), "said"));
}

TEST_F(AtTheGate, WhoIsNotOfTheOrganisationDoesNotGetIn) {
    ASSERT_TRUE(store().make("stranger", Copy::none, Instant{1}));
    const auto gatekeeper = open();
    EXPECT_THAT(gatekeeper->admission().password_file, Not(HasSubstr("stranger")));
    EXPECT_THAT(gatekeeper->admission().access_file, Not(HasSubstr("stranger")));
}

TEST_F(AtTheGate, LoginsThatCannotBeReadKeepTheHubFromStarting) {
    ASSERT_TRUE(store().make("radio-1", Copy::none, Instant{1}));
    std::ofstream(config.access.directory / "logins.toml") << "[[login]]\n";
    const auto opened = Gatekeeper::open(config, organisation);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "bad_logins");
}

// What a role gives is given and taken on a session that is open.
// A place changes while its account is connected; what else happened to the logins is `before` that.
void AtTheGate::change_a_place(const std::function<void()>& before) {
    const std::string password = store().make("radio-1", Copy::none, Instant{1}).value();
    std::unique_ptr<transport::PrivateBroker> broker;  // outlives who tells it
    const auto gatekeeper = open();
    transport::PrivateBroker::Settings settings{
        .directory = folder.path() / "broker", .port = 0, .websocket_port = 0, .access = "accounts"};
    settings.admission = gatekeeper->admission();
    settings.guard = PARAAT_GUARD;
    auto started = transport::PrivateBroker::start(settings);
    ASSERT_TRUE(started) << started.error().message;
    broker = std::move(*started);
    gatekeeper->watch(*broker);
    const int port = broker->port();
    auto unit_side = sdk::Session::connect({"127.0.0.1", port, "radio-1", password}, "radio-1");
    auto hub_side = sdk::Session::connect({"127.0.0.1", port, "hub", gatekeeper->hub_password()}, "hub");
    ASSERT_TRUE(unit_side && hub_side);
    ASSERT_TRUE(unit_side->subscribe("oov/#"));
    const auto next_topic = [&] {
        for (const char* topic : {"oov/dvl/alert/x", "oov/dvo/alert/x"}) {
            EXPECT_TRUE(hub_side->deliver(topic, "x", 1));
        }
        const auto message = unit_side->next(std::chrono::seconds{30});
        return message ? message->topic : std::string{};
    };
    EXPECT_EQ(next_topic(), "oov/dvl/alert/x");
    before();
    test::change_account(organisation, "radio-1",
                         [](core::Account& account) { account.team = core::TeamName{"it-ondermijning"}; });
    gatekeeper->reorganise(organisation);
    EXPECT_TRUE(test::eventually([&] { return next_topic() == "oov/dvo/alert/x"; }));
    for (int i = 0; i < 3; ++i) EXPECT_EQ(next_topic(), "oov/dvo/alert/x");
    EXPECT_TRUE(unit_side->is_connected()) << "the session goes on";
}

TEST_F(AtTheGate, AChangeOfRoleReachesAnOpenSession) {
    change_a_place([] {});
}

TEST_F(AtTheGate, AChangeOfRoleReachesAnOpenSessionThoughTheLoginsCannotBeReadAnyMore) {
    change_a_place([&] { std::ofstream(config.access.directory / "logins.toml") << "[[login]\n"; });
}

}  // namespace
}  // namespace paraat::app
