#include "hub/app/greeting.hpp"

#include <gmock/gmock.h>

namespace paraat::app {
namespace {

using testing::HasSubstr;
using testing::Not;

HubConfig with_broker(const std::string& address) {
    HubConfig config;
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

TEST(Greeting, NamesTheSitesBrokerInWhatToTry) {
    const std::string words = greeting(with_broker("broker.city"), {1883, 8080, true});
    EXPECT_THAT(words, HasSubstr("  mosquitto_sub -h broker.city -p 1883 -t "));
    EXPECT_THAT(words, HasSubstr("  mosquitto_pub -h broker.city -p 1883 -t "));
}

TEST(Greeting, SaysThatTheBrokerIsWaitedFor) {
    const std::string words = greeting(with_broker("broker.city"), {1883, 8080, false});
    EXPECT_THAT(words, HasSubstr(" is waiting for the broker at broker.city:1883.\n"));
    EXPECT_THAT(words, Not(HasSubstr("is running")));
}

}  // namespace
}  // namespace paraat::app
