#include "hub/projection/areas.hpp"

#include <gmock/gmock.h>

#include "tests/unit/projection/asking.hpp"

namespace paraat::projection {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

// Rules that say how many incidents they were shown, in place of a risk.
class NamedAreas : public test::ScriptedRules {
public:
    std::vector<std::string> area_names() const override {
        std::vector<std::string> names;
        for (const auto& [name, shape] : shapes) names.push_back(name);
        return names;
    }
    core::AreaShape area_shape(const std::string& name) const override { return shapes.at(name); }
    std::int64_t risk_thousandths(const std::string& area, const core::Surroundings& around, Instant,
                                  Milliseconds half_life) const override {
        EXPECT_EQ(half_life, 12h);
        const auto found = around.marked(core::Mark::area, area, {core::retired_after, true});
        return static_cast<std::int64_t>(found.incidents.size()) * 1'000;
    }

    std::map<std::string, core::AreaShape> shapes;
};

class AreasAnswer : public testing::Test {
protected:
    AreasAnswer() {
        rules.shapes["centrum"] = {{square(0)}};
        asking.centre.asked_rules = &rules;
    }
    static std::vector<core::Position> square(std::int32_t from) {
        return {{from, from}, {from, from + 100}, {from + 100, from + 100}, {from + 100, from}};
    }
    core::QueryResult ask(const std::string& asker, std::int32_t limit = 50, const std::string& after = "") {
        core::Query query = question("areas");
        query.limit = limit;
        query.after = after;
        return asking.ask(asker, query);
    }
    std::vector<std::string> names(const core::QueryResult& result) {
        std::vector<std::string> all;
        for (const core::AreaView& area : result.areas.value().areas) all.push_back(area.name);
        return all;
    }
    std::string geometry(const core::AreaShape& shape) {
        rules.shapes = {{"centrum", shape}};
        return ask("radio-1").areas->areas.front().geometry;
    }
    std::int64_t risk(const std::string& asker) { return ask(asker).areas->areas.front().risk_thousandths; }
    core::IncidentId happens(const std::string& category, const std::string& by,
                             const std::function<void(core::Report&)>& change = {}) {
        core::Report report = test::report(category, 50.0 + 0.1 * opened_++);
        report.area = "centrum";
        if (change) change(report);
        return asking.centre.receives(by, report).incident.value();
    }

