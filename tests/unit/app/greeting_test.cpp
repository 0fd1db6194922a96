#include "hub/app/greeting.hpp"

#include <gmock/gmock.h>

namespace paraat::app {
namespace {

using testing::HasSubstr;
using testing::Not;

HubConfig with_broker(const std::string& address) {
    HubConfig config;
    config.broker.access = "open";
    config.broker.address = address;
    config.journal.directory = "/var/lib/paraat";
    config.hub.root = "city";
    return config;
}

TEST(Greeting, SaysWhereThingsAreAndWhatToTry) {
    const std::string words = greeting(with_broker(""), {1884, 8081, true});
    EXPECT_THAT(words, HasSubstr(" is running.\n"));
    EXPECT_THAT(words, HasSubstr("  broker    127.0.0.1:1884\n"));
    EXPECT_THAT(words, HasSubstr("  journal   /var/lib/paraat\n"));
    EXPECT_THAT(words, HasSubstr("  health    http://127.0.0.1:8081/readyz\n"));
    EXPECT_THAT(words, HasSubstr("  mosquitto_sub -p 1884 -t 'city/json/#' -v\n"));
    EXPECT_THAT(words, HasSubstr("  mosquitto_pub -p 1884 -t city/up/radio-7/report "));
}

TEST(Greeting, SaysHowToLogInWithoutSayingThePassword) {
    HubConfig config = with_broker("");
    config.broker.access = "accounts";
    Whereabouts where{1884, 8081, true};
    where.administrator = "admin-1";
    where.kept_password = "/data/it's here/kept/admin-1";
    const std::string words = greeting(config, where);
    EXPECT_THAT(words, HasSubstr("  mosquitto_pub -p 1884 -u admin-1 -P \"$(cat '/data/it'\\''s here/kept/admin-1')\" "
                                 "-t city/up/admin-1/report -q 1 -m '{"));
    EXPECT_THAT(words, HasSubstr(" -t 'city/json/down/admin-1/#' -v\n"));
    EXPECT_THAT(words, Not(HasSubstr("radio-7/report")));
}

TEST(Greeting, SaysWhoMakesLoginsWhereNonePasswordIsKept) {
    HubConfig config = with_broker("");
    config.broker.access = "accounts";
    Whereabouts where{1884, 8081, true};
    where.administrator = "admin-1";
    EXPECT_THAT(greeting(config, where), HasSubstr("  paraat admin password ACCOUNT\n"));
    where.administrator.clear();
    EXPECT_THAT(greeting(config, where), HasSubstr("no account of the organisation is an administrator"));
    EXPECT_THAT(greeting(config, where), Not(HasSubstr("mosquitto_pub")));
}

TEST(Greeting, NamesTheSitesBrokerInWhatToTry) {
    const std::string words = greeting(with_broker("broker.city"), {1883, 8080, true});
    EXPECT_THAT(words, HasSubstr("  mosquitto_sub -h broker.city -p 1883 -t "));
    EXPECT_THAT(words, HasSubstr("  mosquitto_pub -h broker.city -p 1883 -t "));
}

TEST(Greeting, NamesTheCaOfASitesBrokerByTls) {
    HubConfig config = with_broker("broker.city");
    config.broker.tls = true;
    config.broker.ca_file = "/etc/paraat/broker ca.pem";
    EXPECT_THAT(greeting(config, {8883, 8080, true}),
                HasSubstr("  mosquitto_pub -h broker.city -p 8883 --cafile '/etc/paraat/broker ca.pem' -t "));
}

TEST(Greeting, SaysWhereTheConsoleIsOnceItIsBuilt) {
    HubConfig config = with_broker("");
    Whereabouts where{1884, 8081, true};
    EXPECT_THAT(greeting(config, where), Not(HasSubstr("console")));
    where.has_console = true;
    EXPECT_THAT(greeting(config, where), HasSubstr("  console   http://127.0.0.1:8081/\n"));
    config.console.url = "https://hub.example";
    EXPECT_THAT(greeting(config, where), HasSubstr("  console   https://hub.example/\n"));
}

TEST(Greeting, SaysThatTheBrokerIsWaitedFor) {
    const std::string words = greeting(with_broker("broker.city"), {1883, 8080, false});
    EXPECT_THAT(words, HasSubstr(" is waiting for the broker at broker.city:1883.\n"));
    EXPECT_THAT(words, Not(HasSubstr("is running")));
}

}  // namespace
}  // namespace paraat::app
