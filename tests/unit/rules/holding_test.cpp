#include <gmock/gmock.h>

#include "hub/rules/rule_file.hpp"
#include "hub/rules/rule_set.hpp"
#include "tests/support/centre.hpp"

// Rules that hold calls back: inhibit, silence, group.
namespace paraat::rules {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const core::PolicyName to_the_opco{"to-opco"};

// Thefts call the opco; the clock of the centre begins at 2025-11-23T23:20:00Z.
struct Quiet {
    explicit Quiet(const std::string& text) {
        RuleReading reading = read(text);
        for (const SourceIssue& issue : reading.issues) ADD_FAILURE() << issue.message;
        rules = RuleSet(std::move(reading.content));
        centre.asked_rules = &rules;
        centre.starts();
    }

    RuleReading read(const std::string& text) const {
        std::string whole;
        for (const char* name : {"to-opco", "serious-threat", "panic"}) {
            whole += "[[escalation]]\nname = \"" + std::string(name) +
                     "\"\nsteps = [{ notify = \"role/opco\", repeat_every = \"60s\" }]\n";
        }
        whole +=
            "[[rule]]\nname = \"theft\"\nwhen = 'report.category in [\"theft\", \"panic\"]'\n"
            "then = { escalate = \"to-opco\" }\n";
        return read_rules({{{"rules.toml", whole + text}}}, &centre.organisation);
    }
    core::IncidentId reports(const std::string& category, double lat = 51.92) {
        return *centre.receives("radio-1", test::report(category, lat)).incident;
    }
    const core::Incident& incident(const core::IncidentId& id) const { return *centre.state.incident(id); }
    bool calls(const core::IncidentId& id) const {
        const core::Escalation* call = incident(id).escalation(to_the_opco);
        return call != nullptr && call->is_running;
    }
    void does(core::Deed deed, const core::IncidentId& id, std::optional<std::int32_t> priority = {}) {
        core::Command command;
        command.deed = deed;
        command.incident = id;
        command.acknowledge = true;
        command.priority = priority;
        if (deed == core::Deed::triage) command.division = core::DivisionName{"dvl"};
        const auto outcome = centre.receives("console-1", command);
        ASSERT_FALSE(outcome.refusal) << outcome.refusal->sentence;
    }

