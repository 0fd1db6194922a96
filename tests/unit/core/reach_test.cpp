#include "hub/core/reach.hpp"

#include <gmock/gmock.h>

#include "hub/core/clearance.hpp"
#include "hub/core/week.hpp"
#include "tests/support/accounts.hpp"
#include "tests/support/centre.hpp"

// Whether a person with a device stands at the end of each chain, in each hour of the coming week.
namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using core::ReachVerdict;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Instant monday{1'763'337'600'000};  // 2025-11-17 00:00 UTC

class Reach : public testing::Test {
protected:
    Reach() { centre.now = monday; }

    void are_heard(const std::vector<std::string>& clients) {
        for (const std::string& client : clients) centre.hears(client);
    }
    void ends_shift(const std::string& client) {
        core::Command made;
        made.deed = core::Deed::shift_end;
        centre.receives(client, made);
    }
    void works_until(const std::string& client, Milliseconds until) {
        core::Command made;
        made.deed = core::Deed::shift_start;
        made.until = centre.now + until;
        EXPECT_FALSE(centre.receives(client, made).refusal);
    }
    core::Plan plan() const { return {centre.organisation, centre.rules, centre.state, centre.now}; }
    std::vector<core::ReachWindow> ask(const std::string& policy) const {
        return core::reach(plan(), core::PolicyName{policy});
    }
    // "mon 00:00-sun 24:00 hole", with whose report it would be where that matters.
    std::vector<std::string> lines(const std::string& policy) const {
        std::vector<std::string> all;
        for (const core::ReachWindow& window : ask(policy)) {
            static constexpr const char* words[] = {"reached", "unheard", "hole"};
            all.push_back((window.of.empty() ? "" : window.of + " ") + window.hours + " " +
                          words[static_cast<std::size_t>(window.verdict)]);
        }
        return all;
    }
    void has_policy(std::vector<core::EscalationStep> steps) {
        centre.rules.policies.clear();
        const auto made = policy("it", std::move(steps));
        centre.rules.policies[made.name] = made;
    }

    Centre centre;
};

TEST_F(Reach, OfDevicesThatWereNeverHeardIsUnheardAndNoHole) {
    EXPECT_THAT(lines("serious-threat"), ElementsAre("mon 00:00-sun 24:00 unheard"));
    EXPECT_THAT(core::unreached_now(plan()), IsEmpty());
}

TEST_F(Reach, IsThereAsSoonAsOneOfTheChainIsHeard) {
    are_heard({"opco-1"});
    const auto windows = ask("serious-threat");
    ASSERT_THAT(windows, SizeIs(1));
    EXPECT_EQ(windows[0].verdict, ReachVerdict::reached);
    EXPECT_EQ(windows[0].until - windows[0].from, core::reach_span);
    ASSERT_THAT(windows[0].steps, SizeIs(3));
    EXPECT_EQ(windows[0].steps[0].target, "team/it-ondermijning");
    EXPECT_EQ(windows[0].steps[0].unheard, 2);
    EXPECT_EQ(windows[0].steps[2].live, 1);
    EXPECT_EQ(windows[0].steps[2].step, 2);
    ASSERT_THAT(windows[0].categories, SizeIs(1));
    EXPECT_EQ(windows[0].categories[0].category.text, "shooting");
    EXPECT_EQ(windows[0].categories[0].severity, core::Severity::extreme);
}

TEST_F(Reach, HasAHoleWhenAllAreAtHomeAndSaysWhoIsAskedThen) {
    for (const char* client : {"radio-7", "radio-8", "coord-ondermijning-1", "opco-1"}) ends_shift(client);
    const auto windows = ask("serious-threat");
    ASSERT_THAT(windows, SizeIs(1));
    EXPECT_EQ(windows[0].verdict, ReachVerdict::hole);
    ASSERT_THAT(windows[0].reasons, SizeIs(2));
    EXPECT_EQ(windows[0].reasons[0].code, "nobody_there");
    EXPECT_EQ(windows[0].reasons[1].text, "the centre and the opco are asked as the last resort");
    ASSERT_THAT(windows[0].steps, SizeIs(5));
    EXPECT_EQ(windows[0].steps[0].people[0].why, "off_duty");
    EXPECT_TRUE(windows[0].steps[3].last_resort);
    EXPECT_EQ(windows[0].steps[3].target, "role/centre");
    EXPECT_EQ(windows[0].steps[3].unheard, 2);
    // Nor would a panic button of it-ondermijning find anybody; one of it-overlast may.
    EXPECT_THAT(core::unreached_now(plan()),
                ElementsAre(core::PolicyName{"panic"}, core::PolicyName{"serious-threat"}));
    EXPECT_THAT(lines("panic"), ElementsAre("team/it-ondermijning mon 00:00-sun 24:00 hole",
                                            "team/it-overlast mon 00:00-sun 24:00 unheard"));
}

TEST_F(Reach, SaysWhenNotEvenTheLastResortIsThere) {
    for (const auto& [name, account] : centre.organisation.accounts) ends_shift(name.text);
    const auto windows = ask("serious-threat");
    EXPECT_EQ(windows[0].reasons[1].text, "nor is anybody of the centre, which is the last resort");
}

TEST_F(Reach, EndsWithThePlannedEndOfAShift) {
    has_policy({step("role/opco", {}, 60s)});
    are_heard({"opco-1"});
    works_until("opco-1", 10h + 30min);
    EXPECT_THAT(lines("it"), ElementsAre("mon 10:30-sun 24:00 hole", "mon 00:00-mon 10:30 reached"));
    EXPECT_EQ(ask("it")[0].steps[0].people[0].why, "shift_over");
    EXPECT_THAT(core::unreached_now(plan()), IsEmpty());
}

