#include "clients/cli/briefing_lines.hpp"

#include <gmock/gmock.h>

namespace paraat::cli {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

const std::string id = "01kcv7k0000000000000000001";
constexpr std::int64_t morning = 1'795'759'200'000;  // 2026-11-27 07:00 in Amsterdam

Json cite() {
    return {{"incident", id}, {"what", "incident_opened"}, {"at", morning - 3'600'000}};
}
Json briefing(const Json& lines) {
    return {{"division", "dvo"}, {"date", "2026-11-27"}, {"from", morning - 86'400'000},
            {"until", morning},  {"at", morning},        {"lines", lines}};
}

TEST(BriefingLines, HaveHeadingsAndCitesInShort) {
    const Json lines = Json::array({{{"kind", "came_in"},
                                     {"count", 5},
                                     {"text", "5 x diefstal"},
                                     {"cites", {cite(), cite(), cite(), cite()}},
                                     {"more", 1}},
                                    {{"kind", "open"}, {"count", 0}, {"text", "Er staat niets open"}}});
    EXPECT_THAT(
        briefing_lines(briefing(lines), false),
        ElementsAre("Briefing dvo van 2026-11-27", "van 26-11 07:00 tot 27-11 07:00", "", "Binnengekomen",
                    "  - 5 x diefstal", "      " + id + "  27-11 06:00  incident_opened",
                    "      " + id + "  27-11 06:00  incident_opened", "      " + id + "  27-11 06:00  incident_opened",
                    "      en nog 2", "", "Open", "  - Er staat niets open"));
}

TEST(BriefingLines, SayThatWorkIsCovert) {
    EXPECT_EQ(briefing_lines(briefing(Json::array()), true)[0], "Briefing dvo (heimelijk) van 2026-11-27");
}

TEST(BriefingLines, FitASheet) {
    std::string words;
    for (int i = 0; i < 60; ++i) words += (i > 0 ? " " : "") + std::string("caf\u00e9");
    const auto lines = briefing_lines(briefing(Json::array({{{"kind", "late"}, {"text", words}}})), false);
    EXPECT_EQ(lines[2], "  - " + words.substr(0, 17 * 6 - 1));
    EXPECT_EQ(lines[3].substr(0, 9), "    caf\u00e9");
}

TEST(BriefingLines, TakeNoMessageForWhatItIsNot) {
    EXPECT_THAT(briefing_lines(Json::object(), false), SizeIs(2));
    EXPECT_THAT(briefing_lines(Json::parse(R"({"from":"noon","until":1e300,"lines":{"text":"x"}})"), false), SizeIs(2));
    const Json lines = Json::parse(R"([7,{"cites":{"at":1}},{"cites":[8],"more":9223372036854775807},{"more":-1}])");
    EXPECT_THAT(briefing_lines(briefing(lines), false), SizeIs(2 + 4 + 2));
}

}  // namespace
}  // namespace paraat::cli
