#include "hub/app/tak_desk.hpp"

#include <gmock/gmock.h>

#include "hub/app/tak_events.hpp"
#include "hub/codec/cot/chat.hpp"
#include "hub/codec/cot/control.hpp"
#include "hub/foreign/tak_message_id.hpp"
#include "tests/unit/app/tak_seats.hpp"

namespace paraat::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(TakDeskTest, WhoEntersIsToldWhatStandsAndWhoSpeaks) {
    board("dvl", at_work("radio-2"));
    due();
    desk_.enter(tak::SessionId{9}, core::ClientName{"radio-1"});
    EXPECT_THAT(told(due(), tak::SessionId{9}), ElementsAre("a-f-G-U-C paraat", "a-f-G-U-C paraat-unit-radio-2"));
}

TEST_F(TakDeskTest, UnitIsSeenByItsDivisionAndNotByItselfNorOthers) {
    board("dvl", at_work("radio-1"));
    const auto all = due();
    EXPECT_THAT(told(all, other_of_north), ElementsAre("a-f-G-U-C paraat-unit-radio-1"));
    EXPECT_THAT(told(all, north), IsEmpty());
    EXPECT_THAT(told(all, south), IsEmpty());
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].event->start, tak_begin);
    EXPECT_EQ(all[0].event->stale, tak_begin + std::chrono::seconds{150});
    EXPECT_EQ(all[0].replaces, "paraat-unit-radio-1");
}

TEST_F(TakDeskTest, CovertBoardIsForTheClearedAlone) {
    core::Board board;
    board.division = core::DivisionName{"dvl"};
    board.units = {at_work("radio-1")};
    says("oov/covert/dvl/board", board);
    EXPECT_THAT(due(), IsEmpty());
}

TEST_F(TakDeskTest, UnitThatIsGoneIsTakenOffTheMap) {
    board("dvl", at_work("radio-1"));
    due();
    core::Board gone;
    gone.removed = {core::ClientName{"radio-1"}};
    says("oov/dvl/board", gone);
    const auto all = due();
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].event->type, "t-x-d-d");
    EXPECT_THAT(codec::cot::deleted_by(*all[0].event), ElementsAre("paraat-unit-radio-1"));
}

TEST_F(TakDeskTest, EmergencyIsToldAgainUntilItIsOver) {
    board("dvl", at_work("radio-1", true));
    EXPECT_THAT(told(due(), other_of_north),
                ElementsAre("a-f-G-U-C paraat-unit-radio-1", "b-a-o-tbl paraat-unit-radio-1-9-1-1"));
    EXPECT_THAT(due(9), IsEmpty());
    EXPECT_THAT(told(due(10), other_of_north), ElementsAre("b-a-o-tbl paraat-unit-radio-1-9-1-1"));
    EXPECT_THAT(due(11), IsEmpty());
    board("dvl", at_work("radio-1"));
    EXPECT_THAT(told(due(12), other_of_north),
                ElementsAre("a-f-G-U-C paraat-unit-radio-1", "b-a-o-can paraat-unit-radio-1-9-1-1"));
    EXPECT_THAT(due(30), IsEmpty());
}

TEST_F(TakDeskTest, DeviceThatCallsIsToldWhenAPersonEndedIt) {
    desk_.note_alarm(north, "ANDROID-1-9-1-1");
    board("dvl", at_work("radio-1", true));
    EXPECT_THAT(told(due(), north), IsEmpty());
    board("dvl", at_work("radio-1"));
    EXPECT_THAT(told(due(), north), ElementsAre("b-a-o-can ANDROID-1-9-1-1"));
}

TEST_F(TakDeskTest, IncidentIsAMarkerOfItsDivisionUntilItEnds) {
    says("oov/dvl/alert/" + incident.text(), alert());
    auto all = due();
    EXPECT_THAT(told(all, north), ElementsAre("b-l-l-l-bur " + tak_uid(incident)));
    EXPECT_THAT(told(all, south), IsEmpty());
    EXPECT_EQ(all[0].event->detail.contact->callsign, "P1 Inbraak");
    says("oov/dvl/alert/" + incident.text(), projection::Cleared{});
    all = due();
    EXPECT_THAT(told(all, north), ElementsAre("t-x-d-d " + tak_uid(incident) + "-deleted"));
    EXPECT_THAT(told(all, south), IsEmpty());
}

