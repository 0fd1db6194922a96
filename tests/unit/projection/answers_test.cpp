#include "hub/projection/answers.hpp"

#include <gmock/gmock.h>

#include "tests/unit/projection/asking.hpp"

namespace paraat::projection {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;
using testing::SizeIs;

void expect_refusal(const core::QueryResult& result, const std::string& code, const std::string& field,
                    const std::string& error) {
    EXPECT_FALSE(result.ok);
    EXPECT_EQ(result.code, code);
    EXPECT_EQ(result.field, field);
    EXPECT_EQ(result.error, error);
}

TEST(Answer, RepeatsTheQuestionsIdAndSaysWhenAndOfWhat) {
    const Asking asking;
    const auto result = asking.ask("console-1", question("incidents"));
    EXPECT_TRUE(result.ok);
    EXPECT_EQ(result.id, "q1");
    EXPECT_EQ(result.ask, "incidents");
    EXPECT_EQ(result.at, asking.centre.now);
    EXPECT_EQ(result.rev, 981U);
    EXPECT_EQ(result.total, 0);
    EXPECT_THAT(result.incidents.value(), IsEmpty());
}

TEST(Answer, ToAnUnknownQuestionNamesTheNearest) {
    const Asking asking;
    expect_refusal(asking.ask("console-1", question("incidnts")), "unknown_question", "ask",
                   R"(unknown question "incidnts"; did you mean "incidents"?)");
    expect_refusal(asking.ask("console-1", question("")), "unknown_question", "ask", R"(unknown question "")");
}

TEST(Answer, HoldsOneToTwoHundredItems) {
    const Asking asking;
    for (const auto& [limit, code] : {std::pair{0, "bad_value"}, {-1, "bad_value"}, {201, "too_many"}}) {
        core::Query query = question("incidents");
        query.limit = limit;
        expect_refusal(asking.ask("console-1", query), code, "limit", "limit is 1 to 200");
    }
    for (const std::int32_t limit : {1, 200}) {
        core::Query query = question("units");
        query.limit = limit;
        EXPECT_TRUE(asking.ask("console-1", query).ok);
    }
}

TEST(IncidentsAnswer, GivesPagesInOrderOfIdUntilTheEnd) {
    Asking asking;
    const auto opened = asking.opens(5, "noise_nuisance");
    core::Query query = question("incidents");
    query.limit = 2;
    std::vector<core::IncidentId> seen;
    std::vector<std::size_t> pages;
    do {
        const auto page = asking.ask("console-1", query);
        EXPECT_EQ(page.total, 5);
        for (const core::IncidentId& id : ids_of(page)) seen.push_back(id);
        pages.push_back(page.incidents->size());
        query.after = page.next;
    } while (!query.after.empty() && pages.size() < 10);
    EXPECT_THAT(seen, ElementsAreArray(opened));
    EXPECT_THAT(pages, ElementsAre(2U, 2U, 1U));
}

TEST(IncidentsAnswer, OfAFullLastPageHasNoNext) {
    Asking asking;
    asking.opens(2, "noise_nuisance");
    core::Query query = question("incidents");
    query.limit = 2;
    EXPECT_EQ(asking.ask("console-1", query).next, "");
}

TEST(IncidentsAnswer, LeavesOutTheClosedUnlessAskedFor) {
    Asking asking;
    const auto opened = asking.opens(2, "noise_nuisance");
    core::Command close;
    close.deed = core::Deed::close;
    close.incident = opened[0];
    close.acknowledge = true;
    asking.centre.receives("console-1", close);
    core::Query query = question("incidents");
    EXPECT_THAT(ids_of(asking.ask("console-1", query)), ElementsAre(opened[1]));
    query.status = {core::IncidentStatus::closed};
    EXPECT_THAT(ids_of(asking.ask("console-1", query)), ElementsAre(opened[0]));
    query.status = {core::IncidentStatus::on_scene};
    EXPECT_THAT(ids_of(asking.ask("console-1", query)), IsEmpty());
}

TEST(IncidentsAnswer, GivesNoMoreThanTheAskerMayRead) {
    Asking asking;
    const auto noise = asking.opens(1, "noise_nuisance");
    const auto theft = asking.opens(1, "theft");
    core::Report covert = test::report("theft");
    covert.covert = true;
    const auto secret = asking.centre.receives("coord-ondermijning-1", covert).incident.value();
    const auto seen_by = [&](const char* asker) { return ids_of(asking.ask(asker, question("incidents"))); };
    EXPECT_THAT(seen_by("radio-1"), ElementsAre(noise[0]));
    EXPECT_THAT(seen_by("radio-7"), ElementsAre(theft[0]));
    EXPECT_THAT(seen_by("console-1"), ElementsAre(noise[0], theft[0]));
    EXPECT_THAT(seen_by("opco-1"), ElementsAre(noise[0], theft[0], secret));
    EXPECT_THAT(seen_by("nobody"), IsEmpty());
}

TEST(IncidentsAnswer, OfADivisionIsToldToItsReadersOnly) {
    Asking asking;
    const auto noise = asking.opens(1, "noise_nuisance");
    asking.opens(1, "theft");
    core::Query query = question("incidents");
    query.division = core::DivisionName{"dvl"};
    EXPECT_THAT(ids_of(asking.ask("console-1", query)), ElementsAre(noise[0]));
    expect_refusal(asking.ask("radio-7", query), "not_found", "division", "no such division is known");
    query.division = core::DivisionName{"nowhere"};
    expect_refusal(asking.ask("console-1", query), "not_found", "division", "no such division is known");
}

TEST(IncidentsAnswer, KnowsOnlyItsOwnMarks) {
    const Asking asking;
    core::Query query = question("incidents");
    query.after = "page 2";
    expect_refusal(asking.ask("console-1", query), "bad_value", "after", "after is the next of the page before");
}

TEST(UnitsAnswer, GivesUnitsInPagesByTeamAndDivision) {
    Asking asking;
    core::StatusUpdate update;
    update.status = core::UnitStatus::busy;
    asking.centre.receives("radio-7", update);
    core::Query query = question("units");
    query.limit = 3;
    auto result = asking.ask("console-1", query);
    EXPECT_EQ(result.total, 4);
    ASSERT_THAT(result.units.value(), SizeIs(3));
    EXPECT_EQ(result.next, "radio-7");
    EXPECT_EQ(result.units->at(2).status, core::UnitStatus::busy);
    query.after = result.next;
    result = asking.ask("console-1", query);
    EXPECT_EQ(result.total, 4);
    ASSERT_THAT(result.units.value(), SizeIs(1));
    EXPECT_EQ(result.units->at(0).unit.text, "radio-8");
    EXPECT_EQ(result.next, "");
    query.after = "";
    query.team = core::TeamName{"it-overlast"};
    EXPECT_EQ(asking.ask("console-1", query).total, 2);
    query.division = core::DivisionName{"dvo"};
    EXPECT_EQ(asking.ask("console-1", query).total, 0);
}

TEST(UnitsAnswer, GivesNoMoreThanTheAskerMayRead) {
    const Asking asking;
    EXPECT_EQ(asking.ask("radio-1", question("units")).total, 2);
    core::Query query = question("units");
    query.division = core::DivisionName{"dvo"};
    expect_refusal(asking.ask("radio-1", query), "not_found", "division", "no such division is known");
}

}  // namespace
}  // namespace paraat::projection
