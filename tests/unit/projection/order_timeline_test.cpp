#include <gmock/gmock.h>

#include "tests/unit/projection/asking.hpp"

namespace paraat::projection {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

core::Instruct order(const std::string& to, const std::string& text, const core::IncidentId& incident) {
    core::Instruct instruct;
    instruct.to = to;
    instruct.text = text;
    instruct.incident = incident;
    return instruct;
}
core::Ack answer_to(const core::InstructionId& instruction, core::Answer answer, const std::string& text = "") {
    return {{}, instruction, {}, answer, text};
}

class OrdersInATimeline : public testing::Test {
protected:
    core::IncidentId opens(const std::string& category = "theft", double lat = 51.92) {
        return asking.centre.receives("radio-1", test::report(category, lat)).incident.value();
    }
    core::InstructionId gives(const core::Instruct& instruct) {
        return asking.centre.receives("console-1", instruct).instruction.value();
    }
    std::vector<core::TimelineEntry> timeline(const core::IncidentId& incident, const char* asker = "console-1") {
        core::Query query = question("incident");
        query.incident = incident;
        query.limit = 200;
        return asking.ask(asker, query).timeline.value();
    }
    // "5 instruction_accepted radio-7 unit/radio-7: coming" of what is about orders.
    std::vector<std::string> orders(const core::IncidentId& incident, const char* asker = "console-1") {
        std::vector<std::string> lines;
        for (const core::TimelineEntry& entry : timeline(incident, asker)) {
            if (!entry.instruction) continue;
            lines.push_back(std::to_string(entry.n) + " " + entry.what + " " + entry.by + " " + entry.target +
                            (entry.text.empty() ? "" : ": " + entry.text));
        }
        return lines;
    }
    // As if it came from a time when other accounts were covert.
    void happens(const core::EventBody& body) {
        const core::Event event{asking.centre.now, core::ClientName{"console-1"}, body};
        core::evolve(asking.centre.state, event);
        asking.centre.journal.push_back(event);
    }

