#include <gmock/gmock.h>

#include <set>
#include <sstream>

#include "tests/scenario/play.hpp"
#include "tests/scenario/sentences.hpp"
#include "tests/support/folder.hpp"

// The language of the scenarios, by scenarios that are wrong.
namespace paraat::scenario {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<Failure> played(const std::string& lines) {
    return play(read_scenario("Some night\non 2026-11-27\n" + lines, "night.txt"));
}

auto failure(int line, const std::string& told) {
    return AllOf(Field(&Failure::line, line), Field(&Failure::told, HasSubstr(told)));
}

const std::string a_theft = "22:00 radio-1 reports theft at 51.92,4.48 as A\n";

TEST(ScenarioLanguage, TellsWhatWasExpectedAndWhatIsSo) {
    EXPECT_THAT(played(a_theft + "then A is closed with dvl\n"),
                ElementsAre(AllOf(failure(4, "A is closed with dvl"), failure(4, "expected: closed with dvl"),
                                  failure(4, "is so:    open with dvo"))));
}

TEST(ScenarioLanguage, GoesOnAfterAnExpectationThatFails) {
    EXPECT_THAT(played(a_theft + "A is closed\nA has priority 4\nA is resolved\n"),
                ElementsAre(failure(4, "A is closed"), failure(6, "A is resolved")));
}

TEST(ScenarioLanguage, EndsAtASentenceThatNobodyKnowsAndTellsTheNearest) {
    EXPECT_THAT(played("22:00 radio-1 acknowleges A\nA is closed\n"),
                ElementsAre(AllOf(failure(3, "{client} acknowledges {incident}"), failure(3, "A has no meaning yet"))));
    EXPECT_THAT(played(a_theft + "A is opne\n"), ElementsAre(failure(4, "{incident_status}: new, open, dispatched")));
}

TEST(ScenarioLanguage, EndsAtARefusalThatNobodyExpects) {
    EXPECT_THAT(played(a_theft + "console-1 closes A\nA is open\nA is resolved\n"),
                ElementsAre(AllOf(failure(4, "console-1 closes A"), failure(4, "refused unacknowledged"))));
    EXPECT_THAT(played(a_theft + "A is open\nconsole-1 closes A\n"), ElementsAre(failure(5, "refused unacknowledged")));
    // Only the very next line may expect it.
    EXPECT_THAT(played(a_theft + "console-1 closes A\n22:01 refused unacknowledged\n"),
                ElementsAre(failure(4, "refused unacknowledged")));
}

TEST(ScenarioLanguage, TakesARefusalThatIsExpected) {
    EXPECT_THAT(played(a_theft + "console-1 closes A\nrefused unacknowledged \"nobody acknowledged it\"\n"), IsEmpty());
    EXPECT_THAT(played(a_theft + "console-1 closes A\nrefused closed\n"), ElementsAre(failure(5, "unacknowledged")));
    EXPECT_THAT(played(a_theft + "refused closed\n"), ElementsAre(failure(4, "it was taken")));
}

TEST(ScenarioLanguage, ShowsNothingWhereNothingIsExpected) {
    EXPECT_THAT(played(a_theft), ElementsAre(failure(1, "nothing is expected here")));
}

TEST(ScenarioLanguage, TakesTheOptionsOfASentenceInAnyOrder) {
    EXPECT_THAT(played("22:00 radio-1 reports theft with severity extreme as A with 3 persons at 51.92,4.48 covertly\n"
                       "refused not_found\n"),
                ElementsAre(failure(3, "the receipt names no incident")));
    EXPECT_THAT(played("22:00 radio-1 reports theft as an exercise with severity severe at 51.92,4.48 as A\n"
                       "A is an exercise\nA has severity severe\n"),
                IsEmpty());
}

TEST(ScenarioLanguage, KnowsThatTimeDoesNotGoBack) {
    EXPECT_THAT(played(a_theft + "21:59 A is open\n"), ElementsAre(failure(4, "it is 22:00:00 already")));
    EXPECT_THAT(played(a_theft + "on 2026-11-28 03:00 A is open\nafter 60 s A is open\n"), IsEmpty());
}

TEST(ScenarioLanguage, ExpectsNothingOfAHubThatIsAway) {
    EXPECT_THAT(played(a_theft + "the hub goes away\nA is open\n"), ElementsAre(failure(5, "the hub is away")));
    EXPECT_THAT(played(a_theft + "the hub goes away\nradio-1 closes A\nthe hub comes back\nA is open\n"),
                ElementsAre(failure(6, "what radio-1 sent meanwhile is refused: not_found")));
}

TEST(ScenarioLanguage, TellsTheTimeOfTheCentreInSummerAndInWinter) {
    EXPECT_EQ(moment_of("2026-11-27", "22:14").ms, 1'795'814'040'000);
    EXPECT_EQ(moment_of("2026-07-01", "22:14:30").ms, 1'782'936'870'000);
    EXPECT_EQ(moment_of("2026-10-25", "02:30").ms, 1'792'888'200'000);  // twice that night: the first of them
    EXPECT_EQ(clock_text(moment_of("2026-03-29", "03:30")), "03:30:00");
}

TEST(ScenarioLanguage, NamesTheDayOfATimeWhereItIsAnother) {
    const std::string shelf = "console-1 acknowledges A\nconsole-1 shelves A until 2026-11-28 07:00 \"tot morgen\"\n";
    EXPECT_THAT(played(a_theft + shelf + "A is shelved until 2026-11-28 07:00\n"), IsEmpty());
    EXPECT_THAT(played(a_theft + shelf + "A is shelved until 07:00\n"),
                ElementsAre(failure(6, "is so:    until 2026-11-28 07:00:00")));
}

TEST(ScenarioLanguage, TellsAFaultInRulesWithTheLineOfTheFile) {
    EXPECT_THAT(played("more rules:\n    [[rule]]\n    name = \"odd\"\n    wen = 'true'\n" + a_theft + "A is open\n"),
                ElementsAre(AllOf(failure(7, "night.txt:6:"), failure(7, "did you mean \"when\"?"))));
}

TEST(ScenarioLanguage, HasAHeadThatComesFirst) {
    EXPECT_THAT(played(a_theft + "more rules:\n    [[rule]]\n"), ElementsAre(failure(4, "before all that happens")));
    EXPECT_THAT(play(read_scenario("Some night\n22:00 radio-1 reports theft\n", "night.txt")),
                ElementsAre(failure(2, "on 2026-11-27")));
}

TEST(ScenarioLanguage, LeavesCommentsOutAndKnowsWhereATextEnds) {
    EXPECT_THAT(played("22:00 radio-1 reports theft \"fiets #1, \\\"rood\\\"\" as A  # \"nobody\" saw it\n"
                       "the timeline of A tells \"report_received by radio-1: fiets #1, \\\"rood\\\"\"\n"),
                IsEmpty());
    EXPECT_THAT(played("22:00 radio-1 reports theft \"fiets\n"), ElementsAre(failure(3, "a text begins here")));
}

// What stands in backquotes at the head of each item of the list, "- `{client} claims {incident}`: ...".
std::set<std::string> listed_in(const std::string& page) {
    std::set<std::string> listed;
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("- `")) listed.insert(line.substr(3, line.find('`', 3) - 3));
    }
    return listed;
}

TEST(ScenarioLanguage, IsWhatItsPageSays) {
    std::set<std::string> known;
    for (const Sentence& sentence : all_sentences()) known.emplace(sentence.pattern);
    for (const PlaceKind& kind : place_kinds()) known.insert("{" + std::string(kind.name) + "}");
    const std::set<std::string> listed = listed_in(test::content_of(PARAAT_SOURCE_DIR "/docs/scenarios.md"));
    for (const std::string& form : known) EXPECT_TRUE(listed.contains(form)) << "docs/scenarios.md lacks: " << form;
    for (const std::string& form : listed) EXPECT_TRUE(known.contains(form)) << "no sentence or place: " << form;
}

}  // namespace
}  // namespace paraat::scenario
