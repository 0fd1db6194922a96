#include <gmock/gmock.h>

#include "hub/codec/format.hpp"
#include "tests/unit/codec/message_sample.hpp"

namespace paraat::codec {
namespace {

const core::DivisionName dvl{"dvl"};
const core::TeamName overlast{"it-overlast"};
constexpr Instant at{1763940000000};

TEST(Board, IsThatOfTheContract) {
    const core::Board board{dvl, 413, at, {full_unit()}, {core::ClientName{"radio-3"}}, {{overlast, 6, 4}}};
    EXPECT_EQ(json_of(board), R"({"division":"dvl","rev":413,"at":1763940000000,"units":[)" + full_unit_json +
                                  R"(],"removed":["radio-3"],)"
                                  R"("teams":[{"team":"it-overlast","on_duty":6,"available":4}]})");
}

TEST(Board, LeavesOutWhatIsUnknownOfAUnit) {
    core::UnitView unit;
    unit.unit = core::ClientName{"radio-1"};
    unit.team = overlast;
    EXPECT_EQ(json_of(core::Board{dvl, 1, at, {unit}, {}, {}}),
              R"({"division":"dvl","rev":1,"at":1763940000000,"units":[{"unit":"radio-1","team":"it-overlast",)"
              R"("presence":"unknown","incident":"","panic":false}],"removed":[],"teams":[]})");
}

TEST(Board, SaysBehindACovertUnitWhatIsOnTheOpenOneInItsPlace) {
    core::UnitView unit;
    unit.unit = core::ClientName{"shadow-1"};
    unit.team = overlast;
    unit.cover = core::ClientName{"radio-1"};
    unit.cover_status = core::UnitStatus::off_duty;
    EXPECT_EQ(json_of(core::Board{dvl, 1, at, {unit}, {}, {}}),
              R"({"division":"dvl","rev":1,"at":1763940000000,"units":[{"unit":"shadow-1","team":"it-overlast",)"
              R"("presence":"unknown","incident":"","panic":false,"cover":"radio-1","cover_status":"off_duty"}],)"
              R"("removed":[],"teams":[]})");
}

TEST(BoardSummary, IsThatOfTheContract) {
    EXPECT_EQ(json_of(core::BoardSummary{dvl, 413, at, Milliseconds{200}, 6, 12, 2, {{overlast, 6, 4}}}),
              R"({"division":"dvl","rev":413,"at":1763940000000,"interval_ms":200,"units":6,"open":12,)"
              R"("unacknowledged":2,"teams":[{"team":"it-overlast","on_duty":6,"available":4}]})");
}

TEST(BoardSummary, SaysWhatRestsAndThatAFloodComes) {
    core::BoardSummary summary{dvl, 413, at, Milliseconds{200}, 6, 12, 2, {}};
    summary.silenced = 1;
    summary.shelved = 3;
    summary.flood = true;
    EXPECT_EQ(json_of(summary),
              R"({"division":"dvl","rev":413,"at":1763940000000,"interval_ms":200,"units":6,"open":12,)"
              R"("unacknowledged":2,"teams":[],"silenced":1,"shelved":3,"flood":true})");
}

TEST(TeamBoard, IsThatOfTheContract) {
    EXPECT_EQ(
        json_of(core::TeamBoard{dvl, overlast, 413, at, {full_unit()}}),
        R"({"division":"dvl","team":"it-overlast","rev":413,"at":1763940000000,"units":[)" + full_unit_json + "]}");
}

TEST(TeamBoard, OfAHundredAndFiftyUnitsFitsAMessage) {
    core::UnitView unit = full_unit();
    unit.unit = core::ClientName{std::string(32, 'u')};
    unit.team = core::TeamName{std::string(32, 't')};
    unit.status = core::UnitStatus::unavailable;
    unit.position = core::Position{-899'999'999, -1'799'999'999};
    unit.accuracy_m = 1'000'000;
    unit.battery_pct = 100;
    unit.incident = incident;
    const core::TeamBoard board{core::DivisionName{std::string(32, 'd')}, unit.team, 1'763'940'000'000, at,
                                std::vector(150, unit)};
    EXPECT_LE(write(board).size(), payload_most);
    EXPECT_LE(json_of(board).size(), payload_most);
}

TEST(HubStatus, IsThatOfTheContract) {
    core::HubStatus status{"hub-1", core::HubState::up, "01jd", core::HubStatus::Living{}};
    status.living->since = Instant{1763939000000};
    status.living->at = at;
    status.living->version = "0.1.0";
    status.living->rules_version = "3f9a";
    EXPECT_EQ(json_of(status),
              R"({"node":"hub-1","state":"up","since":1763939000000,"at":1763940000000,"interval_ms":5000,)"
              R"("generation":"01jd","version":"0.1.0","contract":1,"rules_version":"3f9a","shedding":false,)"
              R"("clock_offset_ms":0,"reasons":[]})");
}

TEST(HubStatus, AsALastWillSaysOnlyThatItIsDown) {
    EXPECT_EQ(json_of(core::HubStatus{"hub-1", core::HubState::down, "01jd", std::nullopt}),
              R"({"node":"hub-1","state":"down","generation":"01jd"})");
}

TEST(Message, OfTheHubIsToldByItsIdentifier) {
    EXPECT_EQ(write(core::Receipt{}).substr(4, 4), "PRCT");
    EXPECT_EQ(write(core::QueryResult{}).substr(4, 4), "PRFL");
    EXPECT_EQ(write(core::Alert{}).substr(4, 4), "PALT");
    EXPECT_EQ(write(core::Notice{}).substr(4, 4), "PNOT");
    EXPECT_EQ(write(core::InstructionView{}).substr(4, 4), "PITN");
    EXPECT_EQ(write(core::Board{}).substr(4, 4), "PBRD");
    EXPECT_EQ(write(core::BoardSummary{}).substr(4, 4), "PBSM");
    EXPECT_EQ(write(core::TeamBoard{}).substr(4, 4), "PTBD");
    EXPECT_EQ(write(core::HubStatus{}).substr(4, 4), "PHUB");
}

}  // namespace
}  // namespace paraat::codec