    Asking asking;
};

TEST_F(OrdersInATimeline, StandWhereTheyHappenedWithTheirAnswers) {
    const auto incident = opens();
    const auto given = gives(order("unit/radio-7", "go and look", incident));
    asking.centre.receives("radio-7", answer_to(given, core::Answer::delivered));
    asking.centre.receives("radio-7", answer_to(given, core::Answer::read));
    core::Command note;
    note.deed = core::Deed::note;
    note.incident = incident;
    note.text = "two men";
    asking.centre.receives("console-1", note);
    asking.centre.receives("radio-7", answer_to(given, core::Answer::accepted, "coming"));
    asking.centre.receives("radio-7", answer_to(given, core::Answer::done));
    EXPECT_THAT(
        orders(incident),
        ElementsAre("4 instruction_issued console-1 unit/radio-7: go and look",
                    "5 instruction_delivered radio-7 unit/radio-7", "6 instruction_read radio-7 unit/radio-7",
                    "8 instruction_accepted radio-7 unit/radio-7: coming", "9 instruction_done radio-7 unit/radio-7"));
    EXPECT_EQ(timeline(incident)[3].instruction, given);
    EXPECT_EQ(timeline(incident)[6].what, "note_added");
}

TEST_F(OrdersInATimeline, SayUntilWhenTheyMayBeAnsweredAndHowTheyEnd) {
    const auto incident = opens();
    core::Instruct urgent = order("unit/radio-7", "now", incident);
    urgent.respond_by = asking.centre.now + 60s;
    const auto expiring = gives(urgent);
    const auto withdrawn = gives(order("unit/radio-8", "wait there", incident));
    core::Command withdraw;
    withdraw.deed = core::Deed::withdraw;
    withdraw.instruction = withdrawn;
    withdraw.text = "no need";
    asking.centre.receives("console-1", withdraw);
    core::Instruct newer = order("unit/radio-7", "there", incident);
    newer.supersedes = gives(order("unit/radio-7", "here", incident));
    const auto next = gives(newer);
    asking.centre.receives("radio-7", answer_to(next, core::Answer::declined, "puncture"));
    asking.centre.passes(60s);
    EXPECT_EQ(timeline(incident)[3].ack_by, urgent.respond_by);
    EXPECT_THAT(orders(incident), ElementsAre("4 instruction_issued console-1 unit/radio-7: now",
                                              "5 instruction_issued console-1 unit/radio-8: wait there",
                                              "6 instruction_withdrawn console-1 unit/radio-8: no need",
                                              "7 instruction_issued console-1 unit/radio-7: here",
                                              "8 instruction_issued console-1 unit/radio-7: there",
                                              "9 instruction_superseded console-1 unit/radio-7: by " + next.text(),
                                              "10 instruction_declined radio-7 unit/radio-7: puncture",
                                              "11 instruction_expired hub unit/radio-7"));
    EXPECT_EQ(timeline(incident).back().instruction, expiring);
}

TEST_F(OrdersInATimeline, AreToldWhenTheStateHasLetThemGo) {
    const auto incident = opens("noise_nuisance");
    const auto given = gives(order("unit/radio-7", "go and look", incident));
    asking.centre.receives("radio-7", answer_to(given, core::Answer::done));
    asking.centre.passes(49h);
    ASSERT_EQ(asking.centre.state.instruction(given), nullptr);
    EXPECT_THAT(orders(incident), ElementsAre("4 instruction_issued console-1 unit/radio-7: go and look",
                                              "5 instruction_done radio-7 unit/radio-7"));
}

TEST_F(OrdersInATimeline, KeepTheirPlaceWhenTheirIncidentIsJoinedToAnother) {
    const auto one = opens("theft", 51.92);
    const auto other = opens("theft", 51.95);
    const auto given = gives(order("unit/radio-7", "go and look", one));
    const auto before = orders(one);
    core::Command merge;
    merge.deed = core::Deed::merge;
    merge.incident = one;
    merge.into = other;
    asking.centre.receives("console-1", merge);
    asking.centre.receives("radio-7", answer_to(given, core::Answer::accepted));
    const auto told = timeline(one);
    EXPECT_EQ(orders(one).front(), before.front());
    EXPECT_THAT(orders(one), ElementsAre(before.front(), "5 instruction_moved console-1 unit/radio-7: go and look"));
    EXPECT_EQ(told[4].other, other);
    const auto there = orders(other);
    EXPECT_THAT(there, ElementsAre(testing::EndsWith("instruction_moved console-1 unit/radio-7: go and look"),
                                   testing::EndsWith("instruction_accepted radio-7 unit/radio-7")));
    for (const core::TimelineEntry& entry : timeline(other)) {
        EXPECT_EQ(entry.other == one, entry.what == "instruction_moved" || entry.what == "absorbed");
    }
}

TEST_F(OrdersInATimeline, OfAnotherIncidentAreNotTold) {
    const auto one = opens("theft", 51.92);
    const auto other = opens("theft", 51.95);
    gives(order("unit/radio-7", "go and look", one));
    EXPECT_THAT(orders(other), IsEmpty());
}

TEST_F(OrdersInATimeline, OfCovertWorkLeaveNoTraceToTheUncleared) {
    const auto incident = opens();
    const auto without = timeline(incident);
    core::InstructionIssued secret;
    secret.instruction = core::InstructionId{Ulid::parse("01jd8000000000000000000009").value()};
    secret.incident = incident;
    secret.compartment = core::covert_compartment;
    secret.to = "unit/radio-8";
    secret.addressees = {core::ClientName{"radio-8"}};
    secret.text = "follow them";
    happens(secret);
    happens(core::InstructionWithdrawn{secret.instruction, "they saw you"});
    EXPECT_EQ(timeline(incident), without);
    gives(order("unit/radio-7", "go and look", incident));
    EXPECT_THAT(orders(incident), ElementsAre("4 instruction_issued console-1 unit/radio-7: go and look"));
    EXPECT_THAT(orders(incident, "opco-1"), ElementsAre("4 instruction_issued console-1 unit/radio-8: follow them",
                                                        "5 instruction_withdrawn console-1 unit/radio-8: they saw you",
                                                        "6 instruction_issued console-1 unit/radio-7: go and look"));
}

TEST_F(OrdersInATimeline, AboutAPanicAreNotToldToItsDeviceUnlessTheyAreForIt) {
    core::StatusUpdate panic;
    panic.panic = true;
    const auto incident = asking.centre.receives("radio-7", panic).incident.value();
    gives(order("unit/radio-8", "go there silently", incident));
    gives(order("unit/radio-7", "hold on", incident));
    EXPECT_EQ(orders(incident, "radio-8").size(), 2U);
    ASSERT_EQ(orders(incident, "radio-7").size(), 1U);
    EXPECT_THAT(orders(incident, "radio-7").front(), testing::EndsWith("unit/radio-7: hold on"));
}

}  // namespace
}  // namespace paraat::projection
