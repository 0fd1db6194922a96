#include "clients/cli/heard.hpp"

#include <gtest/gtest.h>

#include "hub/codec/write_message.hpp"

namespace paraat::cli {
namespace {

std::string status() {
    core::HubStatus status;
    status.node = "hub-1";
    status.state = core::HubState::up;
    return codec::write(status);
}

TEST(Heard, ReadsTheOriginalOfAStatus) {
    const Json read = heard(status());
    ASSERT_TRUE(read.is_object());
    EXPECT_EQ(read["node"], "hub-1");
    EXPECT_EQ(read["state"], "up");
}

TEST(Heard, ReadsJson) {
    EXPECT_EQ(heard(R"({"state":"down"})")["state"], "down");
}

TEST(Heard, IsNullForWhatNoHubSays) {
    for (const char* bytes : {"", "hello", "[1]", "{\"state\":", "<alert/>"})
        EXPECT_TRUE(heard(bytes).is_null()) << bytes;
    EXPECT_TRUE(heard(std::string("\xff\xff\xff\x7fPHUB\xff\xff\xff\xff", 12)).is_null());
}

TEST(Heard, SurvivesAnyOneByteThatIsDamaged) {
    const std::string whole = status();
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x5a);
        (void)heard(damaged);
        (void)heard(whole.substr(0, at));
    }
}

}  // namespace
}  // namespace paraat::cli
