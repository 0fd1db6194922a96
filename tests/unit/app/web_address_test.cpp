#include "hub/app/web_address.hpp"

#include <gtest/gtest.h>

namespace paraat::app {
namespace {

TEST(WebAddress, IsReadInItsParts) {
    const auto address = parse_web_address("https://hub.example.nl:8443/a/mqtt").value();
    EXPECT_EQ(address.scheme, "https");
    EXPECT_EQ(address.host, "hub.example.nl");
    EXPECT_EQ(address.authority, "hub.example.nl:8443");
    EXPECT_EQ(address.path, "/a/mqtt");
    EXPECT_EQ(parse_web_address("wss://[2001:db8::1]:443/mqtt").value().host, "[2001:db8::1]");
    EXPECT_EQ(parse_web_address("https://10.0.0.5").value().path, "");
}

TEST(WebAddress, IsNothingThatCouldSayMoreThanWhereToGo) {
    for (const char* text : {"", "hub.example", "https://", "https:///mqtt", "https://a b", "https://hub.example:0",
                             "https://hub.example:65536", "https://hub.example:", "https://hub.example:80x",
                             "https://user@hub.example", "https://hub.example/?q", "https://hub.example/#f",
                             "https://hub.example; script-src *", "https://hub.example/a;b", "https://[::1",
                             "https://[hub.example", "https://Hub.example", "https://hub.example/a\n"}) {
        EXPECT_FALSE(parse_web_address(text)) << text;
    }
}

}  // namespace
}  // namespace paraat::app
