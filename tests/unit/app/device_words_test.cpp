#include "hub/app/device_words.hpp"

#include <gmock/gmock.h>

#include "tests/support/centre.hpp"

namespace paraat::app {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class DeviceWordsTest : public testing::Test {
protected:
    static foreign::Devices with_radios() {
        foreign::Devices devices;
        for (const auto& [unit, node] : {std::pair{"radio-7", 7U}, {"radio-8", 8U}}) {
            foreign::Device device{core::ClientName{unit}, std::string(unit) + "/phone"};
            device.node = node;
            devices.devices.push_back(device);
        }
        devices.gateways.push_back({core::ClientName{"mesh-1"}, "msh", 1U});
        return devices;
    }
    core::InstructionId ordered(const std::string& to) {
        core::Instruct order;
        order.to = to;
        order.text = "Ga kijken";
        order.priority = 2;
        return centre_.receives("opco-1", order).instruction.value();
    }
    core::InstructionView view(const core::InstructionId& id) const {
        const core::Instruction* known = centre_.state.instruction(id);
        core::InstructionView made;
        made.instruction = id;
        made.text = known->text;
        made.priority = known->priority;
        made.issued_at = known->issued_at;
        return made;
    }
    std::vector<foreign::Reply> told(const std::string& topic, projection::Message message) {
        return words_.follow({topic, std::move(message)}, centre_.state, centre_.organisation, centre_.now);
    }
    std::vector<foreign::Reply> told_of(const core::InstructionId& id) {
        return told("oov/dvo/team/it-ondermijning/instruction/" + id.text(), view(id));
    }

    test::Centre centre_;
    DeviceWords words_{with_radios(), projection::Topics("oov"), centre_.now};
};

TEST_F(DeviceWordsTest, TellARadioOfEachWhomATeamsInstructionIsFor) {
    const auto order = ordered("team/it-ondermijning");
    const auto replies = told_of(order);
    ASSERT_THAT(replies, SizeIs(2));
    EXPECT_THAT(replies[0].payload, HasSubstr("P2 Ga kijken"));
    EXPECT_THAT(told_of(order), IsEmpty());
}

TEST_F(DeviceWordsTest, AreNothingToWhoAnsweredByAnotherDevice) {
    const auto order = ordered("team/it-ondermijning");
    core::Ack ack;
    ack.instruction = order;
    ack.answer = core::Answer::declined;
    centre_.receives("radio-7", ack);
    const auto replies = told_of(order);
    ASSERT_THAT(replies, SizeIs(1));
    EXPECT_THAT(replies[0].payload, HasSubstr(R"("to":8)"));
}

TEST_F(DeviceWordsTest, EndWhenTheInstructionIsWithdrawn) {
    const auto order = ordered("unit/radio-7");
    core::Command withdraw;
    withdraw.deed = core::Deed::withdraw;
    withdraw.instruction = order;
    centre_.receives("opco-1", withdraw);
    EXPECT_THAT(told("oov/down/radio-7/instruction/" + order.text(), view(order)), IsEmpty());
}

TEST_F(DeviceWordsTest, SayNothingOfCovertWorkWhereOthersListen) {
    core::Report hidden = test::report("theft");
    hidden.covert = true;
    core::Notice notice;
    notice.incident = centre_.receives("opco-1", hidden).incident.value();
    notice.title = "Diefstal";
    notice.sent_at = centre_.now;
    const std::string topic = "oov/down/radio-7/notice/" + notice.incident.text();
    const auto of_hidden = told(topic, notice);
    ASSERT_THAT(of_hidden, SizeIs(1));  // where it is, it may be asked
    EXPECT_EQ(of_hidden[0].topic, "owntracks/radio-7/phone/cmd");
    notice.incident = centre_.receives("opco-1", test::report("theft")).incident.value();
    centre_.passes(std::chrono::minutes{1});
    const auto of_open = told("oov/down/radio-7/notice/" + notice.incident.text(), notice);
    ASSERT_THAT(of_open, SizeIs(2));
    EXPECT_THAT(of_open[0].payload, HasSubstr("Diefstal"));
}

TEST_F(DeviceWordsTest, AskThePhoneOfWhoCallsForHelp) {
    const auto replies = words_.follow(core::Event{centre_.now, core::ClientName{"radio-8"},
                                                   core::PanicRaised{{}, core::ClientName{"radio-8"}, {}, false}});
    ASSERT_THAT(replies, SizeIs(1));
    EXPECT_EQ(replies[0].topic, "owntracks/radio-8/phone/cmd");
}

}  // namespace
}  // namespace paraat::app