TEST_F(Reach, KnowsALostDeviceAndAnotherRole) {
    has_policy({step("role/opco", 60s), step("role/coord-overlast", {}, 60s)});
    change_account(centre.organisation, "opco-1", [](core::Account& account) { account.roles.emplace_back("centre"); });
    are_heard({"opco-1", "coord-overlast-1"});
    core::Command start;
    start.deed = core::Deed::shift_start;
    start.role = core::RoleName{"centre"};
    centre.receives("opco-1", start);
    centre.passes(3min);
    const auto windows = ask("it");
    ASSERT_THAT(windows, SizeIs(1));
    EXPECT_EQ(windows[0].verdict, ReachVerdict::hole);
    EXPECT_EQ(windows[0].steps[0].people[0].why, "other_role");
    EXPECT_EQ(windows[0].steps[1].people[0].why, "lost");
}

TEST_F(Reach, LooksAtTheHoursOfEachStep) {
    auto office = step("team/it-overlast", 60s);
    office.during = core::Hours::parse("mon-fri 08:00-18:00");
    has_policy({office, step("role/opco", {}, 60s)});
    are_heard({"radio-1"});
    ends_shift("opco-1");
    const auto found = lines("it");
    ASSERT_THAT(found, SizeIs(11));
    EXPECT_EQ(found[0], "mon 00:00-mon 08:00 hole");
    EXPECT_EQ(found[1], "mon 18:00-tue 08:00 hole");
    EXPECT_EQ(found[5], "fri 18:00-sun 24:00 hole");
    EXPECT_EQ(found[6], "mon 08:00-mon 18:00 reached");
    EXPECT_TRUE(ask("it")[0].steps[0].off_hours);
    EXPECT_THAT(ask("it")[0].steps[0].people, IsEmpty());
    EXPECT_THAT(core::unreached_now(plan()), ElementsAre(core::PolicyName{"it"}));
}

TEST_F(Reach, OfARelativeTargetIsLookedAtForEachTeam) {
    has_policy({step("own/team", 60s), step("nearby/teams", {}, 60s)});
    are_heard({"radio-1", "radio-2"});
    for (const char* client : {"radio-7", "radio-8"}) ends_shift(client);
    EXPECT_THAT(lines("it"), ElementsAre("team/it-ondermijning mon 00:00-sun 24:00 hole",
                                         "team/it-overlast mon 00:00-sun 24:00 reached"));
    EXPECT_EQ(ask("it")[1].steps[0].target, "own/team of it-overlast");
    EXPECT_EQ(ask("it")[1].steps[1].target, "nearby/teams of it-overlast");
}

TEST_F(Reach, OfACoordinatorIsLookedAtForEachDivision) {
    has_policy({step("own/coordinator", {}, 60s)});
    ends_shift("coord-overlast-1");
    EXPECT_THAT(lines("it"),
                ElementsAre("division/dvl mon 00:00-sun 24:00 hole", "division/dvo mon 00:00-sun 24:00 unheard"));
    EXPECT_EQ(ask("it")[0].steps[0].target, "own/coordinator of dvl");
}

// The hub asks everybody but the one who calls.
TEST_F(Reach, OfALonelyUnitsOwnTeamIsAHole) {
    has_policy({step("own/team", {}, 60s)});
    are_heard({"radio-1"});
    ends_shift("radio-2");
    const auto windows = ask("it");
    EXPECT_EQ(windows[0].verdict, ReachVerdict::hole);
    EXPECT_EQ(windows[0].of, "team/it-overlast");
    EXPECT_EQ(windows[0].reasons[0].text, "radio-1 is alone: its own call reaches nobody");
}

TEST_F(Reach, ShowsNothingOfACovertUnit) {
    const core::ClientName hidden{"radio-8"};
    are_heard({"radio-7"});
    make_covert(centre.organisation, hidden.text);
    const auto with_it = core::reach(plan());
    are_heard({"radio-8"});
    EXPECT_EQ(core::reach(plan()), with_it);
    remove_account(centre.organisation, hidden.text);
    EXPECT_EQ(core::reach(plan()), with_it);
}

TEST_F(Reach, BeginsNowWhateverTheMinute) {
    centre.now = monday + 9h + 48min + 17s;
    has_policy({step("role/opco", {}, 60s)});
    works_until("opco-1", 1h);
    const auto windows = ask("it");
    ASSERT_THAT(windows, SizeIs(2));
    EXPECT_EQ(windows[1].from, centre.now);
    EXPECT_EQ(windows[1].until, centre.now + 1h);
    EXPECT_EQ(windows[1].hours, "mon 09:48-mon 10:48");
    EXPECT_EQ(windows[0].until, centre.now + core::reach_span);
}

// Monday 2026-03-23 00:00 in Amsterdam, in whose week the clock is set forward: Sunday has 23 hours.
class SummerTime : public ScriptedRules {
public:
    int minute_of_week(Instant at) const override {
        const Instant forward{1'774'746'000'000};
        return core::minute_of_week_utc(at + (at < forward ? 1h : 2h));
    }
};

TEST(Week, KeepsToTheClockOfThePlaceWhenItIsSetForward) {
    const SummerTime rules;
    const core::Week week(rules, Instant{1'774'220'400'000});
    EXPECT_EQ(week.minute_at(week.begins()), 0);
    const auto edges = week.edges_of(*core::Hours::parse("sun 01:30-04:00"));
    ASSERT_THAT(edges, SizeIs(14));
    EXPECT_EQ(week.text(edges[12], edges[13]), "sun 01:30-sun 04:00");
    EXPECT_EQ(edges[13] - edges[12], 90min);
    EXPECT_EQ(week.text(edges[13], week.ends()), "sun 04:00-mon 01:00");
}

}  // namespace
}  // namespace paraat::test
