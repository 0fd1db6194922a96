#include <gmock/gmock.h>

#include "hub/base/json_size.hpp"
#include "hub/projection/alert.hpp"
#include "tests/unit/projection/telling.hpp"

namespace paraat::projection {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

core::Instruct order(const std::string& to) {
    core::Instruct order;
    order.to = to;
    order.text = "go there";
    return order;
}

TEST(InstructionTopics, ForAUnitAreItsOwn) {
    Telling telling;
    const auto told = telling.told("coord-overlast-1", order("unit/radio-1"));
    EXPECT_THAT(told,
                ElementsAre("oov/down/radio-1/instruction/" + telling.instruction.text() + " instruction issued 1"));
}

TEST(InstructionTopics, ForARoleAreThoseOfItsHolders) {
    Telling telling;
    const auto told = telling.told("console-1", order("role/opco"));
    EXPECT_THAT(told,
                ElementsAre("oov/down/opco-1/instruction/" + telling.instruction.text() + " instruction issued 1"));
}

TEST(InstructionTopics, ForATeamAndADivisionAreUnderTheDivision) {
    Telling telling;
    const auto to_team = telling.told("coord-overlast-1", order("team/it-overlast"));
    EXPECT_THAT(to_team, ElementsAre("oov/dvl/team/it-overlast/instruction/" + telling.instruction.text() +
                                     " instruction issued 1"));
    const auto to_division = telling.told("coord-overlast-1", order("division/dvl"));
    EXPECT_THAT(to_division,
                ElementsAre("oov/dvl/instruction/" + telling.instruction.text() + " instruction issued 1"));
}

TEST(InstructionTopics, FollowTheAnswersAndFallSilentWhenDone) {
    Telling telling;
    telling.told("coord-overlast-1", order("unit/radio-1"));
    const std::string topic = "oov/down/radio-1/instruction/" + telling.instruction.text();
    EXPECT_THAT(telling.told("radio-1", telling.answer(core::Answer::delivered)),
                ElementsAre(topic + " instruction delivered 2"));
    EXPECT_THAT(telling.told("radio-1", telling.answer(core::Answer::accepted)),
                ElementsAre(topic + " instruction accepted 3"));
    EXPECT_THAT(telling.told("radio-1", telling.answer(core::Answer::done)),
                ElementsAre(topic + " instruction done 4", topic + " cleared"));
}

TEST(InstructionTopics, TellOnceWhatWasIssuedAndEndedBetweenTwoLooks) {
    Telling telling;
    const auto issued = telling.centre.receives("coord-overlast-1", order("unit/radio-1"));
    telling.instruction = *issued.instruction;
    std::vector<core::Event> events = issued.events;
    const auto answered = telling.centre.receives("radio-1", telling.answer(core::Answer::declined));
    events.insert(events.end(), answered.events.begin(), answered.events.end());
    const std::string topic = "oov/down/radio-1/instruction/" + telling.instruction.text();
    EXPECT_THAT(lines_of(telling.state_topics.follow(telling.centre.state, events)),
                ElementsAre(topic + " instruction declined 2", topic + " cleared"));
}

TEST(InstructionTopics, SayWhoAnswered) {
    test::Centre centre;
    StateTopics topics{Topics{"oov"}};
    core::Instruct wanted = order("team/it-overlast");
    wanted.priority = 2;
    wanted.respond_by = centre.now + 60s;
    wanted.needs = core::Needs::all;
    wanted.talkgroup = "RR-1";
    const auto issued = centre.receives("coord-overlast-1", wanted);
    const Instant issued_at = centre.now;
    centre.passes(5s);
    const auto answered =
        centre.receives("radio-1", core::Ack{{}, issued.instruction, {}, core::Answer::accepted, "two minutes"});
    const auto told = topics.follow(centre.state, answered.events);
    const core::InstructionView expected{
        *issued.instruction,
        2,
        core::ClientName{"coord-overlast-1"},
        "team/it-overlast",
        core::DivisionName{"dvl"},
        std::nullopt,
        "go there",
        2,
        issued_at,
        issued_at + 60s,
        core::InstructionState::issued,
        core::Needs::all,
        "RR-1",
        false,
        {{core::ClientName{"radio-1"}, core::Answer::accepted, centre.now, "two minutes"}}};
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(std::get<core::InstructionView>(told[0].message), expected);
    EXPECT_EQ(told[0].urgency, Urgency::instruction);
    EXPECT_TRUE(told[0].is_retained);
}

TEST(InstructionTopics, FallSilentWhenDeclinedWithdrawnOrExpired) {
    Telling telling;
    telling.told("coord-overlast-1", order("unit/radio-1"));
    std::string topic = "oov/down/radio-1/instruction/" + telling.instruction.text();
    EXPECT_THAT(telling.told("radio-1", telling.answer(core::Answer::declined)),
                ElementsAre(topic + " instruction declined 2", topic + " cleared"));

    telling.told("coord-overlast-1", order("unit/radio-1"));
    topic = "oov/down/radio-1/instruction/" + telling.instruction.text();
    core::Command withdraw;
    withdraw.deed = core::Deed::withdraw;
    withdraw.instruction = telling.instruction;
    EXPECT_THAT(telling.told("coord-overlast-1", withdraw),
                ElementsAre(topic + " instruction withdrawn 2", topic + " cleared"));

    core::Instruct with_deadline = order("unit/radio-1");
    with_deadline.respond_by = telling.centre.now + 60s;
    telling.told("coord-overlast-1", with_deadline);
    topic = "oov/down/radio-1/instruction/" + telling.instruction.text();
    EXPECT_THAT(telling.told_after(60s), ElementsAre(topic + " instruction expired 2", topic + " cleared"));
}

TEST(InstructionTopics, StayBelowAMessageWhateverIsAnswered) {
    core::Instruction instruction;
    instruction.text = std::string(4'000, '\x01');
    for (int i = 0; i < 150; ++i) {
        const core::ClientName client{"radio-" + std::to_string(i)};
        instruction.answers[client] = {client, core::Answer::accepted, Instant{1}, std::string(4'000, '"')};
    }
    const core::InstructionView view = view_of(instruction);
    EXPECT_EQ(view.answers.size(), 150U);
    std::size_t size = json_size(view.text);
    for (const core::InstructionAnswer& answer : view.answers) size += 120 + json_size(answer.text);
    EXPECT_LT(size, 64'000U);
}

TEST(InstructionTopics, OfAStartSayAllThatStands) {
    Telling telling;
    telling.told("coord-overlast-1", order("unit/radio-1"));
    const std::string done = "oov/down/radio-1/instruction/" + telling.instruction.text();
    telling.told("radio-1", telling.answer(core::Answer::done));
    telling.told("coord-overlast-1", order("team/it-overlast"));
    const std::string standing = "oov/dvl/team/it-overlast/instruction/" + telling.instruction.text();
    StateTopics fresh{telling.topics};
    EXPECT_THAT(lines_of(fresh.all(telling.centre.state)), ElementsAre(standing + " instruction issued 1"));
    EXPECT_THAT(lines_of(fresh.clear_stale(telling.centre.state, {done, standing})),
                ElementsAre(done + " instruction done 2", done + " cleared"));
}

}  // namespace
}  // namespace paraat::projection
