#include "hub/projection/instructions.hpp"

#include <gmock/gmock.h>

#include "hub/projection/alert.hpp"
#include "hub/projection/page.hpp"
#include "tests/support/accounts.hpp"
#include "tests/unit/projection/asking.hpp"

namespace paraat::projection {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class InstructionsAnswer : public testing::Test {
protected:
    core::InstructionId orders(const std::string& by, const std::string& to,
                               const std::optional<core::IncidentId>& incident = {}, const std::string& text = "go") {
        core::Instruct order;
        order.to = to;
        order.text = text;
        order.incident = incident;
        return asking.centre.receives(by, order).instruction.value();
    }
    void answers(const std::string& client, const core::InstructionId& order, core::Answer answer,
                 const std::string& text = "") {
        asking.centre.receives(client, core::Ack{{}, order, {}, answer, text});
    }
    core::QueryResult ask(const std::string& asker, std::int32_t limit = 50, const std::string& after = "") {
        core::Query query = question("instructions");
        query.limit = limit;
        query.after = after;
        return asking.ask(asker, query);
    }
    std::vector<core::InstructionId> ids(const core::QueryResult& result) {
        std::vector<core::InstructionId> all;
        for (const core::InstructionLife& life : result.instructions.value()) {
            all.push_back(life.order.instruction);
        }
        return all;
    }
    bool is_told(const std::string& asker, const core::InstructionId& order) {
        const auto all = ids(ask(asker));
        return std::find(all.begin(), all.end(), order) != all.end();
    }
    core::IncidentId incident(bool is_covert = false) {
        core::Report report = test::report("theft", 50.0 + 0.1 * opened_++);
        report.covert = is_covert;
        return asking.centre.receives("coord-ondermijning-1", report).incident.value();
    }
    static std::vector<std::string> texts(const std::vector<core::ClientName>& names) {
        std::vector<std::string> all;
        for (const core::ClientName& name : names) all.push_back(name.text);
        return all;
    }

