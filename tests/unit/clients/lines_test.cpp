#include "clients/cli/lines.hpp"

#include <gmock/gmock.h>

namespace paraat::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

Json alert_saying(const std::string& text) {
    return {{"priority", 1},           {"division", "dvo"}, {"incident", "01jd8"}, {"status", "open"},
            {"title", "Schietpartij"}, {"acked", true},     {"text", text}};
}

TEST(Line, OfAnAlertNamesPriorityDivisionAndWhatIsSaid) {
    EXPECT_EQ(alert_line(alert_saying("shots heard")), "P1 dvo 01jd8 open Schietpartij | shots heard");
}

TEST(Line, OfAnAlertThatWaitsSaysWhoIsAskedAndWhy) {
    Json alert = alert_saying("shots heard");
    alert["acked"] = false;
    alert["escalation"] = {{"target", "role/opco"}, {"because", "severity is extreme"}, {"ack_by", 1}};
    EXPECT_THAT(alert_line(alert), HasSubstr("UNACKNOWLEDGED -> role/opco because severity is extreme"));
}

TEST(Line, LetsNoTextRuleTheTerminal) {
    const std::string line =
        alert_line(alert_saying("a\x1b[2Jb\r\nc\x7f"
                                "d\u009b31m\u00e9"));
    EXPECT_THAT(line, HasSubstr("a [2Jb  c d  31m\u00e9"));
    EXPECT_THAT(line, Not(HasSubstr("\x1b")));
}

TEST(Line, OfAnAlertSaysWhoIsOnItAndThatItRests) {
    Json alert = alert_saying("noise");
    alert["claimed_by"] = "console-2";
    alert["shelved"] = {{"by", "console-1"}, {"until", 1'795'683'600'000}};
    EXPECT_THAT(alert_line(alert), HasSubstr(", claimed by console-2, shelved by console-1 until 2026-11-26"));
}

TEST(Line, OfARefusalHasSentenceFieldCodeAndWhatIsThereNow) {
    Json receipt = {{"accepted", false}, {"code", "claimed"}, {"field", "incident"}, {"error", "console-2 is on it"}};
    EXPECT_EQ(refused_line(receipt), "refused: console-2 is on it (incident) [claimed]");
    EXPECT_EQ(reason_line(receipt), "console-2 is on it (incident) [claimed]");
    receipt["now"] = {{"rev", 5}, {"by", "console-2"}, {"did", "claim"}};
    EXPECT_THAT(refused_line(receipt), HasSubstr("\nnow: revision 5, by console-2, who did claim"));
}

TEST(Line, OfWhatWasAcceptedNamesWhatCameOfIt) {
    EXPECT_EQ(accepted_line({{"accepted", true}}), "accepted");
    EXPECT_EQ(accepted_line({{"incident", "01jd8"}, {"joined", false}}), "accepted: incident 01jd8, opened");
    EXPECT_EQ(accepted_line({{"incident", "01jd8"}, {"erasure", "waits"}}),
              "accepted: incident 01jd8, erased once the hub lets go of it, 48 hours after its close");
    EXPECT_EQ(accepted_line({{"incident", "01jd8"}, {"instruction", "01jd9"}}),
              "accepted: incident 01jd8: instruction 01jd9");
}

TEST(Line, LeavesOutWhatIsMissingOrNoSuchType) {
    EXPECT_EQ(unit_line({{"unit", "radio-7"}, {"team", 7}, {"panic", true}}), "radio-7  PANIC");
}

TEST(Line, OfAnOrderInATimelineSaysWhoMustAnswerAndUntilWhen) {
    const Json entry = {{"n", 4},         {"at", 1'000},          {"what", "instruction_issued"}, {"by", "console-1"},
                        {"text", "look"}, {"target", "unit/r-7"}, {"instruction", "01jd9"},       {"ack_by", 61'000}};
    const std::string line = timeline_line(entry);
    EXPECT_THAT(line,
                HasSubstr("instruction_issued by console-1 -> unit/r-7, order 01jd9, answer by " + moment(61'000)));
    EXPECT_THAT(line, HasSubstr("| look"));
}

TEST(Line, OfALetterSaysWhatWaitsSinceWhen) {
    sdk::Letter letter{"report", "t1", R"({"id":"t1","category":"shooting","text":"shots\nheard"})", false,
                       Instant{1'795'683'600'000}};
    EXPECT_EQ(letter_line(letter), moment(letter.kept_at.ms) + "  report t1 shooting | shots heard");
    letter = {"status", "p1", R"({"id":"p1","panic":true})", true, letter.kept_at};
    EXPECT_EQ(letter_line(letter), moment(letter.kept_at.ms) + "  status p1 PANIC");
}

// That another process sent.
TEST(Line, OfALetterThatIsKnownByNameOnlySaysThat) {
    EXPECT_EQ(letter_line({"report", "t1", "", false, {}}), "report t1");
}

}  // namespace
}  // namespace paraat::cli
