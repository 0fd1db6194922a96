#include <gmock/gmock.h>

#include "hub/core/incident_life.hpp"
#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

namespace paraat::test {
namespace {

using namespace std::chrono_literals;

// One column per state: new open dispatched en_route on_scene resolved closed; `+` lawful, otherwise why not:
// c = closed, r = resolved, n = not_closed.
struct Lawful {
    core::Deed deed;
    const char* by_status;
};
constexpr Lawful table[] = {
    {core::Deed::triage, "++++++c"},   {core::Deed::assign, "+++++rc"},          {core::Deed::unassign, "++++++c"},
    {core::Deed::dispatch, "+++++rc"}, {core::Deed::escalate, "+++++rc"},        {core::Deed::merge, "++++++c"},
    {core::Deed::split, "++++++c"},    {core::Deed::claim, "++++++c"},           {core::Deed::release, "++++++c"},
    {core::Deed::note, "+++++++"},     {core::Deed::silence, "+++++rc"},         {core::Deed::shelve, "+++++rc"},
    {core::Deed::resolve, "++++++c"},  {core::Deed::remove_division, "++++++c"}, {core::Deed::reopen, "nnnnn++"},
    {core::Deed::close, "++++++c"},    {core::Deed::assess, "+++++rc"},          {core::Deed::refuse, "+++++rc"},
    {core::Deed::pass_on, "+++++rc"},
};

char letter_of(const std::optional<core::Refusal>& refusal) {
    if (!refusal) return '+';
    switch (refusal->reason) {
        case core::Reason::closed: return 'c';
        case core::Reason::resolved: return 'r';
        case core::Reason::not_closed: return 'n';
        default: return '?';
    }
}

TEST(Life, EachDeedIsLawfulInThePartsOfLifeThatTheTableSays) {
    for (const Lawful& row : table) {
        std::string found;
        for (int status = 0; status <= static_cast<int>(core::IncidentStatus::closed); ++status) {
            found += letter_of(core::unlawful(row.deed, static_cast<core::IncidentStatus>(status)));
        }
        EXPECT_EQ(found, row.by_status) << core::word(row.deed);
    }
}

core::Command on_team(core::Deed deed, const core::Outcome& opened, const std::string& team = "it-ondermijning") {
    core::Command made = command(deed, *opened.incident);
    made.team = core::TeamName{team};
    return made;
}

core::Command on_unit(core::Deed deed, const core::Outcome& opened, const std::string& unit = "radio-7") {
    core::Command made = command(deed, *opened.incident);
    made.unit = core::ClientName{unit};
    return made;
}

core::Ack answer_to(const core::Outcome& order, core::Answer answer) {
    core::Ack made;
    made.instruction = order.instruction;
    made.answer = answer;
    return made;
}

class LifeOfATheft : public testing::Test {
protected:
    const core::Incident& incident() { return centre.incident(opened); }
    core::UnitState state_of(const std::string& unit) { return incident().units.at(core::ClientName{unit}).state; }
    void says(const std::string& unit, core::UnitStatus status) {
        core::StatusUpdate update;
        update.status = status;
        centre.receives(unit, update);
    }

