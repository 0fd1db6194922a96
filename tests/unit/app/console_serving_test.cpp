#include "hub/app/console_serving.hpp"

#include <gmock/gmock.h>

namespace paraat::app {
namespace {

using testing::HasSubstr;

constexpr int port = 9002;

HubConfig with(const std::string& broker, const std::string& url, const std::string& websocket) {
    HubConfig config;
    config.broker.address = broker;
    config.console.url = url;
    config.console.websocket = websocket;
    return config;
}

std::string websocket(const HubConfig& config, const std::string& host) {
    return console_of(config, {}, port).websocket(host).url;
}

TEST(ConsoleServing, LeadsToThePrivateBrokerByTheNameThatThePageWasAskedBy) {
    EXPECT_EQ(websocket(with("", "", ""), "localhost"), "ws://localhost:9002/mqtt");
    EXPECT_EQ(websocket(with("", "", ""), "127.0.0.1"), "ws://127.0.0.1:9002/mqtt");
}

TEST(ConsoleServing, LeadsOtherMachinesToTheProxy) {
    const auto behind_proxy = with("", "https://hub.example:8443", "");
    EXPECT_EQ(websocket(behind_proxy, "hub.example"), "wss://hub.example:8443/mqtt");
    EXPECT_EQ(websocket(behind_proxy, "localhost"), "ws://localhost:9002/mqtt");
    EXPECT_EQ(console_of(behind_proxy, {}, port).host, "hub.example");
    const auto beside = with("", "https://hub.example", "wss://mqtt.example/ws");
    EXPECT_EQ(websocket(beside, "hub.example"), "wss://mqtt.example/ws");
    EXPECT_EQ(websocket(beside, "127.0.0.1"), "ws://127.0.0.1:9002/mqtt");
}

TEST(ConsoleServing, KnowsWhereASitesBrokerIsOnlyWhenItIsTold) {
    EXPECT_EQ(websocket(with("broker.example", "", "wss://broker.example/mqtt"), "localhost"),
              "wss://broker.example/mqtt");
    const auto untold = console_of(with("broker.example", "https://hub.example", ""), {}, 0).websocket("hub.example");
    EXPECT_EQ(untold.url, "");
    EXPECT_THAT(untold.why, HasSubstr("[console] websocket"));
}

TEST(ConsoleServing, TellsThePageWhoTheHubIs) {
    HubConfig config;
    config.hub.node = "noord";
    config.hub.root = "city";
    const admin::ConsoleFacts facts = console_of(config, {}, port).facts;
    EXPECT_EQ(facts.node, "noord");
    EXPECT_EQ(facts.root, "city");
    EXPECT_EQ(facts.contract, 1);
    EXPECT_EQ(facts.access, "accounts");
}

TEST(ConsoleServing, SaysWhereThePageIsOpened) {
    EXPECT_EQ(console_url(with("", "", ""), 8081), "http://127.0.0.1:8081");
    EXPECT_EQ(console_url(with("", "https://hub.example", ""), 8081), "https://hub.example");
}

}  // namespace
}  // namespace paraat::app