    Asking asking;
    int opened_ = 0;
};

TEST_F(InstructionsAnswer, TellAnOrderAsItsTopicDoesAndWhoSaidNothingYet) {
    const auto order = orders("coord-overlast-1", "team/it-overlast");
    asking.centre.passes(1s);
    answers("radio-1", order, core::Answer::read);
    const auto result = ask("coord-overlast-1");
    ASSERT_EQ(result.total, 1);
    const core::InstructionLife life = result.instructions->front();
    EXPECT_EQ(life.order, view_of(*asking.centre.state.instruction(order)));
    ASSERT_EQ(life.order.answers.size(), 1U);
    EXPECT_EQ(life.order.answers.front(),
              (core::InstructionAnswer{core::ClientName{"radio-1"}, core::Answer::read, asking.centre.now, ""}));
    EXPECT_THAT(texts(life.silent), ElementsAre("radio-2"));
    EXPECT_THAT(life.left, IsEmpty());
    EXPECT_EQ(life.addressees, 2);
}

TEST_F(InstructionsAnswer, TellOfNoIncidentToAUnitItsWholeLife) {
    const auto order = orders("console-1", "unit/radio-1");
    for (const auto answer : {core::Answer::delivered, core::Answer::accepted, core::Answer::done}) {
        answers("radio-1", order, answer);
        const auto life = ask("console-1").instructions->front();
        EXPECT_EQ(life.order.answers.front().answer, answer);
        EXPECT_THAT(life.silent, IsEmpty());
        EXPECT_EQ(life.ended_at.has_value(), answer == core::Answer::done);
    }
    EXPECT_EQ(ask("console-1").instructions->front().order.state, core::InstructionState::done);
    EXPECT_EQ(ask("console-1").instructions->front().ended_at, asking.centre.now);
}

TEST_F(InstructionsAnswer, TellWhoLeft) {
    const auto order = orders("console-1", "team/it-overlast");
    core::Command end;
    end.deed = core::Deed::shift_end;
    asking.centre.receives("radio-2", end);
    asking.centre.passes(1s);
    const auto life = ask("console-1").instructions->front();
    EXPECT_EQ(life.order.instruction, order);
    EXPECT_THAT(texts(life.left), ElementsAre("radio-2"));
    EXPECT_THAT(texts(life.silent), ElementsAre("radio-1"));
    EXPECT_EQ(life.addressees, 2);
}

TEST_F(InstructionsAnswer, AreForWhoGaveThemWhomTheyAreForAndWhoCommandsThere) {
    const auto unit = orders("coord-overlast-1", "unit/radio-1");
    for (const char* client : {"coord-overlast-1", "radio-1", "console-2", "opco-1"}) {
        EXPECT_TRUE(is_told(client, unit)) << client;
    }
    // The board of a division is read by its members; what is ordered to one of them is not.
    for (const char* client : {"radio-2", "radio-7", "coord-ondermijning-1"}) {
        EXPECT_FALSE(is_told(client, unit)) << client;
    }
    const auto role = orders("coord-overlast-1", "role/opco");
    EXPECT_TRUE(is_told("coord-overlast-1", role));
    EXPECT_TRUE(is_told("opco-1", role));
    EXPECT_FALSE(is_told("coord-ondermijning-1", role));
}

TEST_F(InstructionsAnswer, ToATeamOrADivisionAreForWhoReadsItsTopic) {
    const auto team = orders("console-1", "team/it-overlast");
    EXPECT_TRUE(is_told("radio-2", team));
    EXPECT_TRUE(is_told("coord-overlast-1", team));
    EXPECT_FALSE(is_told("radio-7", team));
    const auto division = orders("console-1", "division/dvo");
    EXPECT_TRUE(is_told("radio-7", division));
    EXPECT_FALSE(is_told("radio-1", division));
    EXPECT_FALSE(is_told("coord-overlast-1", division));
}

TEST_F(InstructionsAnswer, OfCovertWorkAreNotCountedForTheUncleared) {
    const auto open = orders("console-1", "unit/radio-1");
    const auto before = ask("console-1");
    const auto covert = orders("opco-1", "role/coord-ondermijning", incident(true));
    EXPECT_TRUE(is_told("opco-1", covert));
    EXPECT_EQ(ask("console-1"), before);
    EXPECT_THAT(ids(ask("console-1")), ElementsAre(open));
}

TEST_F(InstructionsAnswer, ToACovertUnitAreForTheClearedOnly) {
    test::make_covert(asking.centre.organisation, "radio-1");
    const auto order = orders("coord-overlast-1", "unit/radio-1");
    EXPECT_TRUE(is_told("coord-overlast-1", order));
    EXPECT_TRUE(is_told("radio-1", order));
    EXPECT_EQ(ask("console-1").total, 0);
}

TEST_F(InstructionsAnswer, NameNobodyWhoWorksCovertlySinceToTheUncleared) {
    const auto order = orders("console-1", "team/it-overlast");
    answers("radio-1", order, core::Answer::read);
    for (const char* name : {"radio-1", "radio-2"}) test::make_covert(asking.centre.organisation, name);
    const auto life = ask("console-1").instructions->front();
    EXPECT_THAT(life.order.answers, IsEmpty());
    EXPECT_THAT(life.silent, IsEmpty());
    EXPECT_EQ(life.addressees, 0);
    EXPECT_EQ(ask("opco-1").instructions->front().addressees, 2);
}

TEST_F(InstructionsAnswer, ToOneUnitAreKeptFromTheUnclearedWhenItIsCovert) {
    const auto order = orders("console-1", "unit/radio-1");
    EXPECT_TRUE(is_told("console-1", order));
    test::make_covert(asking.centre.organisation, "radio-1");
    EXPECT_FALSE(is_told("console-1", order));
    EXPECT_TRUE(is_told("opco-1", order));
}

TEST_F(InstructionsAnswer, AboutAPanicAreKeptFromItsUnitButWhatIsForIt) {
    core::Command end;
    end.deed = core::Deed::shift_end;
    asking.centre.receives("radio-1", end);
    core::StatusUpdate panic;
    panic.panic = true;
    const auto pressed = asking.centre.receives("radio-1", panic).incident.value();
    const auto to_unit = orders("console-1", "unit/radio-2", pressed);
    EXPECT_FALSE(is_told("radio-1", to_unit));
    EXPECT_TRUE(is_told("radio-2", to_unit));
    // It is of the team, so that it would read what is for that; but this is for those who are on duty.
    EXPECT_FALSE(is_told("radio-1", orders("console-1", "team/it-overlast", pressed)));
    EXPECT_TRUE(is_told("radio-1", orders("console-1", "team/it-overlast")));
    core::Command start;
    start.deed = core::Deed::shift_start;
    asking.centre.receives("radio-1", start);
    EXPECT_TRUE(is_told("radio-1", orders("console-1", "team/it-overlast", pressed)));
}

TEST_F(InstructionsAnswer, LeaveOutWhatEndedHalfADayAgo) {
    const auto stands = orders("console-1", "unit/radio-1");
    const auto ended = orders("console-1", "unit/radio-2");
    answers("radio-2", ended, core::Answer::done);
    asking.centre.passes(12h - 1ms);
    EXPECT_THAT(ids(ask("console-1")), ElementsAre(ended, stands));
    asking.centre.passes(1ms);
    EXPECT_THAT(ids(ask("console-1")), ElementsAre(stands));
}

TEST_F(InstructionsAnswer, ComeInPagesTheNewestFirst) {
    std::vector<core::InstructionId> given;
    for (int i = 0; i < 5; ++i) given.insert(given.begin(), orders("console-1", "unit/radio-1"));
    const auto first = ask("console-1", 2);
    EXPECT_THAT(ids(first), ElementsAre(given[0], given[1]));
    EXPECT_EQ(first.total, 5);
    // What comes meanwhile moves nothing.
    orders("console-1", "unit/radio-2");
    const auto second = ask("console-1", 2, first.next);
    EXPECT_THAT(ids(second), ElementsAre(given[2], given[3]));
    EXPECT_EQ(second.total, 6);
    const auto rest = ask("console-1", 2, second.next);
    EXPECT_THAT(ids(rest), ElementsAre(given[4]));
    EXPECT_EQ(rest.next, "");
    EXPECT_EQ(ask("console-1", 2, "x").code, "bad_value");
}

TEST_F(InstructionsAnswer, EndAPageBeforeAMessageIsFull) {
    for (int i = 0; i < 20; ++i) orders("console-1", "unit/radio-1", {}, std::string(4'000, 'x'));
    const auto page = ask("console-1");
    EXPECT_EQ(page.total, 20);
    EXPECT_LT(page.instructions->size(), 12U);
    EXPECT_GT(page.instructions->size(), 5U);
    EXPECT_EQ(page.next, page.instructions->back().order.instruction.text());
}

TEST_F(InstructionsAnswer, OfVeryManyNameSome) {
    const auto order = orders("console-1", "team/it-overlast");
    core::Instruction& large = asking.centre.state.instructions.at(order);
    for (int i = 0; i < 500; ++i) {
        const core::ClientName client{"more-" + std::to_string(i)};
        large.addressees.push_back(client);
        if (i < 200) large.answers[client] = {client, core::Answer::read, asking.centre.now, ""};
        if (i >= 400) large.left.insert(client);
    }
    const auto life = ask("console-1").instructions->front();
    EXPECT_EQ(life.addressees, 502);
    EXPECT_EQ(life.order.answers.size(), 150U);
    EXPECT_EQ(life.silent.size(), 100U);
    EXPECT_EQ(life.left.size(), 100U);
}

TEST_F(InstructionsAnswer, OfNoneAreAnEmptyList) {
    const auto result = ask("radio-1");
    EXPECT_TRUE(result.ok);
    EXPECT_EQ(result.total, 0);
    EXPECT_THAT(result.instructions.value(), IsEmpty());
}

TEST_F(InstructionsAnswer, AreNotForPeopleOutside) {
    orders("console-1", "unit/radio-1");
    EXPECT_EQ(ask("citizen-1").code, "not_found");
    EXPECT_EQ(ask("nobody-1").code, "not_found");
}

}  // namespace
}  // namespace paraat::projection
