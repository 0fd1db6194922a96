#include <gmock/gmock.h>

#include "hub/core/clearance.hpp"
#include "hub/core/state.hpp"
#include "tests/support/centre.hpp"

// What each division is told each morning, and when.
namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using core::BriefingKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Instant evening{1'763'935'200'000};  // 2025-11-23 22:00 UTC, the clock of these rules
const Instant morning = evening + 9h;

class DailyBriefing : public testing::Test {
protected:
    DailyBriefing() {
        centre.now = evening;
        centre.starts();
    }

    const core::Briefing& of(const std::string& division, const std::string& date = "2025-11-24",
                             const core::CompartmentName& compartment = {}) const {
        return centre.state.briefings.at({date, compartment, core::DivisionName{division}});
    }
    std::vector<core::BriefingLine> lines(const core::Briefing& briefing, BriefingKind kind) const {
        std::vector<core::BriefingLine> some;
        for (const core::BriefingLine& line : briefing.lines) {
            if (line.kind == kind) some.push_back(line);
        }
        return some;
    }
    std::vector<std::string> texts(const core::Briefing& briefing, BriefingKind kind) const {
        std::vector<std::string> all;
        for (const core::BriefingLine& line : lines(briefing, kind)) all.push_back(line.text);
        return all;
    }
    core::Outcome acknowledges(const std::string& client, const core::IncidentId& incident) {
        core::Ack ack;
        ack.incident = incident;
        ack.answer = core::Answer::acknowledged;
        return centre.receives(client, ack);
    }
    core::Outcome does(const std::string& client, core::Deed deed, const core::IncidentId& incident) {
        core::Command command;
        command.deed = deed;
        command.incident = incident;
        command.acknowledge = true;
        return centre.receives(client, command);
    }
    // So far apart that none joins another.
    core::Report elsewhere(const std::string& category) { return report(category, 40.0 + 0.01 * ++places_, 4.48); }

    Centre centre;
    int places_ = 0;
};

TEST_F(DailyBriefing, IsGivenAtSevenToEachDivision) {
    centre.passes(9h - 1ms);
    EXPECT_THAT(centre.state.briefings, IsEmpty());
    centre.passes(1ms);
    ASSERT_THAT(centre.state.briefings, SizeIs(3));
    EXPECT_EQ(of("dvl").from, evening);
    EXPECT_EQ(of("dvl").until, morning);
    EXPECT_EQ(of("dvl").at, morning);
    EXPECT_EQ(centre.state.timers.next_due(), morning + 24h);
}

TEST_F(DailyBriefing, SaysThatNothingCameIn) {
    centre.passes(9h);
    ASSERT_THAT(of("dvl").lines, SizeIs(2));
    EXPECT_EQ(of("dvl").lines[0].text, "Er kwam niets binnen");
    EXPECT_EQ(of("dvl").lines[0].count, 0);
    EXPECT_EQ(of("dvl").lines[1].text, "Er staat niets open");
}

TEST_F(DailyBriefing, CountsWhatCameInByCategoryAndByUrgency) {
    centre.receives("radio-1", elsewhere("shooting"));
    for (int i = 0; i < 3; ++i) centre.receives("radio-7", elsewhere("theft"));
    centre.passes(9h);
    EXPECT_THAT(texts(of("dvo"), BriefingKind::came_in),
                ElementsAre("4 incidenten kwamen binnen", "1 x prioriteit 1", "3 x theft", "1 x shooting"));
    EXPECT_THAT(texts(of("dvl"), BriefingKind::came_in), ElementsAre("Er kwam niets binnen"));
}

TEST_F(DailyBriefing, TellsEachTimeOnce) {
    centre.receives("radio-7", elsewhere("theft"));
    centre.passes(9h);
    centre.receives("radio-7", elsewhere("theft"));
    centre.passes(24h);
    const core::Briefing& next = of("dvo", "2025-11-25");
    EXPECT_EQ(next.from, morning);
    EXPECT_EQ(next.until, morning + 24h);
    EXPECT_EQ(lines(next, BriefingKind::came_in)[0].count, 1);
    EXPECT_EQ(lines(next, BriefingKind::open)[0].count, 2);
}

