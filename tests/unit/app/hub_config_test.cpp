#include "hub/app/hub_config.hpp"

#include <gmock/gmock.h>

#include "hub/app/config_keys.hpp"
#include "tests/support/folder.hpp"

namespace paraat::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Values = std::map<std::string, std::string>;

ConfigReading read(const std::string& text, const Values& environment = {}, const Values& flags = {}) {
    return read_config(text, "/etc/paraat/hub.toml", environment, flags);
}

std::vector<std::string> messages(const ConfigReading& reading) {
    std::vector<std::string> messages;
    for (const SourceIssue& issue : reading.issues) messages.push_back(issue.file + ": " + issue.message);
    return messages;
}

TEST(HubConfig, HasADefaultForEverything) {
    const auto reading = read("");
    EXPECT_THAT(reading.issues, IsEmpty());
    EXPECT_EQ(reading.config.hub.node, "hub-1");
    EXPECT_EQ(reading.config.hub.root, "oov");
    EXPECT_EQ(reading.config.broker.address, "");
    EXPECT_EQ(reading.config.broker.port, 1883);
    EXPECT_EQ(reading.config.broker.websocket_port, 9001);
    EXPECT_EQ(reading.config.broker.access, "accounts");
    EXPECT_EQ(reading.config.admin.port, 8080);
    EXPECT_EQ(reading.config.rules.directory, "/etc/paraat/rules");
    EXPECT_EQ(reading.config.access.directory, "/etc/data/access");
    EXPECT_EQ(reading.config.journal.directory, "/etc/data/journal");
}

TEST(HubConfig, AsShippedSaysTheDefaults) {
    const std::filesystem::path file = std::filesystem::path(PARAAT_SOURCE_DIR) / "config/hub.toml";
    const auto shipped = read_config(test::content_of(file), file, {}, {});
    const auto defaults = read_config("", file, {}, {});
    EXPECT_THAT(shipped.issues, IsEmpty());
    for (const ConfigKey& key : config_keys()) {
        EXPECT_EQ(key.get(shipped.config), key.get(defaults.config)) << key.name;
    }
}

TEST(HubConfig, IsWonByTheFlagThenTheEnvironmentThenTheFile) {
    const std::string file = "[broker]\nport = 1001\n";
    const Values environment = {{"PARAAT_BROKER_PORT", "1002"}};
    const Values flags = {{"broker.port", "1003"}};
    EXPECT_EQ(read(file).config.broker.port, 1001);
    EXPECT_EQ(read(file, environment).config.broker.port, 1002);
    EXPECT_EQ(read(file, environment, flags).config.broker.port, 1003);
    EXPECT_EQ(read(file, {}, flags).config.broker.port, 1003);
}

TEST(HubConfig, RemembersWhereEachValueCameFrom) {
    const auto reading = read("[broker]\nport = 1001\nwebsocket_port = 1002\n", {{"PARAAT_ADMIN_PORT", "1003"}},
                              {{"broker.websocket_port", "1004"}});
    const std::string page = print_config(reading.config);
    EXPECT_THAT(page, HasSubstr("broker.port = 1001    # /etc/paraat/hub.toml:2\n"));
    EXPECT_THAT(page, HasSubstr("broker.websocket_port = 1004    # --broker-websocket-port\n"));
    EXPECT_THAT(page, HasSubstr("admin.port = 1003    # PARAAT_ADMIN_PORT\n"));
    EXPECT_THAT(page, HasSubstr("hub.root = oov    # default\n"));
}

TEST(HubConfig, TakesRelativePathsOfTheFileFromItsFolder) {
    const std::string file = "[rules]\ndirectory = \"../rules\"\n[journal]\ndirectory = \"/var/journal\"\n";
    EXPECT_EQ(read(file).config.rules.directory, "/etc/rules");
    EXPECT_EQ(read(file).config.journal.directory, "/var/journal");
    EXPECT_EQ(read(file, {{"PARAAT_RULES_DIRECTORY", "mine"}}).config.rules.directory, "mine");
}

