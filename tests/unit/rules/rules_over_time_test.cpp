#include <gmock/gmock.h>

#include "tests/unit/rules/night.hpp"

// Rules as they stand in files, through the whole core and over time.
namespace paraat::rules {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

core::StatusUpdate at(core::UnitStatus status, double lat) {
    core::StatusUpdate update;
    update.status = status;
    update.position = core::position_from_degrees(lat, 4.48);
    return update;
}

// Without the leases that end meanwhile.
std::vector<std::string> names_of_rules(const std::vector<core::Event>& events) {
    std::vector<std::string> names = test::names(events);
    std::erase(names, "presence_changed");
    std::erase(names, "absence_followed");
    std::erase(names, "reach_checked");
    return names;
}

constexpr const char* nobody_took_it =
    "[[rule]]\nname = \"nobody-took-it\"\nwhen = 'report.category == \"theft\"'\nafter = \"5m\"\n"
    "unless = 'incident.acked || incident.claimed'\nthen = { escalate = \"to-opco\" }\n";

TEST(Wait, ActsWhenWhatItWaitsForDidNotCome) {
    Night night(nobody_took_it);
    const auto theft = night.reports("theft");
    EXPECT_THAT(test::names(theft.events), Contains("wait_begun"));
    night.centre.passes(5min - 1ms);
    EXPECT_THAT(night.incident(theft).escalations, IsEmpty());
    const auto events = night.centre.passes(1ms);
    EXPECT_THAT(test::names(events), ElementsAre("wait_ended", "escalation_started", "escalation_stepped"));
    EXPECT_EQ(night.incident(theft).escalations.at(0).because->text,
              "category is theft, and for 5 min not: incident.acked || incident.claimed");
}

TEST(Wait, EndsWithoutEffectWhenItCame) {
    Night night(nobody_took_it);
    const auto theft = night.reports("theft");
    core::Command claim;
    claim.deed = core::Deed::claim;
    claim.incident = theft.incident;
    ASSERT_FALSE(night.centre.receives("console-1", claim).refusal);
    EXPECT_THAT(names_of_rules(night.centre.passes(6min)), ElementsAre("wait_ended"));
    EXPECT_THAT(night.incident(theft).escalations, IsEmpty());
}

TEST(Wait, ActsOnceForAnIncident) {
    Night night(nobody_took_it);
    const auto theft = night.reports("theft");
    night.centre.passes(6min);
    const auto again = night.reports("theft", "radio-2");
    ASSERT_EQ(again.incident, theft.incident);
    EXPECT_THAT(test::names(again.events), Not(Contains("wait_begun")));
    EXPECT_THAT(night.incident(theft).escalations, SizeIs(1));
}

TEST(Wait, SurvivesARestartAndActsOnceWhenItIsOverdue) {
    Night night(nobody_took_it);
    const auto theft = night.reports("theft");
    night.centre.passes(2min);
    night.restarts();
    const auto events = night.centre.sleeps(1h);
    EXPECT_THAT(test::names(events), Contains("wait_ended").Times(1));
    EXPECT_THAT(night.incident(theft).escalations, SizeIs(1));
}

TEST(Wait, EndsWithItsIncident) {
    Night night(nobody_took_it);
    const auto theft = night.reports("theft");
    core::Command close;
    close.deed = core::Deed::close;
    close.incident = theft.incident;
    close.acknowledge = true;
    ASSERT_FALSE(night.centre.receives("console-1", close).refusal);
    EXPECT_THAT(names_of_rules(night.centre.passes(1h)), IsEmpty());
}

TEST(Wait, EndsWithAResolveAndIsNotBegunByAReopen) {
    Night night(nobody_took_it);
    const auto theft = night.reports("theft");
    for (const core::Deed deed : {core::Deed::resolve, core::Deed::reopen}) {
        core::Command command;
        command.deed = deed;
        command.incident = theft.incident;
        ASSERT_FALSE(night.centre.receives("console-1", command).refusal);
    }
    EXPECT_THAT(names_of_rules(night.centre.passes(1h)), IsEmpty());
    EXPECT_THAT(night.incident(theft).escalations, IsEmpty());
}

TEST(Wait, OfARuleThatIsThereNoMoreIsDropped) {
    Night night(nobody_took_it);
    const auto theft = night.reports("theft");
    const RuleSet none;
    night.centre.asked_rules = &none;
    const auto events = night.centre.passes(1h);
    ASSERT_THAT(names_of_rules(events), ElementsAre("wait_ended"));
    EXPECT_EQ(std::get<core::WaitEnded>(events.back().body).outcome, core::WaitOutcome::dropped);
    EXPECT_THAT(night.incident(theft).waits, IsEmpty());
}

constexpr const char* nobody_is_near =
    "[[rule]]\nname = \"nobody-is-near\"\nwhen = 'report.category == \"theft\"'\nafter = \"3m\"\n"
    "unless = '!nobody_near(500.0)'\nthen = { escalate = \"to-opco\" }\n";

TEST(Wait, ConcludesThatNobodyIsNearFromPositionsThatAreKnown) {
    Night night(nobody_is_near);
    for (const char* far : {"radio-2", "radio-7", "radio-8"}) {
        night.centre.receives(far, at(core::UnitStatus::available, 52.1));
    }
    const auto theft = night.reports("theft");
    night.centre.passes(3min);
    EXPECT_THAT(night.incident(theft).escalations, SizeIs(1));
}

TEST(Wait, NeverConcludesFromUnknownThatNobodyIsNear) {
    Night night(nobody_is_near);
    for (const char* far : {"radio-2", "radio-7"}) {
        night.centre.receives(far, at(core::UnitStatus::available, 52.1));
    }
    const auto theft = night.reports("theft");
    core::StatusUpdate unplaced;
    unplaced.status = core::UnitStatus::busy;
    night.centre.receives("radio-8", unplaced);
    night.centre.passes(10min);  // where radio-8 is nobody knows, and where the others went
    EXPECT_THAT(night.incident(theft).escalations, IsEmpty());
    EXPECT_THAT(night.incident(theft).waits, SizeIs(1));
    for (const char* far : {"radio-2", "radio-7", "radio-8"}) {
        night.centre.receives(far, at(core::UnitStatus::available, 52.1));
    }
    night.centre.passes(1min);
    EXPECT_THAT(night.incident(theft).escalations, SizeIs(1));
}

TEST(Wait, FindsAUnitThatCameNear) {
    Night night(nobody_is_near);
    const auto theft = night.reports("theft");
    night.centre.receives("radio-7", at(core::UnitStatus::on_scene, 51.921));
    EXPECT_THAT(test::names(night.centre.passes(1h)), Contains("wait_ended").Times(1));
    EXPECT_THAT(night.incident(theft).escalations, IsEmpty());
}

constexpr const char* burst =
    "[[rule]]\nname = \"burst\"\nwhen = 'report.category == \"youth_nuisance\" && reports(duration(\"10m\")).size() >= "
    "3'\nthen = { escalate = \"to-opco\" }\n";

TEST(Wave, OfReportsInsideAnIncidentRaisesItAnew) {
    Night night(burst);
    const auto first = night.reports("youth_nuisance");
    night.reports("youth_nuisance");
    night.reports("youth_nuisance");
    ASSERT_THAT(night.incident(first).escalations, SizeIs(1));
    core::Ack ack;
    ack.incident = first.incident;
    ack.answer = core::Answer::acknowledged;
    ASSERT_FALSE(night.centre.receives("opco-1", ack).refusal);
    EXPECT_TRUE(night.incident(first).is_acked());
    // A trickle keeps it open, and asks nobody.
    for (int i = 0; i < 3; ++i) {
        night.centre.passes(30min);
        ASSERT_EQ(night.reports("youth_nuisance").incident, first.incident);
    }
    EXPECT_TRUE(night.incident(first).is_acked());
    const core::Revision raised = night.incident(first).raised;
    night.reports("youth_nuisance");
    const auto third = night.reports("youth_nuisance");
    EXPECT_THAT(test::names(third.events), Contains("wave_raised"));
    EXPECT_GT(night.incident(first).raised, raised);
    EXPECT_FALSE(night.incident(first).is_acked());
    EXPECT_TRUE(night.incident(first).escalations.at(0).is_running);
}

TEST(Wave, ThatGoesOnRaisesOnce) {
    Night night(burst);
    const auto first = night.reports("youth_nuisance");
    for (int i = 0; i < 6; ++i) night.reports("youth_nuisance");
    for (const core::Event& event : night.centre.journal) EXPECT_NE(core::name_of(event.body), "wave_raised");
    EXPECT_THAT(night.incident(first).escalations, SizeIs(1));
}

TEST(Window, HalfFullAtARestartFillsAsIfTheHubHadNeverStopped) {
    Night night(burst);
    const auto first = night.reports("youth_nuisance");
    night.reports("youth_nuisance");
    night.restarts();
    EXPECT_THAT(night.incident(first).escalations, IsEmpty());
    night.reports("youth_nuisance");
    EXPECT_THAT(night.incident(first).escalations, SizeIs(1));
}

TEST(Window, CountsClosedIncidentsOnlyWhereTheRuleSaysSo) {
    for (const bool includes : {false, true}) {
        Night night(
            "[[rule]]\nname = \"again\"\nwhen = 'incidents_in_area(\"centrum\", duration(\"24h\")).size() >= 2'\n" +
            std::string(includes ? "include_closed = true\n" : "") + "then = { escalate = \"to-opco\" }\n");
        const auto first = night.reports("theft");
        core::Command close;
        close.deed = core::Deed::close;
        close.incident = first.incident;
        close.acknowledge = true;
        ASSERT_FALSE(night.centre.receives("console-1", close).refusal);
        const auto second = night.reports("theft");
        ASSERT_NE(second.incident, first.incident);
        EXPECT_THAT(night.incident(second).escalations, SizeIs(includes ? 1 : 0));
    }
}

TEST(Area, OfAReportIsAFactFromThenOn) {
    Night night("[[rule]]\nname = \"centre\"\nwhen = 'inside(\"centrum\")'\nthen = { tags = \"centrum\" }\n");
    const auto in = night.reports("theft");
    EXPECT_THAT(night.incident(in).areas, ElementsAre("centrum"));
    EXPECT_THAT(night.incident(in).tags, ElementsAre("centrum"));
    const auto out = night.centre.receives("radio-1", test::report("theft", 52.5, 4.48));
    EXPECT_THAT(night.incident(out).areas, IsEmpty());
    EXPECT_THAT(night.incident(out).tags, IsEmpty());
}

TEST(Risk, OfAnAreaDecaysAndGoesOnAfterARestart) {
    Night night(
        "[[rule]]\nname = \"hot\"\nwhen = 'risk(\"centrum\", duration(\"1h\")) >= 31.0'\nthen = { tags = \"hot\" }\n");
    night.reports("shooting");  // 20
    night.centre.passes(1h);    // 10
    night.restarts();
    const auto second = night.reports("shooting");  // 20 more
    EXPECT_THAT(night.incident(second).tags, IsEmpty());
    night.centre.passes(30min);
    night.reports("theft");
    const auto third = night.centre.receives("radio-2", test::report("shooting", 51.925, 4.48));  // 20 + 14.1 + 7.1 + 1
    EXPECT_THAT(night.incident(third).tags, ElementsAre("hot"));
}

TEST(Risk, IsTheSameForWhoAsksTheRulesOutsideOfAJudgement) {
    Night night(
        "[[rule]]\nname = \"hot\"\nwhen = 'risk(\"centrum\", duration(\"1h\")) > 0.0'\nthen = { tags = \"hot\" }\n");
    night.reports("shooting");
    night.centre.passes(1h);
    night.reports("theft");
    class All : public core::Surroundings {
    public:
        explicit All(const core::State& state) : state_(state) {}
        Found nearby(std::int64_t, const Window&) const override { return {}; }
        std::vector<core::UnitSeen> units() const override { return {}; }
        Found marked(core::Mark mark, const std::string& name, const Window& window) const override {
            EXPECT_EQ(window.span, core::retired_after);
            EXPECT_TRUE(window.includes_closed);
            Found found;
            for (const auto& id : state_.marks.find(mark, name)) found.incidents.push_back(state_.incident(id));
            return found;
        }

    private:
        const core::State& state_;
    };
    const core::RuleQuestions& rules = *night.centre.asked_rules;
    EXPECT_THAT(rules.area_names(), ElementsAre("centrum"));
    EXPECT_THAT(rules.area_shape("centrum"), SizeIs(1));
    EXPECT_EQ(rules.risk_thousandths("centrum", All(night.centre.state), night.centre.now, 1h), 11'000);
}

TEST(Action, ATagIsSeenByTheRulesThatAskForIt) {
    Night night(
        "[[rule]]\nname = \"second\"\nwhen = '\"weekend\" in incident.tags'\nthen = { priority = 2, title = \"Diefstal "
        "bij {area} ({reports})\" }\n[[rule]]\nname = \"first\"\nwhen = 'report.category == \"theft\"'\nthen = { tags "
        "= "
        "[\"weekend\", \"theft\"] }\n");
    core::Report report = test::report("theft");
    report.area = "Hofplein";
    const auto theft = night.centre.receives("radio-1", report);
    EXPECT_THAT(night.incident(theft).tags, ElementsAre("theft", "weekend"));
    EXPECT_EQ(night.incident(theft).priority, 2);
    EXPECT_EQ(night.incident(theft).title, "Diefstal bij Hofplein (1)");
}

TEST(Action, OfARuleThatItsOwnTagEndsIsTakenOnce) {
    Night night(
        "[[rule]]\nname = \"once\"\nwhen = 'report.category == \"theft\" && !(\"seen\" in incident.tags)'\nthen = { "
        "tags = "
        "\"seen\", escalate = \"to-opco\" }\n");
    EXPECT_THAT(night.incident(night.reports("theft")).escalations, SizeIs(1));
}

TEST(Action, ATitleThatQuotesItselfStaysWhatItIs) {
    Night night(
        "[[rule]]\nname = \"loud\"\nwhen = 'report.category == \"theft\"'\nthen = { title = \"Let op: {title}\" }\n");
    const auto theft = night.reports("theft");
    for (int i = 0; i < 5; ++i) night.reports("theft");
    EXPECT_EQ(night.incident(theft).title, "Let op: Theft");
}

TEST(Wait, IsOfTheWordsOfTheNewestReport) {
    Night night(
        "[[rule]]\nname = \"knife\"\nwhen = 'report.text.contains(\"mes\")'\nafter = \"1m\"\nunless = "
        "'incident.acked'\nthen = { escalate = \"to-opco\" }\n");
    const auto theft = night.reports("theft");
    core::Report second = test::report("theft");
    second.text = "iemand met een mes";
    night.centre.receives("radio-2", second);
    night.centre.passes(1min);
    EXPECT_THAT(night.incident(theft).escalations, SizeIs(1));
}

TEST(Wait, OfAResolvedIncidentIsDropped) {
    Night night(nobody_took_it);
    const auto theft = night.reports("theft");
    core::Command resolve;
    resolve.deed = core::Deed::resolve;
    resolve.incident = theft.incident;
    ASSERT_FALSE(night.centre.receives("console-1", resolve).refusal);
    night.centre.passes(1h);
    EXPECT_THAT(night.incident(theft).escalations, IsEmpty());
    EXPECT_THAT(night.incident(theft).waits, IsEmpty());
}

TEST(Wait, ThatIsOverLetsOtherRulesSeeItsTag) {
    Night night(
        "[[rule]]\nname = \"late\"\nwhen = 'report.category == \"theft\"'\nafter = \"1m\"\nunless = "
        "'incident.acked'\nthen = { tags = \"unanswered\" }\n[[rule]]\nname = \"call\"\nwhen = '\"unanswered\" in "
        "incident.tags'\nthen = { escalate = \"to-opco\" }\n");
    const auto theft = night.reports("theft");
    night.centre.passes(1min);
    EXPECT_THAT(night.incident(theft).escalations, SizeIs(1));
}

TEST(Action, AnInstructionSaysWhatTheIncidentIs) {
    Night night(
        "[[rule]]\nname = \"ask\"\nwhen = 'report.category == \"theft\"'\nthen = { instruct = { to = "
        "\"team/it-overlast\", text = \"{title}: {severity}, {persons} personen\" } }\n");
    core::Report report = test::report("theft");
    report.persons = 4;
    night.centre.receives("radio-7", report);
    ASSERT_THAT(night.centre.state.instructions, SizeIs(1));
    EXPECT_EQ(night.centre.state.instructions.begin()->second.text, "Theft: minor, 4 personen");
}

}  // namespace
}  // namespace paraat::rules
