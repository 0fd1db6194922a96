#include <gmock/gmock.h>

#include "tests/unit/projection/asking.hpp"

namespace paraat::projection {
namespace {

using namespace std::chrono_literals;
using core::HandoverKind;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kinds[] = {"open",        "waiting",    "silenced",   "shelved", "unacknowledged",
                                 "instruction", "offered_to", "offered_by", "device",  "note"};

class HandoverList : public testing::Test {
protected:
    core::IncidentId opens(const std::string& category, const std::string& by = "radio-1", bool is_covert = false) {
        core::Report report = test::report(category, 50.0 + 0.1 * opened_++);
        report.covert = is_covert;
        return asking.centre.receives(by, report).incident.value();
    }
    core::Outcome does(const std::string& client, core::Deed deed, const core::IncidentId& incident,
                       const std::string& text = "", std::optional<Milliseconds> until = {}) {
        core::Command command;
        command.deed = deed;
        command.incident = incident;
        command.text = text;
        if (until) command.until = asking.centre.now + *until;
        return asking.centre.receives(client, command);
    }
    void acknowledges(const std::string& client, const core::IncidentId& incident) {
        asking.centre.receives(client, core::Ack{incident, {}, {}, core::Answer::acknowledged, ""});
    }
    core::QueryResult ask(const std::string& asker, const std::string& unit = "") {
        core::Query query = question("handover");
        query.limit = 200;
        if (!unit.empty()) query.unit = core::ClientName{unit};
        return asking.ask(asker, query);
    }
    // "waiting P2 by coord: text", with a star when it is not its own.
    std::vector<std::string> list(const std::string& asker, const std::string& unit = "") {
        std::vector<std::string> lines;
        const auto result = ask(asker, unit);
        for (const core::HandoverItem& item : result.handover.value().items) {
            lines.push_back((item.own ? "" : "*") + std::string(kinds[static_cast<int>(item.kind)]) + " " +
                            item.by.text + item.unit.text + ": " + item.text);
        }
        return lines;
    }

    Asking asking;
    int opened_ = 0;
};

TEST_F(HandoverList, NamesWhatIsInHandAndWhatWaits) {
    const auto claimed = opens("theft");
    does("console-1", core::Deed::claim, claimed);
    const auto waiting = opens("shooting");
    acknowledges("console-1", waiting);
    const auto result = ask("console-1");
    ASSERT_TRUE(result.ok);
    EXPECT_EQ(result.handover->client.text, "console-1");
    const auto& items = result.handover->items;
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(result.total, 2);
    EXPECT_EQ(items[0].kind, HandoverKind::open);
    EXPECT_EQ(items[0].incident, claimed);
    EXPECT_EQ(items[0].text, "claimed");
    EXPECT_EQ(items[0].until, asking.centre.state.incident(claimed)->claimed_until);
    EXPECT_EQ(items[1].kind, HandoverKind::waiting);
    EXPECT_EQ(items[1].incident, waiting);
    EXPECT_EQ(items[1].since, asking.centre.now);
    EXPECT_EQ(items[1].priority, 1);
    EXPECT_TRUE(items[1].own);
}

TEST_F(HandoverList, SaysWhyAndUntilWhenSomethingRests) {
    const auto shelved = opens("theft");
    acknowledges("console-1", shelved);
    does("console-1", core::Deed::shelve, shelved, "after the match", 30min);
    const auto items = ask("console-1").handover->items;
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].kind, HandoverKind::shelved);
    EXPECT_EQ(items[0].text, "after the match");
    EXPECT_EQ(items[0].until, asking.centre.now + 30min);
    EXPECT_THAT(list("opco-1"), ElementsAre("*shelved console-1: after the match"));
    EXPECT_THAT(list("coord-ondermijning-1"), ElementsAre("*shelved console-1: after the match"));
    EXPECT_THAT(list("coord-overlast-1"), IsEmpty());
}