TEST_F(DailyBriefing, MeasuresHowLongAnAcknowledgementTook) {
    std::vector<core::IncidentId> thefts;
    for (int i = 0; i < 10; ++i) thefts.push_back(*centre.receives("radio-7", elsewhere("theft")).incident);
    for (const core::IncidentId& theft : thefts) {
        centre.passes(10s);
        ASSERT_FALSE(acknowledges("console-1", theft).refusal);
    }
    centre.passes(9h);
    const auto responses = lines(of("dvo"), BriefingKind::acknowledged);
    ASSERT_THAT(responses, SizeIs(1));
    EXPECT_EQ(responses[0].priority, 4);
    EXPECT_EQ(responses[0].count, 10);
    EXPECT_EQ(responses[0].median, 50s);
    EXPECT_EQ(responses[0].p90, 90s);
    EXPECT_EQ(responses[0].worst, 100s);
    EXPECT_EQ(responses[0].text,
              "prioriteit 4: 10 x bevestigd, mediaan 50 s, 90% binnen 1 min 30 s, langste 1 min 40 s");
    EXPECT_EQ(responses[0].cites[0].incident, thefts[9]);
    EXPECT_EQ(responses[0].cites[0].at, evening + 100s);
}

TEST_F(DailyBriefing, NamesWhatIsUrgentOrNotSeen) {
    const auto shooting = centre.receives("radio-7", elsewhere("shooting")).incident;
    const auto seen = centre.receives("radio-7", elsewhere("theft")).incident;
    acknowledges("console-1", *shooting);
    acknowledges("console-1", *seen);
    const auto unseen = centre.receives("radio-7", elsewhere("theft")).incident;
    centre.passes(9h);
    const auto named = lines(of("dvo"), BriefingKind::open_incident);
    ASSERT_THAT(named, SizeIs(2));
    EXPECT_EQ(named[0].incident, shooting);
    EXPECT_THAT(named[0].why, ElementsAre("priority"));
    EXPECT_EQ(named[0].text, "prioriteit 1, shooting, open, sinds 23-11 22:00");
    EXPECT_EQ(named[1].incident, unseen);
    EXPECT_THAT(named[1].why, ElementsAre("unacknowledged"));
    EXPECT_THAT(named[1].text, HasSubstr("niet bevestigd"));
}

TEST_F(DailyBriefing, KeepsExercisesInALineOfTheirOwn) {
    core::Report drill = elsewhere("theft");
    drill.exercise = true;
    centre.receives("radio-7", drill);
    centre.passes(9h);
    EXPECT_THAT(texts(of("dvo"), BriefingKind::came_in), ElementsAre("Er kwam niets binnen"));
    EXPECT_THAT(texts(of("dvo"), BriefingKind::open), ElementsAre("Er staat niets open"));
    EXPECT_THAT(texts(of("dvo"), BriefingKind::exercise), ElementsAre("1 oefening, in geen ander getal geteld"));
}

TEST_F(DailyBriefing, CountsWhatWasJoinedOnce) {
    const auto one = centre.receives("radio-7", elsewhere("theft")).incident;
    const auto other = centre.receives("radio-8", elsewhere("theft")).incident;
    core::Command merge;
    merge.deed = core::Deed::merge;
    merge.incident = *one;
    merge.into = *other;
    ASSERT_FALSE(centre.receives("console-1", merge).refusal);
    centre.passes(9h);
    EXPECT_EQ(lines(of("dvo"), BriefingKind::came_in)[0].count, 1);
    EXPECT_EQ(lines(of("dvo"), BriefingKind::open)[0].count, 1);
}