TEST(HubConfig, KnowsTheEnvironmentOfTheContract) {
    const auto reading = read("", {{"PARAAT_BROKER_PORT", "1"},
                                   {"PARAAT_BROKER_WEBSOCKET_PORT", "2"},
                                   {"PARAAT_BROKER_ACCESS", "accounts"},
                                   {"PARAAT_BROKER_ADDRESS", "broker.example"},
                                   {"PARAAT_JOURNAL_DIRECTORY", "j"},
                                   {"PARAAT_ADMIN_PORT", "3"},
                                   {"PARAAT_RULES_DIRECTORY", "r"}});
    EXPECT_THAT(reading.issues, IsEmpty());
    EXPECT_EQ(reading.config.broker.port, 1);
    EXPECT_EQ(reading.config.broker.websocket_port, 2);
    EXPECT_EQ(reading.config.broker.access, "accounts");
    EXPECT_EQ(reading.config.journal.directory, "j");
    EXPECT_EQ(reading.config.admin.port, 3);
    EXPECT_EQ(reading.config.rules.directory, "r");
}

TEST(HubConfig, NamesTheNearestVariableForAMisspeltOne) {
    const auto reading = read("", {{"PARAAT_BROKER_PROT", "1"}});
    ASSERT_EQ(reading.issues.size(), 1u);
    EXPECT_EQ(reading.issues[0],
              (SourceIssue{"unknown_key", "PARAAT_BROKER_PROT", 0, 0, "the environment variable names no key",
                           "did you mean \"PARAAT_BROKER_PORT\"?"}));
}

TEST(HubConfig, LeavesVariablesOfOurCommandsAndTestsAlone) {
    EXPECT_THAT(read("", {{"PARAAT_TEST_SEED", "1"},
                          {"PARAAT_AS", "x"},
                          {"PARAAT_BIN", "x"},
                          {"PARAAT_BUILD", "x"},
                          {"PARAAT_OUTBOX", "x"},
                          {"PARAAT_SANITIZE", "x"}})
                    .issues,
                IsEmpty());
}

TEST(HubConfig, RefusesEveryOtherVariableWithOurPrefix) {
    const auto suggestion = [](const char* name) { return read("", {{name, "1"}}).issues.at(0).suggestion; };
    EXPECT_EQ(suggestion("PARAAT_BROKR_PORT"), "did you mean \"PARAAT_BROKER_PORT\"?");
    EXPECT_EQ(suggestion("PARAAT_JOURNALDIRECTORY"), "did you mean \"PARAAT_JOURNAL_DIRECTORY\"?");
    EXPECT_EQ(suggestion("PARAAT_PORT"),
              "one of PARAAT_BROKER_PORT, PARAAT_BROKER_WEBSOCKET_PORT, PARAAT_BROKER_TLS_PORT, PARAAT_TAK_PLAIN_PORT, "
              "PARAAT_TAK_TLS_PORT, PARAAT_ADMIN_PORT");
}

TEST(HubConfig, TakesTheOtherNameOfAKey) {
    const auto reading = read("", {}, {{"broker.host", "127.0.0.2"}});
    EXPECT_EQ(reading.config.broker.address, "127.0.0.2");
    EXPECT_THAT(print_config(reading.config), HasSubstr("\nbroker.address = 127.0.0.2    # --broker-host\n"));
    EXPECT_THAT(print_config(reading.config), Not(HasSubstr("\nbroker.host =")));
}

TEST(HubConfig, PutsAnAddressOfIpv6InBrackets) {
    EXPECT_EQ(read("[broker]\naddress = \"::1\"\n").config.broker.address, "[::1]");
    EXPECT_EQ(read("", {}, {{"broker.address", "[::1]"}}).config.broker.address, "[::1]");
}