TEST_F(HandoverList, OfThoseWhoCommandNamesWhatNobodyTook) {
    const auto noise = opens("noise_nuisance");
    const auto theft = opens("theft");
    EXPECT_THAT(list("coord-overlast-1"), ElementsAre("*unacknowledged : "));
    EXPECT_THAT(list("console-1"), ElementsAre("*unacknowledged : ", "*unacknowledged : "));
    EXPECT_EQ(ask("console-1").handover->items[0].incident, noise);
    EXPECT_THAT(list("radio-7"), IsEmpty());
    does("console-1", core::Deed::claim, theft);
    EXPECT_THAT(list("console-1"), ElementsAre("open console-1: claimed", "*unacknowledged : "));
    EXPECT_THAT(list("console-2"), ElementsAre("*unacknowledged : ", "*unacknowledged : "));
}

TEST_F(HandoverList, NamesWhatWasAcknowledgedAndLeftLying) {
    const auto theft = opens("theft");
    acknowledges("console-1", theft);
    EXPECT_THAT(list("coord-ondermijning-1"), ElementsAre("*waiting : "));
    core::Command assign;
    assign.deed = core::Deed::assign;
    assign.incident = theft;
    assign.division = core::DivisionName{"dvo"};
    assign.unit = core::ClientName{"radio-7"};
    asking.centre.receives("console-1", assign);
    EXPECT_THAT(list("coord-ondermijning-1"), IsEmpty());
    EXPECT_THAT(list("radio-7"), ElementsAre("open radio-7: assigned"));
}

TEST_F(HandoverList, NamesOrdersThatNobodyAnswered) {
    core::Instruct instruct;
    instruct.to = "unit/radio-7";
    instruct.text = "go and look";
    instruct.respond_by = asking.centre.now + 10min;
    const auto given = asking.centre.receives("console-1", instruct).instruction.value();
    const auto items = ask("console-1").handover->items;
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].kind, HandoverKind::instruction);
    EXPECT_EQ(items[0].instruction, given);
    EXPECT_EQ(items[0].to, "unit/radio-7");
    EXPECT_EQ(items[0].until, instruct.respond_by);
    EXPECT_THAT(list("console-2"), IsEmpty());
    asking.centre.receives("radio-7", core::Ack{{}, given, {}, core::Answer::accepted, ""});
    EXPECT_THAT(list("console-1"), IsEmpty());
}

TEST_F(HandoverList, NamesDevicesThatAreAway) {
    asking.centre.hears("radio-1");
    asking.centre.hears("radio-7");
    const Instant heard = asking.centre.now;
    asking.centre.passes(10min);
    EXPECT_THAT(list("coord-overlast-1"), ElementsAre("*device radio-1: lost, silent"));
    EXPECT_THAT(list("console-1"), ElementsAre("*device radio-1: lost, silent", "*device radio-7: lost, silent"));
    EXPECT_EQ(ask("console-1").handover->items[0].since, heard);
    core::Command end;
    end.deed = core::Deed::shift_end;
    asking.centre.receives("radio-1", end);
    EXPECT_THAT(list("coord-overlast-1"), IsEmpty());
}

TEST_F(HandoverList, TellsNotesSinceTheShiftBegan) {
    const auto theft = opens("theft");
    acknowledges("console-1", theft);
    does("console-2", core::Deed::note, theft, "before");
    asking.centre.passes(1h);
    core::Command begin;
    begin.deed = core::Deed::shift_start;
    asking.centre.receives("coord-ondermijning-1", begin);
    does("console-2", core::Deed::note, theft, "two men");
    EXPECT_THAT(list("coord-ondermijning-1"), ElementsAre("*waiting : ", "*note console-2: two men"));
    EXPECT_EQ(ask("coord-ondermijning-1").handover->since, asking.centre.now);
    EXPECT_THAT(list("console-1"), Contains("*note console-2: before"));
    asking.centre.passes(12h);
    EXPECT_THAT(list("console-1"), Not(Contains(HasSubstr("before"))));
}

