#include <gmock/gmock.h>

#include "hub/projection/alert.hpp"
#include "tests/unit/projection/asking.hpp"

namespace paraat::projection {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::SizeIs;

core::Query about(const core::IncidentId& incident) {
    core::Query query = question("incident");
    query.incident = incident;
    return query;
}

std::vector<std::string> numbered(const core::QueryResult& result) {
    std::vector<std::string> lines;
    for (const core::TimelineEntry& entry : result.timeline.value()) {
        lines.push_back(std::to_string(entry.n) + " " + entry.what);
    }
    return lines;
}

TEST(IncidentAnswer, GivesTheIncidentAndItsNumberedTimeline) {
    Asking asking;
    const auto incident = asking.centre.receives("radio-1", test::report("shooting")).incident.value();
    const auto result = asking.ask("radio-7", about(incident));
    ASSERT_TRUE(result.ok);
    EXPECT_EQ(result.rev, 3U);
    EXPECT_EQ(result.incident->incident, incident);
    EXPECT_EQ(result.incident->division, core::DivisionName{"dvo"});
    EXPECT_EQ(result.total, 4);
    EXPECT_EQ(result.next, "");
    EXPECT_THAT(numbered(result),
                ElementsAre("1 report_received", "2 incident_opened", "3 routed", "4 escalation_stepped"));
}

TEST(IncidentAnswer, GivesTheTimelineInPages) {
    Asking asking;
    const auto incident = asking.centre.receives("radio-1", test::report("shooting")).incident.value();
    core::Query query = about(incident);
    query.limit = 3;
    query.after = "0";
    auto page = asking.ask("console-1", query);
    EXPECT_EQ(page.total, 4);
    EXPECT_THAT(numbered(page), ElementsAre("1 report_received", "2 incident_opened", "3 routed"));
    EXPECT_EQ(page.next, "3");
    query.after = page.next;
    page = asking.ask("console-1", query);
    EXPECT_EQ(page.total, 4);
    EXPECT_THAT(numbered(page), ElementsAre("4 escalation_stepped"));
    EXPECT_EQ(page.next, "");
}

TEST(IncidentAnswer, IsNotFoundByThoseWhoMayNotKnow) {
    Asking asking;
    core::Report covert = test::report("theft");
    covert.covert = true;
    const auto secret = asking.centre.receives("coord-ondermijning-1", covert).incident.value();
    const core::IncidentId unknown{Ulid::parse("01jd8000000000000000000001").value()};
    for (const auto& [asker, incident] :
         {std::pair{"console-1", unknown}, {"console-1", secret}, {"radio-7", secret}, {"nobody", secret}}) {
        const auto result = asking.ask(asker, about(incident));
        EXPECT_FALSE(result.ok) << asker;
        EXPECT_EQ(result.code, "not_found") << asker;
        EXPECT_EQ(result.field, "incident") << asker;
        EXPECT_EQ(result.error, "no such incident is known") << asker;
        EXPECT_FALSE(result.incident) << asker;
    }
    EXPECT_TRUE(asking.ask("opco-1", about(secret)).ok);
    EXPECT_EQ(asking.ask("opco-1", question("incident")).code, "not_found");
}

TEST(IncidentAnswer, KnowsOnlyNumbersAsMarks) {
    Asking asking;
    const auto incident = asking.centre.receives("radio-1", test::report("theft")).incident.value();
    core::Query query = about(incident);
    for (const char* after : {"x", "1x", "-1", "99999999999999999999"}) {
        query.after = after;
        const auto result = asking.ask("console-1", query);
        EXPECT_EQ(result.code, "bad_value") << after;
        EXPECT_EQ(result.field, "after") << after;
        EXPECT_FALSE(result.incident) << after;
    }
}

TEST(IncidentAnswer, KeepsTheWordsOfOthersFromTheUnitWhosePanicItIs) {
    Asking asking;
    core::StatusUpdate press;
    press.panic = true;
    const auto incident = asking.centre.receives("radio-7", press).incident.value();
    core::Command note;
    note.deed = core::Deed::note;
    note.incident = incident;
    note.text = "we come by the back door";
    asking.centre.receives("console-1", note);
    asking.centre.receives("radio-8", core::Ack{incident, {}, {}, core::Answer::acknowledged, "two minutes"});
    note.text = "mine";
    asking.centre.receives("radio-7", note);
    const auto words = [&](const std::string& asker) {
        std::vector<std::string> all;
        const auto result = asking.ask(asker, about(incident));
        for (const core::TimelineEntry& entry : result.timeline.value()) {
            if (entry.what == "note_added" || entry.what == "acknowledged") all.push_back(entry.text);
        }
        return all;
    };
    EXPECT_THAT(words("radio-8"), ElementsAre("we come by the back door", "two minutes", "mine"));
    EXPECT_THAT(words("radio-7"), ElementsAre("", "", "mine"));
}

TEST(IncidentAnswer, KeepsAPageOfLongNotesBelowWhatAMessageHolds) {
    Asking asking;
    const auto incident = asking.centre.receives("radio-1", test::report("theft")).incident.value();
    core::Command note;
    note.deed = core::Deed::note;
    note.incident = incident;
    note.text = std::string(4'000, '\n');  // two bytes each in JSON
    for (int i = 0; i < 40; ++i) asking.centre.receives("console-1", note);
    core::Query query = about(incident);
    query.limit = 200;
    std::int64_t expected = 1;
    for (int page_number = 0; page_number < 60; ++page_number) {
        const auto page = asking.ask("console-1", query);
        std::size_t bytes = 0;
        for (const core::TimelineEntry& entry : page.timeline.value()) {
            EXPECT_EQ(entry.n, expected++);
            bytes += 300 + 2 * entry.text.size();
        }
        EXPECT_LE(bytes, 50'000U);
        query.after = page.next;
        if (query.after.empty()) break;
    }
    EXPECT_EQ(expected, 44);
}

TEST(IncidentsAnswer, KeepsAPageOfLongTextsBelowWhatAMessageHolds) {
    Asking asking;
    const auto opened = asking.opens(30, "noise_nuisance", std::string(4'000, '\x01'));  // six bytes each in JSON
    core::Query query = question("incidents");
    query.limit = 200;
    std::vector<core::IncidentId> seen;
    for (int page_number = 0; page_number < 40; ++page_number) {
        const auto page = asking.ask("console-1", query);
        EXPECT_EQ(page.total, 30);
        std::size_t bytes = 0;
        for (const core::Alert& alert : page.incidents.value()) bytes += size_of(alert);
        EXPECT_LE(bytes, 60'000U);
        for (const core::IncidentId& id : ids_of(page)) seen.push_back(id);
        query.after = page.next;
        if (query.after.empty()) break;
    }
    EXPECT_THAT(seen, ElementsAreArray(opened));
}

TEST(IncidentsAnswer, CountsTheReasonsOfPausesAsWell) {
    Asking asking;
    const auto opened = asking.opens(30, "noise_nuisance");
    for (const core::IncidentId& id : opened) {
        asking.centre.receives("console-1", core::Ack{id, {}, {}, core::Answer::acknowledged, ""});
        core::Command shelve;
        shelve.deed = core::Deed::shelve;
        shelve.incident = id;
        shelve.until = asking.centre.now + std::chrono::hours{1};
        shelve.text = std::string(4'000, 'x');
        asking.centre.receives("console-1", shelve);
    }
    core::Query query = question("incidents");
    query.limit = 200;
    const auto page = asking.ask("console-1", query);
    EXPECT_EQ(page.total, 30);
    EXPECT_EQ(page.incidents->front().shelved->text.size(), 4'000U);
    EXPECT_LE(page.incidents->size() * 4'000, 40'000U);
    EXPECT_NE(page.next, "");
}

}  // namespace
}  // namespace paraat::projection