TEST(HubConfig, RefusesValuesThatCannotWorkTogether) {
    EXPECT_THAT(messages(read("[broker]\nport = 9001\n")),
                ElementsAre("/etc/paraat/hub.toml: broker.port and broker.websocket_port are both 9001"));
    EXPECT_THAT(messages(read("", {{"PARAAT_ADMIN_PORT", "1883"}})),
                ElementsAre("PARAAT_ADMIN_PORT: admin.port and broker.port are both 1883"));
    EXPECT_THAT(read("[broker]\nport = 0\nwebsocket_port = 0\n[admin]\nport = 0\n").issues, IsEmpty());
}

TEST(HubConfig, TakesNoTlsThatNobodyCouldUseOrThatIsOpenToAnybody) {
    EXPECT_THAT(read("[broker]\ntls_port = 8883\n").issues, IsEmpty());
    EXPECT_THAT(messages(read(
                    "[broker]\naccess = \"open\"\ntls_port = 8883\ntls_address = \"\"\ntls_names = \"hub.example\"\n")),
                ElementsAre(HasSubstr("access = \"open\" is for the loopback address only")));
    EXPECT_THAT(messages(read("[broker]\ntls_port = 8883\ntls_names = \"hub.example, a b;\"\n")),
                ElementsAre(HasSubstr("\"b;\" is no host name or address")));
    EXPECT_THAT(messages(read("[broker]\ntls_port = 1883\n")), ElementsAre(HasSubstr("are both 1883")));
    EXPECT_THAT(messages(read("[broker]\ntls = true\n")),
                ElementsAre(HasSubstr("broker.address is empty"), HasSubstr("needs broker.ca_file")));
    EXPECT_THAT(messages(read("[broker]\naddress = \"localhost\"\ntls = true\nca_file = \"ca.pem\"\n"
                              "cert_file = \"hub.pem\"\n")),
                ElementsAre(HasSubstr("go together")));
    EXPECT_EQ(read("[broker]\nca_file = \"ca.pem\"\n").config.broker.ca_file, "/etc/paraat/ca.pem");
    EXPECT_EQ(read("[broker]\nca_file = \"\"\n").config.broker.ca_file, "");
}

TEST(HubConfig, GivesOutClaimLinksByHttpsAlone) {
    EXPECT_THAT(read("[provision]\nurl = \"https://hub.example\"\n").issues, IsEmpty());
    for (const char* url : {"http://hub.example", "hub.example", "https://hub.example/"}) {
        EXPECT_EQ(read("[provision]\nurl = \"" + std::string(url) + "\"\n").issues.size(), 1u) << url;
    }
}

TEST(HubConfig, OpensTheConsoleToOtherMachinesByTlsAlone) {
    const auto issues_of = [](const std::string& key, const std::string& value) {
        return messages(read("[console]\n" + key + " = \"" + value + "\"\n"));
    };
    EXPECT_THAT(issues_of("url", "https://hub.example:8443"), IsEmpty());
    for (const char* url : {"http://hub.example", "hub.example", "https://hub.example/", "https://Hub.example",
                            "https://hub.example; script-src *"}) {
        EXPECT_THAT(issues_of("url", url), ElementsAre(HasSubstr("console.url is \"https://\" and a host"))) << url;
    }
    EXPECT_THAT(issues_of("websocket", "wss://hub.example/mqtt"), IsEmpty());
    EXPECT_THAT(issues_of("websocket", "ws://127.0.0.1:9001/mqtt"), IsEmpty());
    for (const char* url : {"ws://hub.example/mqtt", "hub.example", "https://hub.example/mqtt", "wss://a b/mqtt"}) {
        EXPECT_THAT(issues_of("websocket", url), ElementsAre(HasSubstr("console.websocket is \"wss://\""))) << url;
    }
}

