#include "hub/app/hub_log.hpp"

#include <gtest/gtest.h>

#include <climits>
#include <nlohmann/json.hpp>

namespace paraat::app {
namespace {

std::string line(const std::string& message, const LogFields& fields = {}, LogLevel level = LogLevel::info) {
    return json_line({Instant{1'763'940'000'123}, level, message, fields}, "hub-1");
}

const std::string head_of_line = "{\"ts\":\"2025-11-23T23:20:00.123Z\",\"level\":\"info\",\"node\":\"hub-1\",";

TEST(HubLog, NamesEachFieldOfALine) {
    EXPECT_EQ(line("rejected", {{"client", "radio-2"}, {"kind", "presence"}}),
              head_of_line + "\"msg\":\"rejected\",\"client\":\"radio-2\",\"kind\":\"presence\"}");
}

TEST(HubLog, KeepsWhatLooksLikeAnotherFieldInsideItsValue) {
    EXPECT_EQ(line("failed", {{"why", "no \"x\" = y\" here=1"}, {"code", "7"}}),
              head_of_line + "\"msg\":\"failed\",\"why\":\"no \\\"x\\\" = y\\\" here=1\",\"code\":\"7\"}");
}

TEST(HubLog, KeepsAnEmptyField) {
    EXPECT_EQ(line("rejected", {{"field", ""}, {"code", "x"}}),
              head_of_line + "\"msg\":\"rejected\",\"field\":\"\",\"code\":\"x\"}");
}

TEST(HubLog, IsJsonWhateverTheBytes) {
    EXPECT_EQ(line("\xff\n", {{"client", std::string("a\0\x1b", 3)}}),
              head_of_line + "\"msg\":\"\xef\xbf\xbd\\n\",\"client\":\"a\\u0000\\u001b\"}");
}

TEST(HubLog, CallsAWarningByItsShortName) {
    EXPECT_NE(line("x", {}, LogLevel::warn).find("\"level\":\"warn\""), std::string::npos);
}

TEST(HubLog, CutsTheLongestValueOfALineThatAPipeWouldNotTakeWhole) {
    const auto read = nlohmann::json::parse(line("failed", {{"why", std::string(10'000, 'a')}, {"code", "7"}}));
    EXPECT_EQ(read["msg"], "failed");
    EXPECT_EQ(read["code"], "7");
    EXPECT_EQ(read["cut"], true);
    const auto why = read["why"].get<std::string>();
    EXPECT_EQ(why, std::string(why.size(), 'a'));
}

TEST(HubLog, CutsNoMoreThanItMust) {
    const std::string cut = line("failed", {{"why", std::string(10'000, 'a')}});
    EXPECT_EQ(cut.size(), PIPE_BUF - 1U);
    const std::string whole =
        line("failed", {{"why", std::string(PIPE_BUF - line("failed", {{"why", ""}}).size() - 1, 'a')}});
    EXPECT_EQ(whole.size(), PIPE_BUF - 1U);
    EXPECT_EQ(nlohmann::json::parse(whole).count("cut"), 0U);
}

TEST(HubLog, CutsWhatGrowsByItsEscapes) {
    for (const std::string& piece : {std::string("\x01"), std::string("\""), std::string("\xff"), std::string("\x80"),
                                     std::string("\xe2\x82\xac"), std::string("\xf0\x9f\x9a\x92")}) {
        std::string value = "x";
        while (value.size() < 4000) value += piece;
        const std::string cut = line(value, {{"client", value}, {"why", value}});
        EXPECT_LT(cut.size(), std::size_t{PIPE_BUF});
        EXPECT_GT(cut.size(), std::size_t{PIPE_BUF} - 64);
        const auto read = nlohmann::json::parse(cut);
        EXPECT_EQ(read["cut"], true);
        EXPECT_EQ(read["client"], read["why"]);
    }
}

TEST(HubLog, CutsBetweenCharacters) {
    std::string euros;
    while (euros.size() < 10'000) euros += "\xe2\x82\xac";
    for (const char* before : {"", "a", "aa"}) {
        const auto read = nlohmann::json::parse(line("failed", {{"why", before + euros}}));
        EXPECT_EQ(read["why"].get<std::string>().find("\xef\xbf\xbd"), std::string::npos);
    }
}

}  // namespace
}  // namespace paraat::app
