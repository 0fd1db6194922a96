#include <gmock/gmock.h>

#include "hub/codec/format.hpp"
#include "hub/codec/write_message.hpp"
#include "tests/unit/codec/message_sample.hpp"
#include "tests/unit/codec/sample.hpp"

namespace paraat::codec {
namespace {

core::TimelineEntry entry(std::int64_t n, const std::string& what, const std::string& by) {
    core::TimelineEntry made;
    made.n = n;
    made.at = Instant{1763940000000};
    made.what = what;
    made.by = by;
    return made;
}

TEST(Receipt, OfAnAcceptedReportIsThatOfTheContract) {
    core::Receipt receipt;
    receipt.id = "t1";
    receipt.accepted = true;
    receipt.incident = incident;
    receipt.joined = false;
    receipt.seq = 7;
    EXPECT_EQ(json_of(receipt),
              R"({"id":"t1","kind":"report","accepted":true,"incident":"01jd8000000000000000000001","joined":false,)"
              R"("seq":7})");
}

TEST(Receipt, OfAnAcceptedInstructIsThatOfTheContract) {
    core::Receipt receipt;
    receipt.id = "i1";
    receipt.kind = core::InputKind::instruct;
    receipt.accepted = true;
    receipt.instruction = instruction;
    receipt.seq = 8;
    EXPECT_EQ(json_of(receipt),
              R"({"id":"i1","kind":"instruct","accepted":true,"instruction":"01jd9000000000000000000002","seq":8})");
}

TEST(Receipt, OfARefusedReportIsThatOfTheContract) {
    core::Receipt receipt;
    receipt.id = "t2";
    receipt.code = "unknown_category";
    receipt.field = "category";
    receipt.error = R"(unknown category "drugs_deal"; did you mean "drug_dealing"?)";
    EXPECT_EQ(json_of(receipt),
              R"({"id":"t2","kind":"report","accepted":false,"code":"unknown_category","field":"category",)"
              R"("error":"unknown category \"drugs_deal\"; did you mean \"drug_dealing\"?"})");
}

TEST(Receipt, ThatAsksForAnotherTryIsThatOfTheContract) {
    core::Receipt receipt;
    receipt.id = "t3";
    receipt.code = "rate_limited";
    receipt.error = "too many";
    receipt.retry_after = Milliseconds{2000};
    EXPECT_EQ(json_of(receipt), R"({"id":"t3","kind":"report","accepted":false,"code":"rate_limited",)"
                                R"("error":"too many","retry":true,"retry_after_ms":2000})");
}

TEST(Receipt, NamesIgnoredFieldsTheHashAndWhatIsThereNow) {
    core::Receipt receipt;
    receipt.kind = core::InputKind::command;
    receipt.code = "stale_revision";
    receipt.error = "changed";
    receipt.of = "0123456789abcdef";
    receipt.ignored = {"severty", "x.y"};
    receipt.now = core::Receipt::Now{5, "console-2", "assign"};
    EXPECT_EQ(json_of(receipt),
              R"({"id":"","kind":"command","accepted":false,"code":"stale_revision","error":"changed",)"
              R"("of":"0123456789abcdef","ignored":["severty","x.y"],)"
              R"("now":{"rev":5,"by":"console-2","did":"assign"}})");
}

TEST(Result, OfIncidentsIsThatOfTheContract) {
    core::QueryResult result = answer_to("incidents", 981);
    result.total = 2;
    result.incidents = {sparse_alert(), sparse_alert()};
    result.next = incident.text();
    EXPECT_EQ(json_of(result),
              R"({"id":"q1","ask":"incidents","ok":true,"at":1763940000000,"rev":981,"total":2,"items":[)" +
                  sparse_alert_json + "," + sparse_alert_json + R"(],"next":"01jd8000000000000000000001"})");
}

TEST(Result, OfOneIncidentIsThatOfTheContract) {
    core::QueryResult result = answer_to("incident", 5);
    result.total = 6;
    result.incident = sparse_alert();
    auto& timeline = result.timeline.emplace();
    timeline.push_back(entry(1, "report_received", "radio-7"));
    timeline.back().text = "shots";
    timeline.push_back(entry(2, "incident_opened", "hub"));
    timeline.push_back(entry(3, "routed", "hub"));
    timeline.back().rule = core::RuleName{"firearm-in-public"};
    timeline.back().rules_version = "3f9a";
    timeline.back().because = "severity is extreme";
    timeline.back().division = core::DivisionName{"dvo"};
    timeline.push_back(entry(4, "escalation_stepped", "hub"));
    timeline.back().policy = core::PolicyName{"serious-threat"};
    timeline.back().step = 0;
    timeline.back().target = "team/it-ondermijning";
    timeline.back().ack_by = Instant{1763940060000};
    timeline.push_back(entry(6, "acknowledged", "radio-8"));
    timeline.back().rev = 2;
    timeline.push_back(entry(7, "instruction_issued", "console-1"));
    timeline.back().target = "unit/radio-8";
    timeline.back().instruction = core::InstructionId{incident.ulid};
    EXPECT_EQ(json_of(result),
              R"({"id":"q1","ask":"incident","ok":true,"at":1763940000000,"rev":5,"item":)" + sparse_alert_json +
                  R"(,"total":6,"timeline":[)"
                  R"({"n":1,"at":1763940000000,"what":"report_received","by":"radio-7","text":"shots"},)"
                  R"({"n":2,"at":1763940000000,"what":"incident_opened","by":"hub"},)"
                  R"({"n":3,"at":1763940000000,"what":"routed","by":"hub","rule":"firearm-in-public",)"
                  R"("rules_version":"3f9a","because":"severity is extreme","division":"dvo"},)"
                  R"({"n":4,"at":1763940000000,"what":"escalation_stepped","by":"hub","policy":"serious-threat",)"
                  R"("step":0,"target":"team/it-ondermijning","ack_by":1763940060000},)"
                  R"({"n":6,"at":1763940000000,"what":"acknowledged","by":"radio-8","rev":2},)"
                  R"({"n":7,"at":1763940000000,"what":"instruction_issued","by":"console-1","target":"unit/radio-8",)"
                  R"("instruction":"01jd8000000000000000000001"}]})");
}

TEST(Result, OfUnitsIsThatOfTheContract) {
    core::QueryResult result = answer_to("units", 412);
    result.total = 1;
    result.units = {full_unit()};
    EXPECT_EQ(json_of(result),
              R"({"id":"q1","ask":"units","ok":true,"at":1763940000000,"rev":412,"total":1,"items":[)" +
                  full_unit_json + "]}");
}

TEST(Result, OfNothingKeepsItsEmptyList) {
    core::QueryResult result = answer_to("incidents", 1);
    result.incidents.emplace();
    EXPECT_EQ(json_of(result),
              R"({"id":"q1","ask":"incidents","ok":true,"at":1763940000000,"rev":1,"total":0,"items":[]})");
}

TEST(Result, OfAFailedQuestionIsThatOfTheContract) {
    core::QueryResult result = answer_to("incidnts", 1);
    result.ok = false;
    result.code = "unknown_question";
    result.field = "ask";
    result.error = R"(unknown question "incidnts"; did you mean "incidents"?)";
    EXPECT_EQ(json_of(result), R"({"id":"q1","ask":"incidnts","ok":false,"code":"unknown_question","field":"ask",)"
                               R"("error":"unknown question \"incidnts\"; did you mean \"incidents\"?"})");
}

TEST(JsonTwin, EscapesWhatJsonCannotHold) {
    core::Receipt receipt;
    receipt.error = std::string("\"\\\n\r\t\x01\x1f\x7f/é😀");
    EXPECT_EQ(json_of(receipt), R"({"id":"","kind":"report","accepted":false,"error":"\"\\\n\r\t\u0001\u001f)"
                                "\x7f/é😀\"}");
}

}  // namespace
}  // namespace paraat::codec