TEST_F(TakDeskTest, IncidentWithoutAPlaceIsToldInWordsOncePerAlarm) {
    core::Alert nowhere = alert();
    nowhere.position.reset();
    const std::string where = "oov/dvl/alert/" + incident.text();
    says(where, nowhere);
    EXPECT_THAT(told(due(), north), ElementsAre(HasSubstr("b-t-f GeoChat.paraat.ANDROID-1.")));
    says(where, nowhere);
    EXPECT_THAT(due(), IsEmpty());
    nowhere.raised = 2;
    says(where, nowhere);
    EXPECT_EQ(told(due(), north).size(), 1U);
}

TEST_F(TakDeskTest, InstructionIsAChatToThoseItIsFor) {
    says("oov/dvl/team/team-dvl/instruction/" + instruction.text(), order());
    auto all = due();
    ASSERT_EQ(told(all, north).size(), 1U);
    EXPECT_EQ(told(all, other_of_north).size(), 1U);
    EXPECT_THAT(told(all, south), IsEmpty());
    const codec::cot::ChatMessage chat = codec::cot::chat_of(*all[0].event);
    EXPECT_EQ(chat.id, foreign::tak_message_id(instruction));
    EXPECT_EQ(chat.text, "P2 go there");
    // Another revision is no new message.
    says("oov/dvl/team/team-dvl/instruction/" + instruction.text(), order(core::InstructionState::read));
    EXPECT_THAT(due(), IsEmpty());
}

TEST_F(TakDeskTest, InstructionThatIsWithdrawnIsSaidToBe) {
    const std::string where = "oov/down/radio-7/instruction/" + instruction.text();
    says(where, order());
    EXPECT_EQ(told(due(), south).size(), 1U);
    mail_.put({where, order(core::InstructionState::withdrawn)});
    mail_.put({where, projection::Cleared{}});
    desk_.take(mail_.take());
    const auto all = due();
    ASSERT_EQ(told(all, south).size(), 1U);
    EXPECT_EQ(codec::cot::chat_of(*all[0].event).text, "VERVALLEN: go there");
    EXPECT_THAT(told(all, north), IsEmpty());
}

TEST_F(TakDeskTest, SilentPanicIsNotShownWhereItWasPressedWhateverItSays) {
    core::Alert call = alert();
    call.silent = true;
    call.text = "seen near the station";
    says("oov/dvl/alert/" + incident.text(), call, core::ClientName{"radio-1"});
    says("oov/down/radio-1/instruction/" + instruction.text(), order());
    mail_.put(core::ClientName{"radio-1"}, "which one?");
    desk_.take(mail_.take());
    const auto all = due();
    EXPECT_THAT(told(all, north), IsEmpty());
    EXPECT_THAT(told(all, other_of_north), ElementsAre("b-l-l-l-bur " + tak_uid(incident)));
    // What was held back is told when people closed it.
    says("oov/dvl/alert/" + incident.text(), projection::Cleared{});
    EXPECT_EQ(told(due(), north).size(), 1U);
}

TEST_F(TakDeskTest, SilentPanicOfAnotherIsShownWhateverItSays) {
    core::Alert call = alert();
    call.silent = true;
    call.text = "Noodknop: radio-1";
    says("oov/dvl/alert/" + incident.text(), call, core::ClientName{"radio-2"});
    EXPECT_THAT(told(due(), north), ElementsAre("b-l-l-l-bur " + tak_uid(incident)));
}

