#include "tests/support/accounts.hpp"
#include "tests/unit/projection/boards.hpp"

// Who is on which board, when the organisation changes between two starts (docs/decisions/0013).
namespace paraat::projection {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class BoardPlaces : public BoardTopics {};

TEST_F(BoardPlaces, NameAUnitThatIsGoneOnce) {
    starts();
    EXPECT_THAT(due(), IsEmpty());
    test::remove_account(centre.organisation, "radio-2");
    starts();
    const core::Board expected{dvl, 1001, centre.now, {}, {core::ClientName{"radio-2"}}, {{overlast, 0, 0}}};
    EXPECT_EQ(first_of<core::Board>(due()), expected);
    starts();
    centre.passes(5s);
    EXPECT_THAT(due(), IsEmpty());
}

TEST_F(BoardPlaces, TellAUnitThatMovedOnBoth) {
    starts();
    test::change_account(centre.organisation, "radio-2",
                         [](core::Account& account) { account.team = core::TeamName{"it-ondermijning"}; });
    starts();
    const auto told = due();
    EXPECT_THAT(first_of<core::Board>(told).removed, ElementsAre(core::ClientName{"radio-2"}));
    EXPECT_THAT(first_of<core::Board>(told).units, IsEmpty());
    ASSERT_EQ(told[1].topic, "oov/dvo/board");
    const auto& board = std::get<core::Board>(told[1].message);
    EXPECT_THAT(board.removed, IsEmpty());
    EXPECT_EQ(board.units.at(0).unit, core::ClientName{"radio-2"});
}

TEST_F(BoardPlaces, NameAUnitThatBecameCovertOnceAndTellNoMoreOfIt) {
    starts();
    test::make_covert(centre.organisation, "radio-2");
    starts();
    const auto told = due();
    ASSERT_EQ(told[0].topic, "oov/dvl/board");
    EXPECT_THAT(std::get<core::Board>(told[0].message).removed, ElementsAre(core::ClientName{"radio-2"}));
    EXPECT_THAT(std::get<core::Board>(told[0].message).units, IsEmpty());
    const core::Board* covert = nullptr;
    for (const Publication& publication : told) {
        if (publication.topic == "oov/covert/dvl/board") covert = &std::get<core::Board>(publication.message);
    }
    ASSERT_NE(covert, nullptr);
    EXPECT_THAT(covert->removed, IsEmpty());
    EXPECT_EQ(covert->units.at(0).unit, core::ClientName{"radio-2"});
    receives("radio-2", status(core::UnitStatus::busy));
    centre.passes(5s);
    for (const std::string& topic : topics_of(due())) EXPECT_THAT(topic, testing::StartsWith("oov/covert/"));
}

TEST_F(BoardPlaces, NameACovertUnitThatIsGoneOnTheCovertBoardAlone) {
    test::make_covert(centre.organisation, "radio-2");
    starts();
    test::remove_account(centre.organisation, "radio-2");
    starts();
    const auto told = due();
    EXPECT_EQ(told[0].topic, "oov/covert/dvl/board");
    EXPECT_THAT(std::get<core::Board>(told[0].message).removed, ElementsAre(core::ClientName{"radio-2"}));
    for (const std::string& topic : topics_of(told)) EXPECT_THAT(topic, testing::StartsWith("oov/covert/"));
}

TEST_F(BoardPlaces, OfADivisionThatIsGoneAreNotWritten) {
    starts();
    centre.organisation.divisions.erase(dvl);
    centre.organisation.teams.erase(overlast);
    for (const char* unit : {"radio-1", "radio-2"}) test::remove_account(centre.organisation, unit);
    starts();
    EXPECT_THAT(due(), IsEmpty());
}

TEST_F(BoardPlaces, AreClearedWhereAnEarlierHubLeftThem) {
    test::make_covert(centre.organisation, "radio-2");
    const auto cleared = boards.clear_stale(
        {"oov/dvl/board/full", "oov/json/dvl/board/full/it-overlast", "oov/covert/dvl/board/full/it-overlast",
         "oov/covert/dvo/board/full", "oov/covert/dvo/board/full/it-ondermijning", "oov/dvx/board/full",
         "oov/json/dvx/board/full", "oov/dvl/board/full/it-gone", "oov/dvl/alert/01jd8000000000000000000009"});
    EXPECT_THAT(topics_of(cleared), ElementsAre("oov/covert/dvo/board/full/it-ondermijning",
                                                "oov/dvl/board/full/it-gone", "oov/dvx/board/full"));
    for (const Publication& publication : cleared) {
        EXPECT_TRUE(std::holds_alternative<Cleared>(publication.message));
        EXPECT_TRUE(publication.is_retained);
    }
}

TEST_F(BoardPlaces, NameNoMoreUnitsThatAreGoneThanAMessageHolds) {
    for (int i = 0; i < 200; ++i) {
        const core::ClientName unit{"many-" + std::to_string(1000 + i)};
        boards.follow(centre.state, {{centre.now, core::the_hub, core::UnitPlaced{unit, {dvl, {}}, {}}}});
    }
    boards.unit_changed(core::ClientName{"radio-1"});
    const auto first = due();
    EXPECT_THAT(first_of<core::Board>(first).removed, SizeIs(150));
    EXPECT_THAT(first_of<core::Board>(first).units, IsEmpty());
    centre.passes(200ms);
    const auto second = due();
    EXPECT_THAT(first_of<core::Board>(second).removed, SizeIs(50));
    EXPECT_THAT(first_of<core::Board>(second).units, SizeIs(1));
    EXPECT_EQ(boards.next_due(), never);
}

}  // namespace
}  // namespace paraat::projection