TEST_F(DailyBriefing, ThatWasMissedIsGivenOnceAndSaysSo) {
    const auto theft = centre.receives("radio-7", elsewhere("theft")).incident;
    does("console-1", core::Deed::close, *theft);
    centre.restarts(3 * 24h);
    centre.passes(1s);
    ASSERT_THAT(centre.state.briefings, SizeIs(3));
    const core::Briefing& late = of("dvo", "2025-11-26");
    EXPECT_EQ(late.from, evening);
    EXPECT_EQ(late.until, morning + 2 * 24h);
    EXPECT_GE(late.at, evening + 3 * 24h);
    EXPECT_EQ(late.lines[0].kind, BriefingKind::late);
    EXPECT_EQ(
        late.lines[0].text,
        "Opgemaakt op 26-11 22:00: op 26-11 07:00 was de hub er niet; wat open staat, staat open bij het opmaken");
    EXPECT_EQ(lines(late, BriefingKind::came_in)[0].count, 1) << "it was let go of before it was told";
    centre.passes(24h);
    EXPECT_EQ(of("dvo", "2025-11-27").from, late.until);
}

TEST_F(DailyBriefing, TakesNothingThatCameAfterItsTime) {
    centre.receives("radio-7", elsewhere("theft"));
    centre.restarts(10h, {{"radio-7", elsewhere("theft")}});
    centre.passes(1s);
    EXPECT_EQ(lines(of("dvo"), BriefingKind::came_in)[0].count, 1);
    EXPECT_EQ(lines(of("dvo"), BriefingKind::open)[0].count, 2);
    centre.passes(24h);
    EXPECT_EQ(lines(of("dvo", "2025-11-25"), BriefingKind::came_in)[0].count, 1);
}

TEST_F(DailyBriefing, IsKeptForFourteenDates) {
    centre.passes(9h + 20 * 24h);
    EXPECT_THAT(centre.state.briefings, SizeIs(14 * 3));
    EXPECT_EQ(centre.state.briefings.begin()->first.date, "2025-12-01");
    EXPECT_EQ(centre.state.briefings.rbegin()->first.date, "2025-12-14");
    centre.compares_folds();
}

TEST_F(DailyBriefing, FollowsAnotherTimeOfTheDay) {
    centre.passes(9h);
    centre.organisation.terms.briefing_at = 8h;
    centre.restarts();
    centre.passes(2h);
    EXPECT_THAT(centre.state.briefings, SizeIs(3)) << "a date has one briefing";
    centre.passes(23h);
    EXPECT_EQ(of("dvl", "2025-11-25").from, morning);
    EXPECT_EQ(of("dvl", "2025-11-25").until, morning + 25h);
}

TEST_F(DailyBriefing, OfAJournalThatHasNoneIsGivenAtTheStart) {
    centre.receives("radio-7", elsewhere("theft"));
    centre.passes(8h);
    centre.state.briefing_plan = {};
    centre.journal.clear();
    centre.now = morning + 2h;
    centre.starts();
    centre.passes(1s);
    EXPECT_EQ(of("dvo").from, morning - 24h);
    EXPECT_EQ(of("dvo").until, morning);
    EXPECT_EQ(lines(of("dvo"), BriefingKind::came_in)[0].count, 1);
}

TEST_F(DailyBriefing, OfCovertWorkIsItsOwnAndTheOpenOneDoesNotChange) {
    const auto night = [](bool has_covert) {
        Centre other;
        other.now = evening;
        other.starts();
        other.receives("radio-7", report("theft"));
        core::Report covert = report("shooting", 40.0);
        covert.covert = true;
        if (has_covert) other.receives("coord-ondermijning-1", covert);
        other.passes(9h);
        return other.state.briefings;
    };
    const auto without = night(false);
    auto with = night(true);
    const core::BriefingName hidden{"2025-11-24", core::covert_compartment, core::DivisionName{"dvo"}};
    ASSERT_TRUE(with.contains(hidden));
    EXPECT_EQ(with.at(hidden).lines[0].count, 1);
    with.erase(hidden);
    EXPECT_EQ(with, without);
}

}  // namespace
}  // namespace paraat::test
