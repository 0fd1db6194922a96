#include <gmock/gmock.h>

#include "hub/codec/write_message.hpp"
#include "tests/unit/codec/message_sample.hpp"

namespace paraat::codec {
namespace {

TEST(NearestResult, TellsAbleUnitsAndThoseThatAreNot) {
    core::QueryResult result = answer_to("nearest", 981);
    result.total = 3;
    auto& answer = result.nearest.emplace();
    answer.unplaced = 1;
    core::NearUnit unit;
    unit.unit = core::ClientName{"radio-1"};
    unit.team = core::TeamName{"it-overlast"};
    unit.division = core::DivisionName{"dvl"};
    unit.status = core::UnitStatus::available;
    unit.presence = core::PresenceState::online;
    unit.position = core::Position{519'200'000, 44'800'000};
    unit.position_at = Instant{1763939999000};
    unit.metres = 320;
    unit.uncertainty_m = 14;
    unit.age = Milliseconds{1000};
    unit.skills = {"dog"};
    unit.chance_nearest = 1000;
    unit.able = true;
    unit.reasons = {{"is 320 m away", "distance", {{"metres", "320"}}}};
    answer.units = {unit, {}};
    answer.units[1].unit = core::ClientName{"radio-2"};
    answer.units[1].reasons = {{"is off duty", "off_duty", {}}};
    EXPECT_EQ(json_of(result),
              R"({"id":"q1","ask":"nearest","ok":true,"at":1763940000000,"rev":981,"total":3,"unplaced":1,"items":[)"
              R"({"unit":"radio-1","team":"it-overlast","division":"dvl","status":"available","presence":"online",)"
              R"("lat":51.92,"lon":4.48,"position_at":1763939999000,"metres":320,"uncertainty_m":14,"age_ms":1000,)"
              R"("skills":["dog"],"chance_nearest":1000,"able":true,"reasons":[{"text":"is 320 m away",)"
              R"("code":"distance","args":{"metres":"320"}}]},)"
              R"({"unit":"radio-2","presence":"unknown","skills":[],"able":false,"reasons":[{"text":"is off duty",)"
              R"("code":"off_duty"}]}]})");
}

TEST(PoliciesResult, TellsStepsAndWhatBeginsThem) {
    core::QueryResult result = answer_to("policies", 981);
    result.total = 2;
    result.next = "panic";
    core::PolicyView policy;
    policy.policy = core::PolicyName{"panic"};
    policy.steps = {{{"own/team", "role/opco"}, Milliseconds{60'000}, {}, Milliseconds{20'000}, {}, "mon 08:00-18:00"},
                    {{"role/opco"}, {}, Milliseconds{30'000}, {}, Milliseconds{10'000}, ""}};
    policy.ack_lasts = Milliseconds{600'000};
    policy.categories = {{core::CategoryName{"panic"}, core::Severity::extreme}};
    policy.rules = {core::RuleName{"firearm-in-public"}};
    policy.rules_total = 1;
    result.policies = {policy};
    EXPECT_EQ(json_of(result),
              R"({"id":"q1","ask":"policies","ok":true,"at":1763940000000,"rev":981,"total":2,"items":[)"
              R"({"policy":"panic","steps":[{"targets":["own/team","role/opco"],"ack_within_ms":60000,)"
              R"("deliver_within_ms":20000,"during":"mon 08:00-18:00"},{"targets":["role/opco"],)"
              R"("repeat_every_ms":30000,"answer_within_ms":10000}],"ack_lasts_ms":600000,)"
              R"("categories":[{"category":"panic","severity":"extreme"}],"rules":["firearm-in-public"],)"
              R"("rules_total":1}],"next":"panic"})");
}

TEST(ReachResult, TellsWhoIsThereAndWhoIsNot) {
    core::QueryResult result = answer_to("reach", 981);
    result.total = 1;
    result.holes = 1;
    core::ReachWindow window;
    window.policy = core::PolicyName{"panic"};
    window.of = "team/it-overlast";
    window.from = Instant{1763940000000};
    window.until = Instant{1763943600000};
    window.hours = "mon 00:20-mon 01:20";
    window.verdict = core::ReachVerdict::hole;
    window.reasons = {{"nobody of this chain is there", "nobody_there", {}}};
    core::ReachStep asked;
    asked.target = "own/team of it-overlast";
    asked.absent = 1;
    asked.people = {{core::ClientName{"radio-1"}, core::ReachState::absent, "shift_over"}};
    core::ReachStep off;
    off.step = 1;
    off.target = "role/opco";
    off.off_hours = true;
    core::ReachStep resort;
    resort.step = 1;
    resort.target = "role/centre";
    resort.last_resort = true;
    resort.live = 1;
    resort.people = {{core::ClientName{"console-1"}, core::ReachState::live, ""}};
    window.steps = {asked, off, resort};
    result.reach = {window};
    EXPECT_EQ(json_of(result),
              R"({"id":"q1","ask":"reach","ok":true,"at":1763940000000,"rev":981,"total":1,"holes":1,"items":[)"
              R"({"policy":"panic","of":"team/it-overlast","from":1763940000000,"until":1763943600000,)"
              R"("hours":"mon 00:20-mon 01:20","verdict":"hole","reasons":[{"text":"nobody of this chain is there",)"
              R"("code":"nobody_there"}],"steps":[{"step":0,"target":"own/team of it-overlast","live":0,"unheard":0,)"
              R"("absent":1,"people":[{"client":"radio-1","state":"absent","why":"shift_over"}]},)"
              R"({"step":1,"target":"role/opco","off_hours":true,"live":0,"unheard":0,"absent":0,"people":[]},)"
              R"({"step":1,"target":"role/centre","last_resort":true,"live":1,"unheard":0,"absent":0,)"
              R"("people":[{"client":"console-1","state":"live"}]}],"categories":[]}]})");
}

TEST(NearestResult, OfAFailedQuestionSaysWhy) {
    core::QueryResult result = answer_to("nearest", 1);
    result.ok = false;
    result.code = "not_found";
    result.field = "incident";
    result.error = "no such incident is known";
    EXPECT_EQ(json_of(result), R"({"id":"q1","ask":"nearest","ok":false,"code":"not_found","field":"incident",)"
                               R"("error":"no such incident is known"})");
}

}  // namespace
}  // namespace paraat::codec