    Centre centre;
    const core::Outcome opened = centre.receives("radio-1", report("theft"));
    const core::TeamName team{"it-ondermijning"};
};

TEST_F(LifeOfATheft, AUnitThatAcceptsItsDispatchIsAtItBeforeItSetsOut) {
    const auto order = centre.receives("console-1", on_unit(core::Deed::dispatch, opened));
    EXPECT_EQ(state_of("radio-7"), core::UnitState::assigned);
    centre.receives("radio-7", answer_to(order, core::Answer::accepted));
    EXPECT_EQ(state_of("radio-7"), core::UnitState::accepted);
    says("radio-7", core::UnitStatus::available);  // free, and yet to set out
    EXPECT_EQ(state_of("radio-7"), core::UnitState::accepted);
    says("radio-7", core::UnitStatus::en_route);
    centre.receives("radio-7", answer_to(order, core::Answer::done));
    EXPECT_EQ(state_of("radio-7"), core::UnitState::en_route);
}

TEST_F(LifeOfATheft, ATeamIsAsFarAsTheFurthestOfItsMembers) {
    const auto order = centre.receives("console-1", on_team(core::Deed::dispatch, opened));
    EXPECT_EQ(incident().progress_of(team), std::nullopt);
    centre.receives("radio-8", answer_to(order, core::Answer::accepted));
    EXPECT_EQ(incident().progress_of(team)->state, core::UnitState::accepted);
    says("radio-7", core::UnitStatus::available);
    says("radio-8", core::UnitStatus::on_scene);
    EXPECT_EQ(incident().progress_of(team)->state, core::UnitState::on_scene);
    says("radio-8", core::UnitStatus::available);
    EXPECT_EQ(incident().progress_of(team)->state, core::UnitState::left);
}

TEST_F(LifeOfATheft, IsOpenAgainWhenTheOnlyUnitDeclines) {
    const auto order = centre.receives("console-1", on_unit(core::Deed::dispatch, opened));
    EXPECT_EQ(incident().status, core::IncidentStatus::dispatched);
    centre.receives("radio-7", answer_to(order, core::Answer::declined));
    EXPECT_EQ(incident().status, core::IncidentStatus::open);
    EXPECT_TRUE(incident().units.empty());
}

TEST_F(LifeOfATheft, IsOpenAgainWhenAllOfATeamDecline) {
    const auto order = centre.receives("console-1", on_team(core::Deed::dispatch, opened));
    centre.receives("radio-7", answer_to(order, core::Answer::declined));
    EXPECT_EQ(incident().status, core::IncidentStatus::dispatched);
    centre.receives("radio-8", answer_to(order, core::Answer::declined));
    EXPECT_EQ(incident().status, core::IncidentStatus::open);
    EXPECT_TRUE(incident().teams.empty());
}

TEST_F(LifeOfATheft, AnOrderThatIsNoDispatchBringsAndTakesNobody) {
    centre.receives("console-1", on_unit(core::Deed::assign, opened));
    core::Instruct order;
    order.to = "unit/radio-7";
    order.incident = opened.incident;
    order.text = "call the shop first";
    const auto issued = centre.receives("console-1", order);
    centre.receives("radio-7", answer_to(issued, core::Answer::declined));
    EXPECT_EQ(state_of("radio-7"), core::UnitState::assigned);
}

TEST_F(LifeOfATheft, IsOpenAgainWhenWhoWasOnTheWayTurnsBack) {
    centre.receives("console-1", on_unit(core::Deed::assign, opened));
    says("radio-7", core::UnitStatus::en_route);
    EXPECT_EQ(incident().status, core::IncidentStatus::en_route);
    says("radio-7", core::UnitStatus::available);
    EXPECT_EQ(state_of("radio-7"), core::UnitState::left);
    EXPECT_EQ(incident().status, core::IncidentStatus::open);
}

TEST_F(LifeOfATheft, StaysOnSceneWhenTheWorkThereIsDone) {
    centre.receives("console-1", on_unit(core::Deed::assign, opened));
    says("radio-7", core::UnitStatus::on_scene);
    says("radio-7", core::UnitStatus::available);
    EXPECT_EQ(incident().status, core::IncidentStatus::on_scene);
}

TEST_F(LifeOfATheft, AClaimIsSeenAndKeepsASecondCoordinatorFromDispatchingAsWell) {
    centre.receives("console-1", command(core::Deed::claim, *opened.incident));
    EXPECT_EQ(incident().claimed_until, centre.now + 10min);
    const auto refused = centre.receives("console-2", on_team(core::Deed::dispatch, opened));
    ASSERT_TRUE(refused.refusal);
    EXPECT_EQ(refused.refusal->reason, core::Reason::claimed);
    EXPECT_EQ(refused.refusal->now->by, "console-1");
    EXPECT_FALSE(centre.receives("console-1", on_team(core::Deed::dispatch, opened)).refusal);
}

TEST_F(LifeOfATheft, WhoKnowsOfTheClaimMayActAllTheSame) {
    centre.receives("console-1", command(core::Deed::claim, *opened.incident));
    core::Command dispatch = on_team(core::Deed::dispatch, opened);
    dispatch.rev = incident().rev;
    EXPECT_FALSE(centre.receives("console-2", dispatch).refusal);
}

TEST_F(LifeOfATheft, AClaimLapsesWithoutADeedAndIsRenewedByOne) {
    centre.receives("console-1", command(core::Deed::claim, *opened.incident));
    centre.passes(8min);
    core::Command note = command(core::Deed::note, *opened.incident);
    note.text = "the shop does not answer";
    centre.receives("console-1", note);
    centre.passes(8min);
    EXPECT_EQ(incident().claimed_by, core::ClientName{"console-1"});
    centre.passes(3min);
    EXPECT_TRUE(incident().claimed_by.empty());
    EXPECT_FALSE(centre.receives("console-2", on_team(core::Deed::dispatch, opened)).refusal);
}

TEST_F(LifeOfATheft, ARequestIsRefusedWithAReasonOrPassedOn) {
    core::Command refuse = command(core::Deed::refuse, *opened.incident);
    EXPECT_EQ(centre.receives("console-1", refuse).refusal->field, "text");
    refuse.text = "no task of ours: a civil matter";
    EXPECT_FALSE(centre.receives("console-1", refuse).refusal);
    EXPECT_EQ(incident().ending, core::Ending::refused);
    centre.receives("console-1", command(core::Deed::reopen, *opened.incident));
    EXPECT_EQ(incident().ending, core::Ending::done);
    core::Command pass_on = command(core::Deed::pass_on, *opened.incident);
    pass_on.text = "shots heard after all";
    EXPECT_EQ(centre.receives("console-1", pass_on).refusal->field, "to");
    pass_on.to = core::ClientName{"police"};
    EXPECT_FALSE(centre.receives("console-1", pass_on).refusal);
    EXPECT_EQ(incident().ending, core::Ending::passed_on);
    EXPECT_EQ(incident().passed_to, "police");
}

TEST_F(LifeOfATheft, IsNotTurnedAwayWhileSomebodyIsOnTheWay) {
    centre.receives("console-1", on_unit(core::Deed::assign, opened));
    core::Command refuse = command(core::Deed::refuse, *opened.incident);
    refuse.text = "no task of ours";
    EXPECT_EQ(centre.receives("console-1", refuse).refusal->reason, core::Reason::not_allowed);
}

TEST(TurnedAway, IsNothingForWhichPeopleAreCalled) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("shooting"));
    core::Command pass_on = command(core::Deed::pass_on, *opened.incident);
    pass_on.text = "theirs";
    pass_on.to = core::ClientName{"police"};
    EXPECT_EQ(centre.receives("console-1", pass_on).refusal->reason, core::Reason::unacknowledged);
    centre.receives("radio-7", ack(*opened.incident));
    EXPECT_FALSE(centre.receives("console-1", pass_on).refusal);
}

}  // namespace
}  // namespace paraat::test