TEST(HubConfig, KeepsTheBoardIntervalInItsBounds) {
    for (const char* interval : {"49ms", "6s", "0ms"}) {
        EXPECT_EQ(read("[hub]\nboard_interval = \"" + std::string(interval) + "\"\n").issues.size(), 1u) << interval;
    }
    for (const char* interval : {"50ms", "5s"}) {
        EXPECT_THAT(read("[hub]\nboard_interval = \"" + std::string(interval) + "\"\n").issues, IsEmpty()) << interval;
    }
}

TEST(HubConfig, TakesTheRoomThatStaysOnTheDisk) {
    EXPECT_EQ(read("[journal]\nkeep_free = \"2GiB\"\n").config.journal.keep_free, 2LL << 30);
    EXPECT_EQ(read("", {{"PARAAT_JOURNAL_KEEP_FREE", "0B"}}).config.journal.keep_free, 0);
    EXPECT_THAT(
        messages(read("[journal]\nkeep_free = \"2 GB\"\n")),
        ElementsAre("/etc/paraat/hub.toml: journal.keep_free: it is a size like \"256MiB\", in B, KiB, MiB, GiB "
                    "or TiB, not \"2 GB\""));
    EXPECT_THAT(print_config(HubConfig{}), HasSubstr("\njournal.keep_free = 256MiB    # default\n"));
}

TEST(HubConfig, TakesSecretsAsCredentialsOfItsService) {
    const test::Folder folder;
    std::ofstream(folder.path() / "broker.password") << "hush\nmore\n";
    std::ofstream(folder.path() / "broker.key_file") << "a key";
    std::ofstream(folder.path() / "broker.username") << "nobody looks here";
    std::map<std::string, std::string> environment = {{"CREDENTIALS_DIRECTORY", folder.path().string()}};
    const std::string file = "[broker]\npassword = \"of the file\"\n";
    const auto reading = read(file, environment);
    EXPECT_THAT(reading.issues, IsEmpty());
    EXPECT_EQ(reading.config.broker.password, "hush");
    EXPECT_EQ(reading.config.broker.key_file, folder.path() / "broker.key_file");
    EXPECT_EQ(reading.config.broker.username, "");
    EXPECT_EQ(reading.config.origins.at("broker.password"), "$CREDENTIALS_DIRECTORY/broker.password");
    environment["PARAAT_BROKER_PASSWORD"] = "of the environment";
    EXPECT_EQ(read(file, environment).config.broker.password, "of the environment");
    EXPECT_EQ(read(file, {{"CREDENTIALS_DIRECTORY", "/nowhere"}}).config.broker.password, "of the file");
}

