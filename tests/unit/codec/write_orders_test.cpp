#include <gmock/gmock.h>

#include "hub/codec/write_message.hpp"
#include "tests/unit/codec/message_sample.hpp"

namespace paraat::codec {
namespace {

TEST(InstructionsResult, TellsAnOrderAndWhoSaidNothingYet) {
    core::QueryResult result = answer_to("instructions", 981);
    result.total = 2;
    result.next = "01jd8000000000000000000001";
    core::InstructionLife life;
    life.order.instruction = core::InstructionId{incident.ulid};
    life.order.rev = 2;
    life.order.from = core::ClientName{"console-1"};
    life.order.to = "team/it-overlast";
    life.order.division = core::DivisionName{"dvl"};
    life.order.text = "go";
    life.order.issued_at = Instant{1763940000000};
    life.order.state = core::InstructionState::read;
    life.order.answers = {{core::ClientName{"radio-1"}, core::Answer::read, Instant{1763940001000}, ""}};
    life.silent = {core::ClientName{"radio-2"}};
    life.left = {core::ClientName{"radio-3"}};
    life.addressees = 3;
    life.ended_at = Instant{1763940002000};
    result.instructions = {life};
    EXPECT_EQ(
        json_of(result),
        R"({"id":"q1","ask":"instructions","ok":true,"at":1763940000000,"rev":981,"total":2,"items":[{"order":)" +
            json_of(life.order) +
            R"(,"silent":["radio-2"],"left":["radio-3"],"addressees":3,"ended_at":1763940002000}],"next":"01jd8000000000000000000001"})");
}

TEST(InstructionsResult, LeavesOutWhoLeftWhereNobodyDid) {
    core::QueryResult result = answer_to("instructions", 981);
    result.instructions = {core::InstructionLife{}};
    EXPECT_THAT(json_of(result), testing::HasSubstr(R"("silent":[],"addressees":0}]})"));
}

TEST(AreasResult, TellsRiskAndShape) {
    core::QueryResult result = answer_to("areas", 981);
    result.total = 2;
    result.areas = core::AreasAnswer{std::chrono::hours{12},
                                     {{"centrum", 20'482, R"({"type":"Polygon","coordinates":[]})"}, {"noord", 0, ""}}};
    EXPECT_EQ(json_of(result),
              R"({"id":"q1","ask":"areas","ok":true,"at":1763940000000,"rev":981,"half_life_ms":43200000,"total":2,)"
              R"("items":[{"name":"centrum","risk":20.482,)"
              R"("geometry":"{\"type\":\"Polygon\",\"coordinates\":[]}"},{"name":"noord","risk":0}]})");
}

}  // namespace
}  // namespace paraat::codec
