#include "hub/app/hub_log.hpp"

#include <gtest/gtest.h>

namespace paraat::app {
namespace {

std::string line(const std::string& text, const std::string& level = "info") {
    return json_line(spdlog::log_clock::time_point(std::chrono::milliseconds{1'763'940'000'123}), level, "hub-1", text);
}

const std::string begin = "{\"ts\":\"2025-11-23T23:20:00.123Z\",\"level\":\"info\",\"node\":\"hub-1\",";

TEST(HubLog, NamesEachFieldOfALine) {
    EXPECT_EQ(line("msg=\"rejected\" client=radio-2 kind=presence"),
              begin + "\"msg\":\"rejected\",\"client\":\"radio-2\",\"kind\":\"presence\"}");
}

TEST(HubLog, KeepsQuotesSpacesAndEqualsSignsInsideAValue) {
    EXPECT_EQ(line("msg=\"failed\" why=\"no \"x\" = y here\" code=7"),
              begin + "\"msg\":\"failed\",\"why\":\"no \\\"x\\\" = y here\",\"code\":\"7\"}");
}

TEST(HubLog, KeepsAnEmptyField) {
    EXPECT_EQ(line("msg=\"rejected\" field= code=x"), begin + "\"msg\":\"rejected\",\"field\":\"\",\"code\":\"x\"}");
}

TEST(HubLog, TakesATextWithoutNamesAsItsMessage) {
    EXPECT_EQ(line("plain words"), begin + "\"msg\":\"plain words\"}");
}

TEST(HubLog, IsJsonWhateverTheBytes) {
    EXPECT_EQ(line("msg=\"\xff\n\""), begin + "\"msg\":\"\xef\xbf\xbd\\n\"}");
}

TEST(HubLog, CallsAWarningByItsShortName) {
    EXPECT_NE(line("x", "warning").find("\"level\":\"warn\""), std::string::npos);
}

}  // namespace
}  // namespace paraat::app