    test::Centre centre;
    RuleSet rules;
};

constexpr const char* not_beside_a_riot =
    "[[rule]]\nname = \"beside-a-riot\"\n"
    "when = 'nearby(2000.0, duration(\"1h\")).exists(i, i.category == \"shooting\")'\n"
    "then = { inhibit = \"to-opco\" }\n";

TEST(Inhibit, HoldsTheCallOfAnotherRuleBackWhileItHolds) {
    Quiet quiet(not_beside_a_riot);
    quiet.reports("shooting");
    const auto theft = quiet.reports("theft");
    EXPECT_FALSE(quiet.calls(theft));
    ASSERT_TRUE(quiet.incident(theft).held.contains(to_the_opco));
    EXPECT_EQ(quiet.incident(theft).held.at(to_the_opco).hold.rule.text, "beside-a-riot");
    quiet.centre.passes(1h);
    EXPECT_FALSE(quiet.calls(theft));
    quiet.centre.passes(1min + 1ms);
    EXPECT_TRUE(quiet.calls(theft));
    EXPECT_THAT(quiet.incident(theft).held, IsEmpty());
    EXPECT_THAT(test::names(quiet.centre.journal), Contains("call_let_go").Times(1));
}

TEST(Inhibit, DoesNotStopACallThatRuns) {
    Quiet quiet(not_beside_a_riot);
    const auto theft = quiet.reports("theft");
    ASSERT_TRUE(quiet.calls(theft));
    quiet.reports("shooting");
    EXPECT_EQ(quiet.reports("theft"), theft);
    EXPECT_TRUE(quiet.calls(theft));
    EXPECT_THAT(quiet.incident(theft).held, IsEmpty());
}

TEST(Inhibit, NeverHoldsPriorityOneOrAPanicButton) {
    Quiet quiet(not_beside_a_riot + std::string("[[rule]]\nname = \"armed\"\nwhen = '\"firearm\" in report.tags'\n"
                                                "then = { priority = 1 }\n"));
    quiet.reports("shooting");
    const auto theft = quiet.reports("theft");
    ASSERT_FALSE(quiet.calls(theft));
    core::Report armed = test::report("theft");
    armed.tags = {"firearm"};
    ASSERT_EQ(quiet.centre.receives("radio-2", armed).incident, theft);
    EXPECT_TRUE(quiet.calls(theft));
    core::Category& own = quiet.centre.organisation.categories.at(core::CategoryName{"panic"});
    own.priority = 3;
    own.severity = core::Severity::minor;
    core::StatusUpdate pressed;
    pressed.panic = true;
    const auto panic = *quiet.centre.receives("radio-7", pressed).incident;
    EXPECT_EQ(quiet.incident(panic).priority, 3);
    EXPECT_TRUE(quiet.calls(panic));
}

TEST(Inhibit, LetsGoWhenAPersonMakesItUrgent) {
    Quiet quiet(not_beside_a_riot);
    quiet.reports("shooting");
    const auto theft = quiet.reports("theft");
    ASSERT_FALSE(quiet.calls(theft));
    quiet.does(core::Deed::triage, theft, 1);
    EXPECT_TRUE(quiet.calls(theft));
}

TEST(Inhibit, EndsWithItsIncident) {
    Quiet quiet(not_beside_a_riot);
    quiet.reports("shooting");
    const auto theft = quiet.reports("theft");
    quiet.does(core::Deed::close, theft);
    quiet.centre.passes(3h);
    EXPECT_THAT(quiet.incident(theft).escalations, IsEmpty());
}

TEST(Inhibit, IsOverWhenSomebodyTookTheIncident) {
    Quiet quiet(not_beside_a_riot);
    quiet.reports("shooting");
    const auto theft = quiet.reports("theft");
    core::Ack ack;
    ack.incident = theft;
    ASSERT_FALSE(quiet.centre.receives("console-1", ack).refusal);
    quiet.centre.passes(3h);
    EXPECT_THAT(quiet.incident(theft).escalations, IsEmpty());
}

TEST(Inhibit, IsNotEndedByWhoWasAskedForSomethingElse) {
    Quiet quiet(not_beside_a_riot +
                std::string("[[escalation]]\nname = \"to-team\"\nsteps = [{ notify = \"team/it-ondermijning\", "
                            "repeat_every = \"60s\" }]\n[[rule]]\nname = \"team\"\n"
                            "when = 'report.category == \"theft\"'\nthen = { escalate = \"to-team\" }\n"));
    quiet.reports("shooting");
    const auto theft = quiet.reports("theft");
    core::Ack ack;
    ack.incident = theft;
    ASSERT_FALSE(quiet.centre.receives("radio-7", ack).refusal);
    EXPECT_TRUE(quiet.incident(theft).held.contains(to_the_opco));
    quiet.centre.passes(2h);
    EXPECT_TRUE(quiet.calls(theft));
}

TEST(Inhibit, ThatSomebodyTookIsNotCalledLater) {
    Quiet quiet(not_beside_a_riot);
    quiet.reports("shooting");
    const auto theft = quiet.reports("theft");
    core::Ack ack;
    ack.incident = theft;
    ASSERT_FALSE(quiet.centre.receives("opco-1", ack).refusal);
    ASSERT_EQ(quiet.reports("theft"), theft);
    quiet.centre.passes(3h);
    EXPECT_THAT(quiet.incident(theft).escalations, IsEmpty());
}

TEST(Inhibit, WaitsThroughAResolveAndBeginsAfterAReopen) {
    Quiet quiet(not_beside_a_riot);
    quiet.reports("shooting");
    const auto theft = quiet.reports("theft");
    quiet.does(core::Deed::resolve, theft);
    quiet.centre.passes(3h);
    EXPECT_FALSE(quiet.calls(theft));
    quiet.does(core::Deed::reopen, theft);
    quiet.centre.passes(1ms);
    EXPECT_TRUE(quiet.calls(theft));
}

TEST(Inhibit, OfTwoRulesThatCallDoesNotKeepBothQuiet) {
    const auto rule = [](const std::string& name) {
        return "[[rule]]\nname = \"" + name +
               "\"\nwhen = 'report.category == \"other\"'\nthen = { escalate = \"to-opco\", inhibit = \"to-opco\" }\n";
    };
    Quiet quiet(rule("x1") + rule("x2"));
    EXPECT_TRUE(quiet.calls(quiet.reports("other")));
}

TEST(Inhibit, EndsWithATagOfTheSameJudgement) {
    Quiet quiet(
        "[[rule]]\nname = \"hush\"\nwhen = '!(\"urgent\" in incident.tags) && report.category == \"theft\"'\n"
        "then = { inhibit = \"to-opco\" }\n[[rule]]\nname = \"urgent\"\nwhen = 'report.persons > 3'\n"
        "then = { tags = [\"urgent\"] }\n");
    EXPECT_FALSE(quiet.calls(quiet.reports("theft")));
    core::Report many = test::report("theft", 51.95);
    many.persons = 5;
    EXPECT_TRUE(quiet.calls(*quiet.centre.receives("radio-1", many).incident));
}

constexpr const char* festival =
    "[[rule]]\nname = \"festival\"\nwhen = 'report.category == \"theft\"'\n"
    "then = { silence = { owner = \"role/coord-overlast\", reason = \"festival\", "
    "until = \"2025-11-24T01:20:00+01:00\", tell_before = \"30m\" } }\n";  // an hour after the start

std::vector<std::string> told_owners(const Quiet& quiet) {
    std::vector<std::string> texts;
    for (const auto& [id, instruction] : quiet.centre.state.instructions) {
        EXPECT_EQ(instruction.to, "role/coord-overlast");
        texts.push_back(instruction.text);
    }
    return texts;
}

TEST(Silence, HoldsCallsBackUntilItsEnd) {
    Quiet quiet(festival);
    const auto theft = quiet.reports("theft");
    EXPECT_EQ(quiet.incident(theft).held.at(to_the_opco).hold.kind, core::HoldKind::silenced);
    quiet.centre.passes(59min);
    EXPECT_FALSE(quiet.calls(theft));
    quiet.centre.passes(1min);
    EXPECT_TRUE(quiet.calls(theft));
}

TEST(Silence, TellsItsOwnerBeforeItsEndAndAtIt) {
    Quiet quiet(festival);
    quiet.reports("theft");
    EXPECT_THAT(told_owners(quiet), IsEmpty());
    quiet.centre.passes(29min);
    EXPECT_THAT(told_owners(quiet), IsEmpty());
    quiet.centre.passes(1min);
    EXPECT_THAT(told_owners(quiet),
                ElementsAre("The silence \"festival\" (festival) ends in 30 min. Calls that it holds back now: 1."));
    quiet.centre.passes(30min);
    EXPECT_THAT(told_owners(quiet), SizeIs(2));
    EXPECT_THAT(told_owners(quiet), Contains(HasSubstr("is over")));
    quiet.centre.passes(10h);
    EXPECT_THAT(told_owners(quiet), SizeIs(2));
}

TEST(Silence, IsToldOfOnceThroughARestartAndAtOnceWhenItLapsedMeanwhile) {
    Quiet quiet(festival);
    quiet.centre.passes(31min);
    quiet.centre.state = core::decode_state(core::encode(quiet.centre.state)).value();
    quiet.centre.starts();
    EXPECT_THAT(told_owners(quiet), SizeIs(1));
    quiet.centre.sleeps(5h);
    EXPECT_THAT(told_owners(quiet), SizeIs(2));
}

TEST(Silence, TellsItsOwnerWhenASetWithoutItTakesItsPlace) {
    Quiet quiet(festival);
    const auto theft = quiet.reports("theft");
    RuleSet without(quiet.read("").content);
    quiet.centre.asked_rules = &without;
    quiet.centre.starts();
    EXPECT_THAT(told_owners(quiet), ElementsAre(HasSubstr("taken back")));
    quiet.centre.passes(5min);
    EXPECT_TRUE(quiet.calls(theft));
    quiet.centre.passes(10h);
    EXPECT_THAT(told_owners(quiet), SizeIs(1));
}

TEST(Silence, ThatWasOverBeforeItCameIsNotToldOf) {
    Quiet quiet("");
    quiet.centre.passes(2h);
    RuleSet late(quiet.read(festival).content);
    quiet.centre.asked_rules = &late;
    quiet.centre.starts();
    quiet.centre.passes(1h);
    EXPECT_THAT(told_owners(quiet), IsEmpty());
}

TEST(Silence, TellsWhoAnsweredForItThatAnotherDoesNow) {
    Quiet quiet(festival);
    std::string text = festival;
    text.replace(text.find("role/coord-overlast"), 19, "role/opco");
    RuleSet other(quiet.read(text).content);
    quiet.centre.asked_rules = &other;
    quiet.centre.starts();
    EXPECT_THAT(told_owners(quiet), ElementsAre(HasSubstr("another answers for it now")));
}

TEST(Silence, HoldsNothingBackAfterItsEnd) {
    Quiet quiet(festival);
    quiet.centre.passes(1h);
    EXPECT_TRUE(quiet.calls(quiet.reports("theft")));
}

constexpr const char* by_area =
    "[[rule]]\nname = \"by-area\"\nwhen = 'report.category == \"theft\"'\nthen = { group = \"thefts {area}\" }\n";

core::Report theft_in(const std::string& area, double lat) {
    core::Report report = test::report("theft", lat);
    report.area = area;
    return report;
}

TEST(Group, CallsOneIncidentAfterTheOther) {
    Quiet quiet(by_area);
    const auto first = *quiet.centre.receives("radio-1", theft_in("west", 51.92)).incident;
    const auto second = *quiet.centre.receives("radio-1", theft_in("west", 51.95)).incident;
    const auto elsewhere = *quiet.centre.receives("radio-1", theft_in("east", 51.98)).incident;
    ASSERT_NE(first, second);
    EXPECT_EQ(quiet.incident(second).group, "thefts west");
    EXPECT_TRUE(quiet.calls(first));
    EXPECT_FALSE(quiet.calls(second));
    EXPECT_TRUE(quiet.calls(elsewhere));
    core::Ack ack;
    ack.incident = first;
    ASSERT_FALSE(quiet.centre.receives("opco-1", ack).refusal);
    quiet.centre.passes(1min);
    EXPECT_TRUE(quiet.calls(second));
    EXPECT_FALSE(quiet.calls(first));
}

TEST(Group, CallsOneAtATimeThoughSeveralAreDue) {
    Quiet quiet(by_area);
    std::vector<core::IncidentId> all;
    for (const double lat : {51.92, 51.95, 51.98}) {
        all.push_back(*quiet.centre.receives("radio-1", theft_in("west", lat)).incident);
    }
    core::Ack ack;
    ack.incident = all[0];
    ASSERT_FALSE(quiet.centre.receives("opco-1", ack).refusal);
    quiet.centre.passes(1min);
    EXPECT_NE(quiet.calls(all[1]), quiet.calls(all[2]));
}

TEST(Group, WaitsForNobodyWithoutEnd) {
    Quiet quiet(by_area);
    quiet.centre.receives("radio-1", theft_in("west", 51.92));
    const auto second = *quiet.centre.receives("radio-1", theft_in("west", 51.95)).incident;
    quiet.centre.passes(9min);
    EXPECT_FALSE(quiet.calls(second));
    quiet.centre.passes(1min);
    EXPECT_TRUE(quiet.calls(second));
}

TEST(Group, IsNoneWhereItsNameWouldBeEmpty) {
    Quiet quiet(by_area);
    const auto first = quiet.reports("theft");
    const auto second = quiet.reports("theft", 51.97);
    EXPECT_EQ(quiet.incident(first).group, "");
    EXPECT_TRUE(quiet.calls(first));
    EXPECT_TRUE(quiet.calls(second));
}

TEST(Group, DoesNotHoldWhatIsMoreUrgent) {
    Quiet quiet(by_area + std::string("[[rule]]\nname = \"many\"\nwhen = 'report.persons > 3'\n"
                                      "then = { priority = 2 }\n"));
    quiet.centre.receives("radio-1", theft_in("west", 51.92));
    core::Report many = theft_in("west", 51.95);
    many.persons = 5;
    EXPECT_TRUE(quiet.calls(*quiet.centre.receives("radio-1", many).incident));
}

TEST(Group, IsOfTheSameExerciseAndCompartment) {
    Quiet quiet(by_area);
    ASSERT_TRUE(quiet.calls(*quiet.centre.receives("radio-1", theft_in("west", 51.92)).incident));
    core::Report drill = theft_in("west", 51.95);
    drill.exercise = true;
    EXPECT_TRUE(quiet.calls(*quiet.centre.receives("radio-1", drill).incident));
}

TEST(Holding, IsRefusedWhereItWouldDoNothingOrHasNoOwner) {
    Quiet quiet("");
    const auto codes = [&](const std::string& then, const std::string& more = "") {
        std::vector<std::string> found;
        const auto reading = quiet.read("[[rule]]\nname = \"x\"\nwhen = 'report.category == \"noise_nuisance\"'\n" +
                                        more + "then = { " + then + " }\n");
        for (const SourceIssue& issue : reading.issues) found.push_back(issue.code);
        return found;
    };
    EXPECT_THAT(codes("inhibit = \"to-opco\"", "after = \"5m\"\nunless = 'incident.acked'\n"),
                ElementsAre("no_effect"));
    EXPECT_THAT(codes("inhibit = \"to-nobody\""), ElementsAre("unknown_escalation"));
    EXPECT_THAT(codes("silence = { reason = \"x\", until = \"2025-11-24T01:20:00Z\" }"), ElementsAre("missing_key"));
    EXPECT_THAT(codes("silence = { owner = \"role/opco\", reason = \"x\", until = \"tomorrow\" }"),
                ElementsAre("bad_value"));
    EXPECT_THAT(codes("group = \"{nothing}\""), ElementsAre("unknown_field"));
    EXPECT_THAT(codes("group = \"{area}\""), IsEmpty());
}

}  // namespace
}  // namespace paraat::rules
