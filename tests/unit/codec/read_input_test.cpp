#include <gmock/gmock.h>

#include "tests/unit/codec/sample.hpp"

namespace paraat::codec {
namespace {

using core::InputKind;
using testing::ElementsAre;
using testing::IsEmpty;

const std::optional<core::Position> rotterdam = core::Position{519'200'000, 44'800'000};

TEST(ReadInput, TakesTheReportOfTheContract) {
    core::Report expected;
    expected.sent_at = Instant{1763940000000};
    expected.occurred_at = Instant{1763939940000};
    expected.category = core::CategoryName{"drug_dealing"};
    expected.severity = core::Severity::serious;
    expected.text = "two men at a car";
    expected.position = rotterdam;
    expected.accuracy_m = 10;
    expected.address = core::Address{"Coolsingel", "40", "3011 AD", "Rotterdam", "back door"};
    expected.area = "centrum";
    expected.contract = "mall-7";
    expected.tags = {"firearm"};
    expected.persons = 4;
    expected.reporter = core::Reporter{"J. Jansen", "0612345678", false};
    expected.references = {{"gms", "20251124-17"}};
    expected.lmc = "VKWEHA";
    expected.attachments = {{"ab12", "image/jpeg", "https://files/1"}};
    expected.exercise = true;
    expected.attributes = {{"colour", "red"}};
    const auto reading = read_input(InputKind::report, full_report);
    ASSERT_TRUE(reading) << reading.error().error.message;
    EXPECT_EQ(reading->id, "t1");
    EXPECT_THAT(reading->ignored, IsEmpty());
    EXPECT_EQ(std::get<core::Report>(reading->body), expected);
}

TEST(ReadInput, TakesAReportOfACategoryAlone) {
    core::Report expected;
    expected.category = core::CategoryName{"theft"};
    const auto reading = read_input(InputKind::report, R"({"category":"theft"})");
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->id, "");
    EXPECT_EQ(std::get<core::Report>(reading->body), expected);
}

TEST(ReadInput, TakesTheStatusOfTheContract) {
    core::StatusUpdate expected;
    expected.sent_at = Instant{1763940000000};
    expected.status = core::UnitStatus::on_scene;
    expected.incident = incident;
    expected.position = rotterdam;
    expected.accuracy_m = 10;
    EXPECT_EQ(taken<core::StatusUpdate>(InputKind::status, full_status), expected);
}

TEST(ReadInput, TakesTheBeaconOfTheContract) {
    core::StatusUpdate expected;
    expected.sent_at = Instant{1763940000000};
    expected.status = core::UnitStatus::en_route;
    expected.panic = true;
    expected.incident = incident;
    expected.position = rotterdam;
    expected.accuracy_m = 10;
    expected.speed_cm_s = 125;
    expected.heading_deg = 270;
    expected.battery_pct = 80;
    EXPECT_EQ(taken<core::StatusUpdate>(InputKind::beacon, full_beacon), expected);
}

TEST(ReadInput, TakesTheInstructOfTheContract) {
    const core::Instruct expected{"team/it-ondermijning", incident,         "go there", 1,
                                  Instant{1763940060000}, core::Needs::all, "RR-1"};
    EXPECT_EQ(taken<core::Instruct>(InputKind::instruct, full_instruct), expected);
}

TEST(ReadInput, TakesAnAckOfAnIncidentOrAnInstruction) {
    EXPECT_EQ(taken<core::Ack>(InputKind::ack, full_ack),
              (core::Ack{incident, std::nullopt, 2, core::Answer::acknowledged, "seen"}));
    EXPECT_EQ(taken<core::Ack>(InputKind::ack, R"({"instruction":"01jd9000000000000000000002","answer":"done"})"),
              (core::Ack{std::nullopt, instruction, std::nullopt, core::Answer::done, ""}));
}

TEST(ReadInput, RefusesAnAckOfBothOrNeither) {
    for (const char* json :
         {R"({"answer":"done"})",
          R"({"incident":"01jd8000000000000000000001","instruction":"01jd9000000000000000000002","answer":"done"})"}) {
        EXPECT_EQ(refused(InputKind::ack, json).error,
                  (Error{"bad_value", "incident", "an ack names either an incident or an instruction"}));
    }
}

TEST(ReadInput, TakesTheCommandOfTheContract) {
    core::Command expected;
    expected.deed = core::Deed::triage;
    expected.incident = incident;
    expected.rev = 3;
    expected.text = "why";
    expected.division = core::DivisionName{"dvl"};
    expected.priority = 2;
    expected.category = core::CategoryName{"theft"};
    expected.team = core::TeamName{"it-overlast"};
    expected.unit = core::ClientName{"radio-1"};
    expected.policy = core::PolicyName{"serious-threat"};
    expected.into = incident;
    expected.reports = {"t1", "t2"};
    expected.until = Instant{1763940600000};
    expected.instruction = instruction;
    expected.acknowledge = true;
    expected.to = core::ClientName{"console-2"};
    EXPECT_EQ(taken<core::Command>(InputKind::command, full_command), expected);
}

TEST(ReadInput, TakesWhoTakesPartInAnExercise) {
    core::Command expected;
    expected.deed = core::Deed::exercise_start;
    expected.text = "why";
    expected.until = Instant{1763940600000};
    expected.exercise = core::ExerciseName{"nacht"};
    expected.participants = {"team/it-overlast", "unit/radio-7"};
    EXPECT_EQ(
        taken<core::Command>(InputKind::command,
                             R"({"id":"c1","do":"exercise_start","text":"why","until_ms":1763940600000,"name":"nacht",)"
                             R"("participants":["team/it-overlast","unit/radio-7"]})"),
        expected);
}

TEST(ReadInput, TakesPresenceOnlineAndOffline) {
    EXPECT_EQ(taken<core::PresenceUpdate>(InputKind::presence, full_presence),
              (core::PresenceUpdate{true, 1763940000000}));
    EXPECT_EQ(taken<core::PresenceUpdate>(InputKind::presence, R"({"state":"offline"})"),
              (core::PresenceUpdate{false, 0}));
}

TEST(ReadInput, TakesTheQueryOfTheContract) {
    const core::Query expected{"incidents",
                               core::DivisionName{"dvl"},
                               core::TeamName{"it-overlast"},
                               {core::IncidentStatus::fresh, core::IncidentStatus::open},
                               incident,
                               20,
                               "01jd8",
                               "team/it-overlast",
                               core::Revision{3}};
    EXPECT_EQ(taken<core::Query>(InputKind::query, full_query), expected);
    EXPECT_EQ(taken<core::Query>(InputKind::query, R"({"ask":"units"})").limit, 50);
}

TEST(ReadInput, TakesAQuestionOfWhoPlans) {
    const auto nearest = taken<core::Query>(InputKind::query,
                                            R"({"ask":"nearest","lat":51.92,"lon":4.48,"skills":["dog","first_aid"]})");
    EXPECT_EQ(nearest.position, (core::Position{519'200'000, 44'800'000}));
    EXPECT_THAT(nearest.skills, ElementsAre("dog", "first_aid"));
    EXPECT_EQ(nearest.limit, 10);
    EXPECT_EQ(taken<core::Query>(InputKind::query, R"({"ask":"nearest","limit":200})").limit, 200);
    EXPECT_EQ(taken<core::Query>(InputKind::query, R"({"ask":"handover","unit":"radio-7"})").unit,
              core::ClientName{"radio-7"});
    EXPECT_EQ(taken<core::Query>(InputKind::query, R"({"ask":"reach","policy":"panic"})").policy,
              core::PolicyName{"panic"});
    EXPECT_EQ(refused(InputKind::query, R"({"ask":"nearest","lat":51.92})").error.field, "lon");
    std::string skills = R"("a")";
    for (int i = 0; i < 16; ++i) skills += R"(,"a")";
    EXPECT_EQ(refused(InputKind::query, R"({"ask":"nearest","skills":[)" + skills + "]}").error.code, "bad_value");
}

TEST(ReadInput, KnowsEveryWordOfTheContract) {
    for (const std::string_view severity : core::words_of<core::Severity>()) {
        const auto json = R"({"category":"theft","severity":")" + std::string(severity) + R"("})";
        EXPECT_EQ(taken<core::Report>(InputKind::report, json).severity, core::from_word<core::Severity>(severity));
    }
    for (const std::string_view status : core::words_of<core::UnitStatus>()) {
        const auto json = R"({"status":")" + std::string(status) + R"("})";
        EXPECT_EQ(taken<core::StatusUpdate>(InputKind::status, json).status, core::from_word<core::UnitStatus>(status));
    }
    for (const std::string_view answer : core::words_of<core::Answer>()) {
        const auto json = R"({"incident":"01jd8000000000000000000001","answer":")" + std::string(answer) + R"("})";
        EXPECT_EQ(taken<core::Ack>(InputKind::ack, json).answer, core::from_word<core::Answer>(answer));
    }
    for (const std::string_view deed : core::words_of<core::Deed>()) {
        const auto json = R"({"do":")" + std::string(deed) + R"("})";
        EXPECT_EQ(taken<core::Command>(InputKind::command, json).deed, core::from_word<core::Deed>(deed));
    }
    for (const std::string_view status : core::words_of<core::IncidentStatus>()) {
        const auto json = R"({"ask":"incidents","status":[")" + std::string(status) + R"("]})";
        EXPECT_THAT(taken<core::Query>(InputKind::query, json).status,
                    ElementsAre(core::from_word<core::IncidentStatus>(status).value()));
    }
}

TEST(ReadInput, WantsTheFieldsThatAKindCannotDoWithout) {
    EXPECT_EQ(refused(InputKind::report, "{}").error, (Error{"bad_value", "category", "a report has a category"}));
    EXPECT_EQ(refused(InputKind::command, "{}").error, (Error{"bad_value", "do", "a command says what to do"}));
    EXPECT_EQ(refused(InputKind::presence, "{}").error,
              (Error{"bad_value", "state", "a presence is online or offline"}));
    EXPECT_EQ(refused(InputKind::ack, R"({"incident":"01jd8000000000000000000001"})").error,
              (Error{"bad_value", "answer", "an ack has an answer"}));
}

}  // namespace
}  // namespace paraat::codec