TEST_F(TakDeskTest, AnswerOfTheHubIsAChatToThatAccountOnEachOfItsDevices) {
    const tak::SessionId second{9};
    desk_.enter(second, core::ClientName{"radio-7"});
    desk_.identify(second, "ANDROID-9", "ANN");
    due();
    mail_.put(core::ClientName{"radio-7"}, "which one?");
    desk_.take(mail_.take());
    const auto all = due();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].session, south);
    EXPECT_EQ(all[1].session, second);
    EXPECT_EQ(codec::cot::chat_of(*all[1].event).text, "which one?");
    EXPECT_THAT(due(), IsEmpty());
    // The same words another time are another message.
    mail_.put(core::ClientName{"radio-7"}, "which one?");
    desk_.take(mail_.take());
    EXPECT_EQ(due().size(), 2U);
}

TEST_F(TakDeskTest, NobodyIsWrittenToBeforeItIsKnownWhichDeviceItIs) {
    desk_.enter(tak::SessionId{9}, core::ClientName{"radio-7"});
    says("oov/down/radio-7/instruction/" + instruction.text(), order());
    EXPECT_THAT(told(due(), tak::SessionId{9}), ElementsAre("a-f-G-U-C paraat"));
    desk_.identify(tak::SessionId{9}, "ANDROID-9", "ANN");
    EXPECT_EQ(told(due(), tak::SessionId{9}).size(), 1U);
}

TEST_F(TakDeskTest, WhoMovesToAnotherDivisionLosesSightOfTheFirst) {
    board("dvl", at_work("radio-1", true));
    says("oov/dvl/alert/" + incident.text(), alert());
    due();
    core::Organisation changed = organisation_of_tak();
    changed.accounts.put(unit("radio-2", "team-dvo"));
    desk_.reorganise(changed);
    EXPECT_THAT(told(due(), other_of_north),
                ElementsAre("t-x-d-d " + tak_uid(incident) + "-deleted", "t-x-d-d paraat-unit-radio-1-deleted",
                            "b-a-o-can paraat-unit-radio-1-9-1-1"));
}

TEST_F(TakDeskTest, PositionsOfManyTakeSeveralRoundsAndNothingElseWaits) {
    core::Board board;
    for (std::size_t number = 0; number < TakDesk::positions_a_round + 5; ++number) {
        board.units.push_back(at_work(("x-" + std::to_string(number)).c_str()));
    }
    says("oov/dvl/board", board);
    says("oov/dvl/alert/" + incident.text(), alert());
    EXPECT_EQ(told(due(), north).size(), TakDesk::positions_a_round + 1);
    EXPECT_TRUE(desk_.has_more());
    EXPECT_EQ(told(due(), north).size(), 5U);
    EXPECT_FALSE(desk_.has_more());
}

TEST(TakMail, HoldsTheNewestWordOfEachThing) {
    TakMail mail;
    core::Board board;
    board.units = {at_work("radio-1")};
    EXPECT_FALSE(mail.put({"oov/dvl/board", board}));
    board.units[0].battery_pct = 7;
    mail.put({"oov/dvl/board", board});
    EXPECT_TRUE(mail.put({"oov/dvl/alert/" + incident.text(), alert()}));
    const auto words = mail.take();
    ASSERT_EQ(words.size(), 2U);
    EXPECT_EQ(std::get<TakUnit>(words[1]).view->battery_pct, 7);
    EXPECT_THAT(mail.take(), IsEmpty());
}

TEST(FilterHolds, AsABrokerHasIt) {
    EXPECT_TRUE(filter_holds("oov/+/board", "oov/dvl/board"));
    EXPECT_FALSE(filter_holds("oov/+/board", "oov/dvl/board/full"));
    EXPECT_TRUE(filter_holds("oov/#", "oov/dvl/board"));
    EXPECT_TRUE(filter_holds("oov/#", "oov"));
    EXPECT_FALSE(filter_holds("oov/+", "oov"));
    EXPECT_FALSE(filter_holds("#", "$tak/radio-1"));
    EXPECT_FALSE(filter_holds("oov/dvl", "oov/dvlx"));
}

}  // namespace
}  // namespace paraat::app
