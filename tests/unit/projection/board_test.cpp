#include "hub/projection/board.hpp"

#include "tests/support/accounts.hpp"
#include "tests/unit/projection/boards.hpp"

namespace paraat::projection {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(BoardTopics, TellAChangedUnitWithItsTeam) {
    core::StatusUpdate update = status(core::UnitStatus::available);
    update.position = core::position_from_degrees(51.92, 4.48);
    update.accuracy_m = 10;
    update.battery_pct = 80;
    receives("radio-1", update);
    const auto told = due();
    EXPECT_THAT(topics_of(told), ElementsAre("oov/dvl/board", "oov/dvl/board/full", "oov/dvl/board/full/it-overlast"));
    const core::UnitView unit{core::ClientName{"radio-1"},
                              overlast,
                              core::UnitStatus::available,
                              core::PresenceState::online,
                              core::position_from_degrees(51.92, 4.48),
                              10,
                              centre.now,
                              80,
                              std::nullopt,
                              false,
                              centre.now,
                              core::PresenceReason::heard};
    const core::Board expected{dvl, 1001, centre.now, {unit}, {}, {{overlast, 1, 1}}};
    EXPECT_EQ(std::get<core::Board>(told[0].message), expected);
    EXPECT_FALSE(told[0].is_retained);
    EXPECT_TRUE(told[0].is_conflated);
    EXPECT_EQ(told[0].urgency, Urgency::board_or_result);
}

TEST_F(BoardTopics, OfAllUnitsAreRetainedAndNameTheUnheard) {
    receives("radio-1", status(core::UnitStatus::busy));
    const auto told = due();
    const core::BoardSummary summary{dvl, 1002, centre.now, 200ms, 2, 0, 0, {{overlast, 1, 0}}};
    EXPECT_EQ(first_of<core::BoardSummary>(told), summary);
    const auto& team = first_of<core::TeamBoard>(told);
    EXPECT_EQ(team.rev, 1003U);
    ASSERT_THAT(team.units, SizeIs(2));
    EXPECT_EQ(team.units[0].status, core::UnitStatus::busy);
    core::UnitView unheard;
    unheard.unit = core::ClientName{"radio-2"};
    unheard.team = overlast;
    EXPECT_EQ(team.units[1], unheard);
    EXPECT_TRUE(told[1].is_retained);
    EXPECT_TRUE(told[2].is_retained);
}

TEST_F(BoardTopics, SayNothingWhenNothingChanged) {
    EXPECT_EQ(boards.next_due(), never);
    EXPECT_THAT(due(), IsEmpty());
    receives("radio-1", status(core::UnitStatus::busy));
    due();
    EXPECT_EQ(boards.next_due(), never);
    EXPECT_THAT(due(), IsEmpty());
}

TEST_F(BoardTopics, GatherForAnIntervalAndSummariesForFiveSeconds) {
    receives("radio-1", status(core::UnitStatus::busy));
    due();
    receives("radio-1", status(core::UnitStatus::available));
    receives("radio-2", status(core::UnitStatus::available));
    EXPECT_EQ(boards.next_due(), centre.now + 200ms);
    centre.passes(199ms);
    EXPECT_THAT(due(), IsEmpty());
    centre.passes(1ms);
    const auto told = due();
    EXPECT_THAT(topics_of(told), ElementsAre("oov/dvl/board"));
    EXPECT_THAT(first_of<core::Board>(told).units, SizeIs(2));
    EXPECT_THAT(first_of<core::Board>(told).teams, ElementsAre(core::TeamCount{overlast, 2, 2}));
    EXPECT_EQ(boards.next_due(), centre.now + 4800ms);
    centre.passes(4799ms);
    EXPECT_THAT(due(), IsEmpty());
    centre.passes(1ms);
    EXPECT_THAT(topics_of(due()), ElementsAre("oov/dvl/board/full", "oov/dvl/board/full/it-overlast"));
}

TEST_F(BoardTopics, CountNobodyWhoIsOffDuty) {
    receives("radio-1", status(core::UnitStatus::off_duty));
    receives("radio-2", status(core::UnitStatus::en_route));
    EXPECT_THAT(first_of<core::Board>(due()).teams, ElementsAre(core::TeamCount{overlast, 1, 0}));
}

TEST_F(BoardTopics, TellTheNewestPositionOfABeacon) {
    receives("radio-1", status(core::UnitStatus::available));
    due();
    centre.passes(1s);
    core::StatusUpdate beacon;
    beacon.position = core::position_from_degrees(51.93, 4.49);
    beacons("radio-1", beacon);
    const core::UnitView unit = first_of<core::Board>(due()).units.at(0);
    EXPECT_EQ(unit.position, beacon.position);
    EXPECT_EQ(unit.position_at, centre.now);
    EXPECT_EQ(unit.status, core::UnitStatus::available);
    EXPECT_EQ(unit.status_at, centre.now - 1s);
}

TEST_F(BoardTopics, TellWhenAUnitIsLateLostAndBack) {
    receives("radio-1", status(core::UnitStatus::available));
    due();
    std::vector<core::PresenceState> presences;
    for (const Milliseconds span : {75'000ms, 75'000ms}) {
        boards.follow(centre.state, centre.passes(span));
        presences.push_back(first_of<core::Board>(due()).units.at(0).presence);
    }
    receives("radio-1", core::PresenceUpdate{true, 7});
    centre.passes(200ms);
    presences.push_back(first_of<core::Board>(due()).units.at(0).presence);
    EXPECT_THAT(presences,
                ElementsAre(core::PresenceState::late, core::PresenceState::lost, core::PresenceState::online));
}

TEST_F(BoardTopics, TellAPanicUntilItsIncidentIsClosed) {
    core::StatusUpdate panic;
    panic.panic = true;
    receives("radio-1", panic);
    EXPECT_TRUE(first_of<core::Board>(due()).units.at(0).panic);
    centre.passes(5s);
    core::Command close;
    close.deed = core::Deed::close;
    close.incident = centre.state.incidents.begin()->first;
    close.acknowledge = true;
    receives("console-1", close);
    EXPECT_FALSE(first_of<core::Board>(due()).units.at(0).panic);
}

TEST_F(BoardTopics, CountOpenAndUnacknowledgedIncidents) {
    receives("radio-1", test::report("noise_nuisance"));
    receives("radio-1", test::report("youth_nuisance"));
    core::Command claim;
    claim.deed = core::Deed::close;
    claim.incident = centre.state.incidents.begin()->first;
    claim.acknowledge = true;
    EXPECT_EQ(first_of<core::BoardSummary>(due()).open, 2);
    receives("console-1", claim);
    receives("radio-1", core::Ack{centre.state.incidents.rbegin()->first, {}, {}, core::Answer::acknowledged, ""});
    centre.passes(5s);
    const auto told = due();
    EXPECT_EQ(first_of<core::BoardSummary>(told).open, 1);
}

TEST_F(BoardTopics, KnowNothingOfCovertWork) {
    core::Report covert = test::report("noise_nuisance");
    covert.covert = true;
    receives("coord-overlast-1", covert);
    const auto told_of_it = due();
    EXPECT_THAT(topics_of(told_of_it), ElementsAre("oov/covert/dvl/board/full"));
    EXPECT_EQ(first_of<core::BoardSummary>(told_of_it).open, 1);
    core::StatusUpdate there = status(core::UnitStatus::on_scene);
    there.incident = centre.state.incidents.begin()->first;
    receives("radio-1", there);
    const auto told = due();
    EXPECT_EQ(first_of<core::Board>(told).units.at(0).incident, std::nullopt);
    EXPECT_EQ(first_of<core::BoardSummary>(told).open, 0);
}

TEST_F(BoardTopics, OfACovertUnitAreItsOwn) {
    test::make_covert(centre.organisation, "radio-2");
    receives("radio-2", status(core::UnitStatus::available));
    const auto told = due();
    EXPECT_THAT(topics_of(told), ElementsAre("oov/covert/dvl/board", "oov/covert/dvl/board/full",
                                             "oov/covert/dvl/board/full/it-overlast"));
    EXPECT_EQ(first_of<core::Board>(told).units.at(0).unit, core::ClientName{"radio-2"});
    EXPECT_EQ(first_of<core::BoardSummary>(told).units, 1);
    const auto open = boards.all(centre.state, centre.observed, centre.now);
    EXPECT_EQ(first_of<core::BoardSummary>(open).rev, 1001U);  // no number tells of covert boards
    EXPECT_EQ(first_of<core::BoardSummary>(open).units, 1);
    EXPECT_THAT(first_of<core::BoardSummary>(open).teams, ElementsAre(core::TeamCount{overlast, 0, 0}));
    EXPECT_THAT(first_of<core::TeamBoard>(open).units, SizeIs(1));
}

class CoveredUnit : public BoardTopics {
protected:
    CoveredUnit() {
        test::make_covert(centre.organisation, "radio-2");
        test::change_account(centre.organisation, "radio-2",
                             [](core::Account& account) { account.cover = core::ClientName{"radio-1"}; });
        remake_boards();
        receives("radio-1", status(core::UnitStatus::off_duty));
        centre.passes(5s);
        due();
        centre.passes(5s);
    }
};

TEST_F(CoveredUnit, MovesNothingOfItsCover) {
    receives("radio-2", status(core::UnitStatus::on_scene));
    const auto told = due();
    for (const std::string& topic : topics_of(told)) EXPECT_THAT(topic, testing::StartsWith("oov/covert/"));
    const core::UnitView real = first_of<core::Board>(told).units.at(0);
    EXPECT_EQ(real.status, core::UnitStatus::on_scene);
    EXPECT_EQ(real.cover, core::ClientName{"radio-1"});
    EXPECT_EQ(real.cover_status, core::UnitStatus::off_duty);
    const auto open = boards.all(centre.state, centre.observed, centre.now);
    EXPECT_THAT(first_of<core::TeamBoard>(open).units,
                ElementsAre(testing::Field(&core::UnitView::status, core::UnitStatus::off_duty)));
}

TEST_F(CoveredUnit, IsToldOnItsBoardWhenItsCoverMoves) {
    receives("radio-1", status(core::UnitStatus::available));
    std::map<std::string, core::Board> told;
    for (const Publication& publication : due()) {
        if (const auto* board = std::get_if<core::Board>(&publication.message)) told[publication.topic] = *board;
    }
    EXPECT_EQ(told["oov/dvl/board"].units.at(0).cover, core::ClientName{});
    EXPECT_EQ(told["oov/covert/dvl/board"].units.at(0).cover_status, core::UnitStatus::available);
}

TEST_F(BoardTopics, OfACovertUnitNameItsCovertWork) {
    test::make_covert(centre.organisation, "radio-2");
    receives("radio-2", test::report("noise_nuisance"));
    core::StatusUpdate there = status(core::UnitStatus::on_scene);
    there.incident = centre.state.incidents.begin()->first;
    receives("radio-2", there);
    const auto told = due();
    EXPECT_EQ(first_of<core::Board>(told).units.at(0).incident, there.incident);
    EXPECT_EQ(first_of<core::BoardSummary>(told).open, 1);
}

TEST_F(BoardTopics, OfWhoGetsAnotherTeamSayItOnceOnEach) {
    starts();
    centre.passes(5s);
    due();
    receives("radio-7", status(core::UnitStatus::available));
    core::Command appoint;
    appoint.deed = core::Deed::appoint;
    appoint.account = core::ClientName{"radio-7"};
    appoint.team = overlast;
    receives("opco-1", appoint);
    centre.passes(200ms);
    std::map<std::string, core::Board> told;
    for (const Publication& publication : due()) {
        if (const auto* board = std::get_if<core::Board>(&publication.message)) told[publication.topic] = *board;
    }
    EXPECT_THAT(told["oov/dvo/board"].removed, ElementsAre(core::ClientName{"radio-7"}));
    EXPECT_THAT(told["oov/dvo/board"].units, IsEmpty());
    EXPECT_THAT(told["oov/dvl/board"].removed, IsEmpty());
    ASSERT_THAT(told["oov/dvl/board"].units, SizeIs(1));
    EXPECT_EQ(told["oov/dvl/board"].units[0].unit, core::ClientName{"radio-7"});
}

TEST_F(BoardTopics, OfAStartSayEveryDivisionAndTeam) {
    const auto told = boards.all(centre.state, centre.observed, centre.now);
    EXPECT_THAT(topics_of(told),
                ElementsAre("oov/dvl/board/full", "oov/dvl/board/full/it-overlast", "oov/dvo/board/full",
                            "oov/dvo/board/full/it-ondermijning", "oov/sector/board/full", "oov/covert/dvl/board/full",
                            "oov/covert/dvo/board/full", "oov/covert/sector/board/full"));
}

// Four hundred units in one division, as after a start, when all of them are heard at once.
TEST(BoardOfMany, NeverNamesMoreUnitsThanAMessageHolds) {
    test::Centre centre;
    for (int i = 0; i < 400; ++i) {
        core::Account account = *centre.organisation.account(core::ClientName{"radio-1"});
        account.name = core::ClientName{"many-" + std::to_string(1000 + i)};
        centre.organisation.accounts.put(account);
    }
    Boards boards{centre.organisation, Topics{"oov"}, 200ms, 1};
    for (int i = 0; i < 400; ++i) boards.unit_changed(core::ClientName{"many-" + std::to_string(1000 + i)});
    std::vector<std::size_t> sizes;
    std::set<core::ClientName> told;
    while (sizes.size() < 10) {
        const Instant due = boards.next_due();
        std::size_t size = 0;
        for (const Publication& publication : boards.take_due(centre.state, centre.observed, centre.now)) {
            const auto* board = std::get_if<core::Board>(&publication.message);
            if (board == nullptr) continue;
            size = board->units.size();
            for (const core::UnitView& unit : board->units) told.insert(unit.unit);
        }
        if (size == 0) break;
        sizes.push_back(size);
        EXPECT_LE(due, centre.now);
        centre.passes(200ms);
    }
    EXPECT_THAT(sizes, ElementsAre(150U, 150U, 100U));
    EXPECT_THAT(told, SizeIs(400));
}

TEST_F(BoardTopics, CountWhatRests) {
    const auto opened = centre.receives("radio-1", test::report("noise_nuisance")).incident.value();
    centre.receives("console-1", core::Ack{opened, {}, {}, core::Answer::acknowledged, ""});
    core::Command shelve;
    shelve.deed = core::Deed::shelve;
    shelve.incident = opened;
    shelve.text = "after the match";
    shelve.until = centre.now + 30min;
    receives("console-1", shelve);
    const auto told = due();
    EXPECT_EQ(first_of<core::BoardSummary>(told).shelved, 1);
    EXPECT_EQ(first_of<core::BoardSummary>(told).silenced, 0);
}

TEST_F(BoardTopics, SayThatAFloodComesAndThatItIsOver) {
    const auto open = [&](int count, bool is_covert) {
        for (int i = 0; i < count; ++i) {
            core::Report report = test::report("noise_nuisance", 40.0 + 0.01 * i);
            report.covert = is_covert;
            receives(is_covert ? "coord-overlast-1" : "radio-1", report);
        }
    };
    open(10, false);
    open(1, true);
    const auto calm = due();
    EXPECT_FALSE(first_of<core::BoardSummary>(calm).flood);
    centre.passes(5s);
    core::Report eleventh = test::report("noise_nuisance", 45.0);
    receives("radio-1", eleventh);
    EXPECT_TRUE(first_of<core::BoardSummary>(due()).flood);
    // Nobody says anything, and the summary changes all the same, when the first ten are ten minutes old.
    const Instant over = centre.now + 10min - 5s;
    EXPECT_EQ(boards.next_due(), over);
    centre.passes(over - centre.now);
    const auto told = due();
    EXPECT_FALSE(first_of<core::BoardSummary>(told).flood);
    EXPECT_EQ(told.size(), 2U);
    EXPECT_EQ(boards.next_due(), never);
}

}  // namespace
}  // namespace paraat::projection