    Asking asking;
    NamedAreas rules;
    int opened_ = 0;
};

TEST_F(AreasAnswer, ArePolygonsOfGeoJson) {
    EXPECT_EQ(ask("radio-1").areas->half_life, 12h);
    const core::AreaShape one = {{{{519'200'000, 44'800'000}, {519'200'000, 45'000'000}, {519'300'000, 45'000'000}}}};
    EXPECT_EQ(geometry(one),
              R"({"type":"Polygon","coordinates":[[[4.48,51.92],[4.5,51.92],[4.5,51.93],[4.48,51.92]]]})");
    const core::AreaShape two = {{square(0), square(10)}, {square(1'000)}};
    EXPECT_EQ(
        geometry(two),
        R"({"type":"MultiPolygon","coordinates":[)"
        R"([[[0,0],[0.00001,0],[0.00001,0.00001],[0,0.00001],[0,0]],)"
        R"([[0.000001,0.000001],[0.000011,0.000001],[0.000011,0.000011],[0.000001,0.000011],[0.000001,0.000001]]],)"
        R"([[[0.0001,0.0001],[0.00011,0.0001],[0.00011,0.00011],[0.0001,0.00011],[0.0001,0.0001]]]]})");
}

TEST_F(AreasAnswer, HaveAtMostSixDecimals) {
    EXPECT_EQ(geometry({{{{-519'200'004, -4}, {519'200'005, 1'799'999'999}, {10'000'000, -10'000'000}}}}),
              R"({"type":"Polygon","coordinates":[[[0,-51.92],[180,51.920001],[-1,1],[0,-51.92]]]})");
}

TEST_F(AreasAnswer, CountWhatTheAskerMayRead) {
    happens("theft", "radio-7");           // of dvo
    happens("noise_nuisance", "radio-1");  // of dvl
    EXPECT_EQ(risk("console-1"), 2'000);
    EXPECT_EQ(risk("radio-1"), 1'000);
    EXPECT_EQ(risk("coord-ondermijning-1"), 1'000);
}

TEST_F(AreasAnswer, AreTheSameForTheUnclearedWhateverIsDoneCovertly) {
    happens("theft", "radio-7");
    const std::vector<std::string> uncleared = {"console-1", "radio-7", "radio-1"};
    std::vector<core::QueryResult> before;
    for (const auto& asker : uncleared) before.push_back(ask(asker));
    happens("theft", "coord-ondermijning-1", [](core::Report& report) { report.covert = true; });
    for (std::size_t i = 0; i < uncleared.size(); ++i) EXPECT_EQ(ask(uncleared[i]), before[i]) << uncleared[i];
    EXPECT_EQ(risk("opco-1"), 2'000);
}

TEST_F(AreasAnswer, CountNoDrill) {
    happens("theft", "radio-7", [](core::Report& report) { report.exercise = true; });
    EXPECT_EQ(risk("opco-1"), 0);
}

TEST_F(AreasAnswer, CountAClosedOneForAsLongAsItIsKnown) {
    const auto theft = happens("theft", "radio-7");
    core::Command close;
    close.deed = core::Deed::close;
    close.incident = theft;
    close.acknowledge = true;
    ASSERT_FALSE(asking.centre.receives("console-1", close).refusal);
    EXPECT_EQ(risk("console-1"), 1'000);
    asking.centre.passes(core::retired_after + 1ms);
    EXPECT_EQ(risk("console-1"), 0);
}

TEST_F(AreasAnswer, ComeInPagesByName) {
    rules.shapes = {{"a", {{square(0)}}}, {"b", {{square(0)}}}, {"c", {{square(0)}}}};
    const auto first = ask("console-1", 2);
    EXPECT_THAT(names(first), ElementsAre("a", "b"));
    EXPECT_EQ(first.total, 3);
    EXPECT_EQ(first.next, "b");
    const auto rest = ask("console-1", 2, first.next);
    EXPECT_THAT(names(rest), ElementsAre("c"));
    EXPECT_EQ(rest.next, "");
}

TEST_F(AreasAnswer, EndAPageBeforeAMessageIsFull) {
    const std::vector<core::Position> long_ring(1'000, {512'345'678, 41'234'567});
    for (int i = 0; i < 9; ++i) rules.shapes["zone-" + std::to_string(i)] = {{long_ring}};
    const auto page = ask("console-1");
    EXPECT_THAT(names(page), ElementsAre("centrum", "zone-0"));
    EXPECT_THAT(names(ask("console-1", 50, page.next)), ElementsAre("zone-1"));
}

TEST_F(AreasAnswer, LeaveOutAShapeThatNoMessageHasRoomFor) {
    rules.shapes["centrum"] = {{std::vector<core::Position>(10'000, {512'345'678, 41'234'567})}};
    rules.shapes["noord"] = {{square(0)}};
    const auto result = ask("console-1");
    EXPECT_THAT(names(result), ElementsAre("centrum", "noord"));
    EXPECT_EQ(result.areas->areas.front().geometry, "");
    EXPECT_NE(result.areas->areas.back().geometry, "");
}

TEST_F(AreasAnswer, OfRulesThatNameNoneAreAnEmptyList) {
    rules.shapes.clear();
    const auto result = ask("console-1");
    EXPECT_TRUE(result.ok);
    EXPECT_EQ(result.total, 0);
    EXPECT_THAT(result.areas->areas, IsEmpty());
}

TEST_F(AreasAnswer, AreNotForPeopleOutside) {
    EXPECT_EQ(ask("citizen-1").code, "not_found");
}

}  // namespace
}  // namespace paraat::projection
