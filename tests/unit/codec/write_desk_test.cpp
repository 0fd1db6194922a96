#include <gmock/gmock.h>

#include "hub/codec/format.hpp"
#include "hub/codec/write_message.hpp"
#include "tests/unit/codec/message_sample.hpp"

namespace paraat::codec {
namespace {

TEST(HandoverResult, TellsEachThingWithWhatThereIsToSay) {
    core::QueryResult result = answer_to("handover", 981);
    result.total = 3;
    result.next = "2";
    auto& answer = result.handover.emplace();
    answer.client = core::ClientName{"console-1"};
    answer.since = Instant{1763930000000};
    core::HandoverItem order;
    order.kind = core::HandoverKind::instruction;
    order.incident = incident;
    order.instruction = core::InstructionId{incident.ulid};
    order.division = core::DivisionName{"dvo"};
    order.to = "team/it-ondermijning";
    order.priority = 2;
    order.text = "go and look";
    order.by = core::ClientName{"console-1"};
    order.since = Instant{1763939000000};
    order.until = Instant{1763940600000};
    order.exercise = true;
    core::HandoverItem device;
    device.kind = core::HandoverKind::device;
    device.own = false;
    device.unit = core::ClientName{"radio-1"};
    device.text = "lost, silent";
    answer.items = {order, device};
    EXPECT_EQ(json_of(result),
              R"({"id":"q1","ask":"handover","ok":true,"at":1763940000000,"rev":981,"unit":"console-1",)"
              R"("since":1763930000000,"total":3,"items":[{"kind":"instruction","own":true,)"
              R"("incident":"01jd8000000000000000000001","instruction":"01jd8000000000000000000001",)"
              R"("division":"dvo","to":"team/it-ondermijning","priority":2,"text":"go and look","by":"console-1",)"
              R"("since":1763939000000,"until":1763940600000,"exercise":true},)"
              R"({"kind":"device","own":false,"unit":"radio-1","text":"lost, silent"}],"next":"2"})");
}

TEST(LoadResult, TellsAPostAndWhatIsOnlyThereAtTimes) {
    core::QueryResult result = answer_to("load", 981);
    result.total = 2;
    core::PostLoadView calm;
    calm.post = "division/dvl";
    calm.since = Instant{1763930000000};
    core::PostLoadView busy = calm;
    busy.post = "unit/radio-7";
    busy.is_covert = true;
    busy.verdict = core::LoadVerdict::flood;
    busy.last_10_min = 11;
    busy.alerts = 40;
    busy.reminders = 3;
    busy.per_hour_tenths = 17;
    busy.worst_10_min = 12;
    busy.periods = 144;
    busy.flood_periods = 1;
    busy.high = 2;
    busy.middle = 6;
    busy.low = 32;
    busy.chattering = {incident};
    busy.standing = 4;
    result.load = {calm, busy};
    EXPECT_EQ(json_of(result),
              R"({"id":"q1","ask":"load","ok":true,"at":1763940000000,"rev":981,"total":2,"items":[)"
              R"({"post":"division/dvl","since":1763930000000,"verdict":"in_target","last_10_min":0,"alerts":0,)"
              R"("reminders":0,"per_hour":0,"worst_10_min":0,"periods":0,"flood_periods":0,"high":0,"middle":0,)"
              R"("low":0,"standing":0},)"
              R"({"post":"unit/radio-7","covert":true,"since":1763930000000,"verdict":"flood","last_10_min":11,)"
              R"("alerts":40,"reminders":3,"per_hour":1.7,"worst_10_min":12,"periods":144,"flood_periods":1,)"
              R"("high":2,"middle":6,"low":32,"chattering":["01jd8000000000000000000001"],"standing":4}]})");
}

TEST(ExercisesResult, TellsWhoPlays) {
    core::QueryResult result = answer_to("exercises", 981);
    result.total = 2;
    core::ExerciseView night{core::ExerciseName{"nacht"},
                             core::ClientName{"opco-1"},
                             Instant{1763930000000},
                             Instant{1763933600000},
                             {"team/it-overlast", "role/opco"},
                             7,
                             true,
                             "Spoedoproep"};
    core::ExerciseView other = night;
    other.name = core::ExerciseName{"stil"};
    other.participants = {"unit/radio-1"};
    other.accounts = 1;
    other.own = false;
    other.text = "";
    result.exercises = {night, other};
    EXPECT_EQ(json_of(result),
              R"({"id":"q1","ask":"exercises","ok":true,"at":1763940000000,"rev":981,"total":2,"items":[)"
              R"({"name":"nacht","by":"opco-1","since":1763930000000,"until":1763933600000,)"
              R"("participants":["team/it-overlast","role/opco"],"accounts":7,"own":true,"text":"Spoedoproep"},)"
              R"({"name":"stil","by":"opco-1","since":1763930000000,"until":1763933600000,)"
              R"("participants":["unit/radio-1"],"accounts":1}]})");
}

TEST(HandoverResult, OfAPageOfLongTextsFitsAMessage) {
    core::QueryResult result = answer_to("handover", 981);
    core::HandoverItem item;
    item.incident = incident;
    item.instruction = core::InstructionId{incident.ulid};
    item.division = core::DivisionName{std::string(32, 'd')};
    item.unit = core::ClientName{std::string(32, 'u')};
    item.by = item.unit;
    item.to = "unit/" + item.unit.text;
    item.priority = 5;
    item.since = item.until = Instant{1763940000000};
    item.exercise = true;
    // As many as 40,000 bytes of 450 each and their texts.
    result.handover.emplace().items = std::vector(80, item);
    EXPECT_LE(write(result).size(), payload_most);
    EXPECT_LE(json_of(result).size(), std::size_t{40'000});
}

}  // namespace
}  // namespace paraat::codec