TEST(HubConfig, ReadsLimitsOfSize) {
    const auto reading = read("[limits]\ndevice_message = \"4KiB\"\nclient_bytes = \"0B\"\n");
    EXPECT_THAT(reading.issues, IsEmpty());
    EXPECT_EQ(reading.config.limits.device_message, 4'096);
    EXPECT_EQ(reading.config.limits.client_bytes, 0);
    EXPECT_EQ(HubConfig{}.limits.partner_message, 65'536);
    EXPECT_THAT(messages(read("[limits]\nperson_message = \"1MiB\"\n")),
                ElementsAre("/etc/paraat/hub.toml: limits.person_message: it is 4KiB to 64KiB, not 1MiB"));
    EXPECT_THAT(messages(read("[limits]\nclient_bytes_burst = \"1KiB\"\n")),
                ElementsAre("/etc/paraat/hub.toml: limits.client_bytes_burst: it is 64KiB to 1TiB, not 1KiB"));
}

TEST(HubConfig, TakesCountsInTheirBounds) {
    const auto reading = read("[limits]\nclient_rate = 0\nclient_burst = 1\n");
    EXPECT_THAT(reading.issues, IsEmpty());
    EXPECT_EQ(reading.config.limits.client_rate, 0);
    EXPECT_EQ(reading.config.limits.client_burst, 1);
    EXPECT_THAT(messages(read("[limits]\nclient_rate = -1\n")),
                ElementsAre("/etc/paraat/hub.toml: \"client_rate\" is 0 to 1000000000, not -1"));
    EXPECT_THAT(messages(read("", {{"PARAAT_LIMITS_CLIENT_BURST", "0"}})),
                ElementsAre("PARAAT_LIMITS_CLIENT_BURST: limits.client_burst: it is 1 to 1000000000, not \"0\""));
    EXPECT_THAT(print_config(HubConfig{}), HasSubstr("or 0 for no limit; 0 to 1000000000 "
                                                     "(PARAAT_LIMITS_CLIENT_RATE, default 1000)\n"
                                                     "limits.client_rate = 1000    # default\n"));
}

TEST(HubConfig, TakesALeaseThatEndsLateFirstAndThenLost) {
    const auto reading = read("[limits]\nlate_after = \"2s\"\nlost_after = \"1h\"\n");
    EXPECT_THAT(reading.issues, IsEmpty());
    EXPECT_EQ(reading.config.limits.leases.late_after, Milliseconds{2'000});
    EXPECT_EQ(reading.config.limits.leases.lost_after, Milliseconds{3'600'000});
    const auto equal = read("[limits]\nlate_after = \"2m\"\nlost_after = \"120s\"\n");
    ASSERT_EQ(equal.issues.size(), 1u);
    EXPECT_EQ(equal.issues[0], (SourceIssue{"lost_before_late", "/etc/paraat/hub.toml", 3, 0,
                                            "limits.lost_after (2m) is not longer than limits.late_after (2m)",
                                            "a silent client is late first, then lost: set a longer lost_after"}));
    EXPECT_THAT(messages(read("", {{"PARAAT_LIMITS_LATE_AFTER", "1d"}})),
                ElementsAre("PARAAT_LIMITS_LATE_AFTER: limits.lost_after (150s) is not longer than limits.late_after "
                            "(1d)"));
    EXPECT_THAT(messages(read("", {{"PARAAT_LIMITS_LOST_AFTER", "2d"}})),
                ElementsAre("PARAAT_LIMITS_LOST_AFTER: limits.lost_after: it is 1s to 1d, not 2d"));
}

TEST(HubConfig, SaysWhereOpenAccessWentBeyondTheLoopbackAddress) {
    const auto issue = read("[broker]\naccess = \"open\"\naddress = \"192.0.2.7\"\n").issues.at(0);
    EXPECT_EQ(issue.file, "/etc/paraat/hub.toml");
    EXPECT_EQ(issue.line, 3);
}

TEST(HubConfig, SaysWhichVariableOrFlagHasABadValue) {
    const auto reading = read("", {{"PARAAT_BROKER_PORT", "65536"}, {"PARAAT_HUB_NODE", "Hub_1"}},
                              {{"admin.port", "80x"}, {"hub.json_twins", "yes"}, {"broker.access", "opne"}});
    EXPECT_THAT(messages(reading),
                ElementsAre("PARAAT_HUB_NODE: hub.node: \"Hub_1\" is no name: at most 32 of a-z, 0-9 and -",
                            "PARAAT_BROKER_PORT: broker.port: a port is 0 to 65535, not \"65536\"",
                            "--hub-json-twins: hub.json_twins: it is true or false",
                            "--broker-access: broker.access: access is \"open\" or \"accounts\"; did you mean "
                            "\"open\"?",
                            "--admin-port: admin.port: a port is 0 to 65535, not \"80x\""));
    EXPECT_EQ(reading.config.broker.port, 1883);
}

TEST(HubConfig, TakesOpenAccessOnLoopbackAddresses) {
    for (const char* address : {"127.0.0.1", "127.1.2.3", "localhost", "::1"}) {
        EXPECT_THAT(read("[broker]\naddress = \"" + std::string(address) + "\"\naccess = \"open\"\n").issues, IsEmpty())
            << address;
    }
}

TEST(HubConfig, TakesClientsOfTakWithoutACertificateOnAnOpenBrokerAlone) {
    EXPECT_THAT(messages(read("[tak]\nplain_port = 8087\n")), ElementsAre(HasSubstr("asks for no certificate")));
    EXPECT_THAT(read("[broker]\naccess = \"open\"\n[tak]\nplain_port = 8087\n").issues, IsEmpty());
    EXPECT_THAT(read("[tak]\ntls_port = 8089\n").issues, IsEmpty());
    EXPECT_THAT(messages(read("[tak]\ntls_port = 8089\naddress = \"\"\n")),
                ElementsAre(HasSubstr("no client of TAK would find the hub's name")));
    EXPECT_THAT(messages(read("[tak]\ntls_port = 8089\naddress = \"hub.example\"\n")),
                ElementsAre(HasSubstr("an address of IPv4")));
    EXPECT_THAT(messages(read("[tak]\ntls_port = 1883\n")), ElementsAre(HasSubstr("are both 1883")));
}

TEST(HubConfig, RefusesOpenAccessBeyondTheLoopbackAddress) {
    for (const char* address : {"192.0.2.7", "broker.example", "127.broker.example", "0.0.0.0", "::"}) {
        const auto reading =
            read("[broker]\naddress = \"" + std::string(address) + "\"\naccess = \"open\"\nusername = \"hub\"\n");
        ASSERT_EQ(reading.issues.size(), 1u) << address;
        EXPECT_EQ(reading.issues[0].code, "open_beyond_loopback");
    }
    EXPECT_THAT(read("[broker]\naddress = \"broker.example\"\naccess = \"accounts\"\nusername = \"hub\"\n").issues,
                IsEmpty());
}

TEST(HubConfig, ShowsNoSecret) {
    const auto reading = read("[broker]\npassword = \"hush\"\n");
    EXPECT_EQ(reading.config.broker.password, "hush");
    EXPECT_THAT(print_config(reading.config), HasSubstr("broker.password = ********"));
    EXPECT_THAT(print_config(reading.config), Not(HasSubstr("hush")));
}

TEST(HubConfig, ReadsASecretFromTheFileThatTheEnvironmentNames) {
    const test::Folder folder;
    const auto file = (folder.path() / "password").string();
    std::ofstream(file) << "hush\n";
    EXPECT_EQ(read("", {{"PARAAT_BROKER_PASSWORD_FILE", file}}).config.broker.password, "hush");
    EXPECT_THAT(messages(read("", {{"PARAAT_BROKER_PASSWORD_FILE", file + "-absent"}})),
                ElementsAre("PARAAT_BROKER_PASSWORD_FILE: cannot read " + file + "-absent"));
}

TEST(HubConfig, ExplainsAllItsKeys) {
    std::vector<std::string> names;
    for (const ConfigKey& key : config_keys()) {
        names.push_back(key.name);
        EXPECT_FALSE(key.meaning.empty()) << key.name;
        EXPECT_THAT(key.help(), HasSubstr(key.environment())) << key.name;
    }
    EXPECT_THAT(names, testing::IsSupersetOf({"broker.address", "broker.host", "broker.port", "broker.websocket_port",
                                              "broker.access", "journal.directory", "admin.port", "rules.directory",
                                              "hub.node", "hub.root"}));
    EXPECT_THAT(print_config(HubConfig{}),
                HasSubstr("# port of the broker, or 0 for any free one; 0 to 65535 (PARAAT_BROKER_PORT, default 1883)\n"
                          "broker.port = 1883    # default\n"));
}

TEST(HubConfig, AsShippedShowsEveryKey) {
    const std::filesystem::path file = std::filesystem::path(PARAAT_SOURCE_DIR) / "config/hub.toml";
    const auto shipped = read_config(test::content_of(file), file, {}, {});
    for (const ConfigKey& key : config_keys()) {
        EXPECT_TRUE(shipped.config.origins.contains(key.name) || !key.stands_for.empty()) << key.name;
    }
}

}  // namespace
}  // namespace paraat::app
