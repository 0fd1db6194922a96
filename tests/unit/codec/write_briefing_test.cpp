#include <gmock/gmock.h>

#include "tests/unit/codec/message_sample.hpp"

namespace paraat::codec {
namespace {

core::Briefing briefing_of(core::BriefingLine line) {
    return {{"2026-11-27", {}, core::DivisionName{"dvl"}}, Instant{1}, Instant{2}, Instant{3}, {std::move(line)}};
}

std::string line_of(const std::string& line) {
    return R"({"division":"dvl","date":"2026-11-27","from":1,"until":2,"at":3,"lines":[)" + line + "]}";
}

TEST(Briefing, SaysCountsAndWhatTheyRestOn) {
    core::BriefingLine line;
    line.category = core::CategoryName{"theft"};
    line.count = 12;
    line.text = "12 x diefstal";
    line.cites = {{incident, {}, "incident_opened", Instant{4}}};
    line.more = 11;
    EXPECT_EQ(json_of(briefing_of(line)),
              line_of(R"({"kind":"came_in","category":"theft","count":12,"text":"12 x diefstal",)"
                      R"("cites":[{"incident":")" +
                      incident.text() + R"(","what":"incident_opened","at":4}],"more":11})"));
}

TEST(Briefing, LeavesOutWhatALineDoesNotSay) {
    core::BriefingLine line;
    line.count = 0;
    line.text = "Er kwam niets binnen";
    EXPECT_EQ(json_of(briefing_of(line)), line_of(R"({"kind":"came_in","count":0,"text":"Er kwam niets binnen"})"));
}

TEST(Briefing, NamesAnIncidentAndWhy) {
    core::BriefingLine line;
    line.kind = core::BriefingKind::open_incident;
    line.priority = 1;
    line.status = core::IncidentStatus::fresh;
    line.incident = incident;
    line.why = {"priority", "unacknowledged"};
    line.text = "t";
    EXPECT_EQ(json_of(briefing_of(line)),
              line_of(R"({"kind":"open_incident","priority":1,"status":"new","incident":")" + incident.text() +
                      R"(","why":["priority","unacknowledged"],"text":"t"})"));
}

TEST(Briefing, HasTheKindsOfTheSchema) {
    core::BriefingLine line;
    line.kind = core::BriefingKind::rest;
    line.alarm = core::AlarmKind::missed_check_in;
    line.ended_as = core::InstructionState::expired;
    line.count = 3;
    line.open = 2;
    line.ended = 1;
    line.median = Milliseconds{10};
    line.p90 = Milliseconds{20};
    line.worst = Milliseconds{30};
    line.contract = "ret";
    line.text = "t";
    EXPECT_EQ(json_of(briefing_of(line)),
              line_of(R"({"kind":"rest","contract":"ret","alarm":"missed_check_in","ended_as":"expired","count":3,)"
                      R"("open":2,"ended":1,"median_ms":10,"p90_ms":20,"worst_ms":30,"text":"t"})"));
}

}  // namespace
}  // namespace paraat::codec
