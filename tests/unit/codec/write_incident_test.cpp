#include <gmock/gmock.h>

#include "tests/unit/codec/message_sample.hpp"

namespace paraat::codec {
namespace {

core::EscalationView running() {
    core::EscalationView view;
    view.rule = core::RuleName{"firearm-in-public"};
    view.because = {"severity is extreme", "severity_is", {{"severity", "extreme"}}};
    view.policy = core::PolicyName{"serious-threat"};
    view.target = "team/it-ondermijning";
    view.ack_by = Instant{1763940060000};
    return view;
}
const std::string running_json =
    R"({"rule":"firearm-in-public","because":"severity is extreme","because_code":"severity_is",)"
    R"("because_args":{"severity":"extreme"},"policy":"serious-threat","step":0,"target":"team/it-ondermijning",)"
    R"("ack_by":1763940060000,"acked_by":"","acked_at":0})";

TEST(Alert, IsThatOfTheContract) {
    core::Alert alert = sparse_alert();
    alert.rev = 3;
    alert.raised = 2;
    alert.division = core::DivisionName{"dvo"};
    alert.divisions = {core::DivisionName{"dvo"}, core::DivisionName{"dvl"}};
    alert.status = core::IncidentStatus::open;
    alert.priority = 1;
    alert.category = core::CategoryName{"shooting"};
    alert.severity = core::Severity::extreme;
    alert.title = "Schietpartij";
    alert.text = "shots";
    alert.position = core::Position{519'200'001, -44'800'000};
    alert.area = "centrum";
    alert.contract = "mall-7";
    alert.reports = 3;
    alert.acked = true;
    alert.exercise = true;
    alert.talkgroup = "RR-1";
    alert.teams = {core::TeamName{"it-ondermijning"}};
    alert.units = {{core::ClientName{"radio-7"}, "en_route", Instant{1763940001000}}};
    alert.escalation = running();
    alert.escalations = {running()};
    alert.group = "thefts west";
    EXPECT_EQ(json_of(alert),
              R"({"incident":"01jd8000000000000000000001","rev":3,"raised":2,"division":"dvo",)"
              R"("divisions":["dvo","dvl"],"status":"open","priority":1,"category":"shooting","severity":"extreme",)"
              R"("title":"Schietpartij","text":"shots","lat":51.9200001,"lon":-4.48,"area":"centrum",)"
              R"("contract":"mall-7","opened_at":1763940000000,"updated_at":1763940000000,"reports":3,"acked":true,)"
              R"("exercise":true,"talkgroup":"RR-1","teams":["it-ondermijning"],)"
              R"("units":[{"unit":"radio-7","state":"en_route","since":1763940001000}],"escalation":)" +
                  running_json + R"(,"escalations":[)" + running_json + R"(],"group":"thefts west"})");
}

TEST(Alert, LeavesOutWhatIsNotThere) {
    EXPECT_EQ(json_of(sparse_alert()), sparse_alert_json);
}

TEST(Alert, OfAnEndedEscalationHasNoDeadline) {
    core::Alert alert = sparse_alert();
    core::EscalationView ended = running();
    ended.ack_by.reset();
    ended.acked_by = core::ClientName{"radio-8"};
    ended.acked_at = Instant{1763940030000};
    alert.escalation = ended;
    EXPECT_THAT(json_of(alert), testing::EndsWith(R"("target":"team/it-ondermijning","acked_by":"radio-8",)"
                                                  R"("acked_at":1763940030000}})"));
}

TEST(Notice, IsThatOfTheContract) {
    core::Notice notice;
    notice.incident = incident;
    notice.rev = 2;
    notice.division = core::DivisionName{"dvo"};
    notice.policy = core::PolicyName{"serious-threat"};
    notice.target = "team/it-ondermijning";
    notice.priority = 1;
    notice.title = "Schietpartij";
    notice.because = "severity is extreme";
    notice.sent_at = Instant{1763940000000};
    notice.ack_by = Instant{1763940060000};
    EXPECT_EQ(json_of(notice),
              R"({"incident":"01jd8000000000000000000001","rev":2,"division":"dvo","reason":"escalation",)"
              R"("policy":"serious-threat","step":0,"target":"team/it-ondermijning","priority":1,)"
              R"("title":"Schietpartij","because":"severity is extreme","sent_at":1763940000000,)"
              R"("ack_by":1763940060000})");
}

TEST(Instruction, IsThatOfTheContract) {
    core::InstructionView view;
    view.instruction = instruction;
    view.rev = 4;
    view.from = core::ClientName{"coord-ondermijning-1"};
    view.to = "team/it-ondermijning";
    view.division = core::DivisionName{"dvo"};
    view.incident = incident;
    view.text = "go there";
    view.priority = 1;
    view.issued_at = Instant{1763940000000};
    view.respond_by = Instant{1763940060000};
    view.state = core::InstructionState::accepted;
    view.answers = {{core::ClientName{"radio-7"}, core::Answer::accepted, Instant{1763940010000}, ""}};
    EXPECT_EQ(json_of(view), R"({"instruction":"01jd9000000000000000000002","rev":4,"from":"coord-ondermijning-1",)"
                             R"("to":"team/it-ondermijning","division":"dvo","incident":"01jd8000000000000000000001",)"
                             R"("text":"go there","priority":1,"issued_at":1763940000000,"respond_by":1763940060000,)"
                             R"("state":"accepted","needs":"any","talkgroup":"","exercise":false,)"
                             R"("answers":[{"client":"radio-7","answer":"accepted","at":1763940010000,"text":""}]})");
}

TEST(Instruction, SaysWhereAndWhenPeopleAreAskedFor) {
    core::InstructionView view;
    view.deployment = {
        "west",    core::Position{519'200'000, 44'800'000}, 1000, Instant{1763940000000}, Instant{1763954400000},
        "3 thefts"};
    EXPECT_THAT(
        json_of(view),
        testing::HasSubstr(R"("deployment":{"area":"west","lat":51.92,"lon":4.48,"metres":1000,)"
                           R"("from":1763940000000,"until":1763954400000,"because":"3 thefts","kind":"relocation"}})"));
}

TEST(Words, OfTheHubAreWrittenAsTheyAreNamed) {
    core::Alert alert = sparse_alert();
    for (const std::string_view status : core::words_of<core::IncidentStatus>()) {
        alert.status = core::from_word<core::IncidentStatus>(status).value();
        EXPECT_THAT(json_of(alert), testing::HasSubstr(R"("status":")" + std::string(status) + "\""));
    }
    core::InstructionView view;
    for (const std::string_view state : core::words_of<core::InstructionState>()) {
        view.state = core::from_word<core::InstructionState>(state).value();
        EXPECT_THAT(json_of(view), testing::HasSubstr(R"("state":")" + std::string(state) + "\""));
    }
    core::Notice notice;
    for (const std::string_view reason : core::words_of<core::NoticeReason>()) {
        notice.reason = core::from_word<core::NoticeReason>(reason).value();
        EXPECT_THAT(json_of(notice), testing::HasSubstr(R"("reason":")" + std::string(reason) + "\""));
    }
    core::UnitView unit;
    for (const std::string_view presence : core::words_of<core::PresenceState>()) {
        unit.presence = core::from_word<core::PresenceState>(presence).value();
        EXPECT_THAT(json_of(core::TeamBoard{{}, {}, 1, {}, {unit}}),
                    testing::HasSubstr(R"("presence":")" + std::string(presence) + "\""));
    }
    core::Receipt receipt;
    for (const std::string_view kind : core::words_of<core::InputKind>()) {
        receipt.kind = core::from_word<core::InputKind>(kind).value();
        EXPECT_THAT(json_of(receipt), testing::HasSubstr(R"("kind":")" + std::string(kind) + "\""));
    }
}

}  // namespace
}  // namespace paraat::codec