TEST_F(HandoverList, NamesWhatIsOfferedToBoth) {
    const auto theft = opens("shooting");
    acknowledges("console-1", theft);
    core::Command offer;
    offer.deed = core::Deed::handover;
    offer.to = core::ClientName{"console-2"};
    offer.text = "they ran";
    asking.centre.receives("console-1", offer);
    EXPECT_THAT(list("console-1"),
                ElementsAre(testing::StartsWith("waiting console-1: "), "offered_by console-1console-2: they ran"));
    EXPECT_THAT(list("console-2"), Contains("offered_to console-1console-2: they ran"));
}

TEST_F(HandoverList, OfAnotherIsForThoseWhoMayInstructIt) {
    const auto theft = opens("shooting");
    acknowledges("coord-ondermijning-1", theft);
    EXPECT_THAT(list("opco-1", "coord-ondermijning-1"), Contains(HasSubstr("waiting coord-ondermijning-1")));
    for (const auto& [asker, unit] :
         {std::pair{"radio-7", "coord-ondermijning-1"}, {"coord-overlast-1", "radio-7"}, {"console-1", "nobody"}}) {
        const auto result = ask(asker, unit);
        EXPECT_EQ(result.code, "not_found") << asker;
        EXPECT_EQ(result.field, "unit") << asker;
    }
    EXPECT_EQ(ask("nobody").field, "ask");
}

TEST_F(HandoverList, HoldsNoCovertWorkForWhoMayNotKnowIt) {
    const auto theft = opens("theft");
    acknowledges("coord-ondermijning-1", theft);
    const auto without = ask("console-1", "coord-ondermijning-1");
    const auto secret = opens("theft", "coord-ondermijning-1", true);
    acknowledges("coord-ondermijning-1", secret);
    does("coord-ondermijning-1", core::Deed::note, secret, "they meet at nine");
    does("coord-ondermijning-1", core::Deed::shelve, secret, "later", 30min);
    EXPECT_EQ(ask("console-1", "coord-ondermijning-1"), without);
    EXPECT_THAT(list("coord-ondermijning-1"), Contains("shelved coord-ondermijning-1: later"));
    EXPECT_THAT(list("opco-1", "coord-ondermijning-1"), Contains("note coord-ondermijning-1: they meet at nine"));
}

TEST_F(HandoverList, OfAnOfferIsTheSameWhateverCovertWorkThereIs) {
    const auto offer_to = [&](const std::string& to) {
        core::Command offer;
        offer.deed = core::Deed::handover;
        offer.to = core::ClientName{to};
        asking.centre.receives("coord-ondermijning-1", offer);
    };
    offer_to("console-1");
    const auto bare = list("console-1");
    EXPECT_THAT(bare, ElementsAre("offered_to coord-ondermijning-1console-1: "));
    const auto without = list("console-2", "coord-ondermijning-1");
    EXPECT_THAT(without, IsEmpty());
    core::Instruct order;
    order.incident = opens("theft", "coord-ondermijning-1", true);
    order.to = "role/opco";
    order.text = "who are they";
    asking.centre.receives("coord-ondermijning-1", order);
    offer_to("console-1");
    EXPECT_EQ(list("console-1"), bare);
    EXPECT_EQ(list("console-2", "coord-ondermijning-1"), without);
    offer_to("opco-1");
    EXPECT_EQ(list("console-2", "coord-ondermijning-1"), without);
    // What is covert stays with who does not work covertly.
    EXPECT_THAT(list("opco-1"), Contains("offered_to coord-ondermijning-1opco-1: "));
    EXPECT_THAT(list("opco-1"), testing::Not(Contains("offered_to coord-ondermijning-1opco-1: who are they")));
}

TEST_F(HandoverList, ComesInPages) {
    for (int i = 0; i < 5; ++i) opens("theft");
    core::Query query = question("handover");
    query.limit = 2;
    std::vector<std::size_t> pages;
    do {
        const auto page = asking.ask("console-1", query);
        EXPECT_EQ(page.total, 5);
        pages.push_back(page.handover->items.size());
        query.after = page.next;
    } while (!query.after.empty() && pages.size() < 9);
    EXPECT_THAT(pages, ElementsAre(2U, 2U, 1U));
    query.after = "x";
    EXPECT_EQ(asking.ask("console-1", query).field, "after");
}

}  // namespace
}  // namespace paraat::projection
