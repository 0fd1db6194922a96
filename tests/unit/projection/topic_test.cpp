#include "hub/projection/topic.hpp"

#include <gmock/gmock.h>

namespace paraat::projection {
namespace {

const core::ClientName radio{"radio-1"};
const core::DivisionName division{"dvl"};
const core::IncidentId incident{Ulid::parse("01JD8000000000000000000001").value()};
const core::InstructionId instruction{Ulid::parse("01jd9000000000000000000002").value()};

TEST(Topics, AreThoseOfTheContract) {
    const Topics topics{"oov"};
    EXPECT_EQ(topics.receipt(radio), "oov/down/radio-1/receipt");
    EXPECT_EQ(topics.result(radio), "oov/down/radio-1/result");
    EXPECT_EQ(topics.notice(radio, incident), "oov/down/radio-1/notice/01jd8000000000000000000001");
    EXPECT_EQ(topics.instruction(radio, instruction), "oov/down/radio-1/instruction/01jd9000000000000000000002");
    EXPECT_EQ(topics.alert({}, division, incident), "oov/dvl/alert/01jd8000000000000000000001");
    EXPECT_EQ(topics.instruction({}, division, instruction), "oov/dvl/instruction/01jd9000000000000000000002");
    EXPECT_EQ(topics.instruction({}, division, core::TeamName{"it-overlast"}, instruction),
              "oov/dvl/team/it-overlast/instruction/01jd9000000000000000000002");
    EXPECT_EQ(topics.board({}, division), "oov/dvl/board");
    EXPECT_EQ(topics.board_full({}, division), "oov/dvl/board/full");
    EXPECT_EQ(topics.board_full({}, division, core::TeamName{"it-overlast"}), "oov/dvl/board/full/it-overlast");
    EXPECT_EQ(topics.briefing({"2026-11-27", {}, division}), "oov/dvl/briefing/2026-11-27");
    EXPECT_EQ(topics.hub_status("hub-1"), "oov/hub/hub-1/status");
    EXPECT_EQ(topics.inputs(core::InputKind::report), "oov/up/+/report");
}

TEST(Topics, OfCovertWorkAreUnderTheirOwnLevel) {
    EXPECT_EQ(Topics{"oov"}.alert(core::CompartmentName{"covert"}, division, incident),
              "oov/covert/dvl/alert/01jd8000000000000000000001");
}

TEST(Topics, HaveATwinUnderJson) {
    EXPECT_EQ(Topics{"oov"}.twin("oov/dvl/board"), "oov/json/dvl/board");
    EXPECT_EQ(Topics{"a/b"}.twin("a/b/dvl/board"), "a/b/json/dvl/board");
}

TEST(Topics, TellWhoSentWhat) {
    const auto source = Topics{"oov"}.source_of("oov/up/radio-1/beacon");
    ASSERT_TRUE(source);
    EXPECT_EQ(source->client, radio);
    EXPECT_EQ(source->kind, core::InputKind::beacon);
}

TEST(Topics, OfNoInputHaveNoSource) {
    const std::string too_long = "oov/up/" + std::string(33, 'a') + "/report";
    for (const std::string& topic :
         {std::string("oov/up/radio-1"), std::string("oov/up/radio-1/"), std::string("oov/up//report"),
          std::string("oov/up/radio-1/report/x"), std::string("oov/up/Radio/report"), std::string("oov/up/a b/report"),
          std::string("oov/up/radio-1/reports"), std::string("oov/down/radio-1/report"), std::string("x/up/a/report"),
          std::string(), std::string("oov"), too_long}) {
        EXPECT_FALSE(Topics{"oov"}.source_of(topic)) << topic;
    }
}

TEST(Topics, KnowOfWhichTopicATwinIs) {
    const Topics topics("a/b");
    EXPECT_EQ(topics.original("a/b/json/dvl/board"), "a/b/dvl/board");
    EXPECT_EQ(topics.original("a/b/dvl/board"), "a/b/dvl/board");
    EXPECT_EQ(topics.original(topics.twin("a/b/dvl/board")), "a/b/dvl/board");
}

}  // namespace
}  // namespace paraat::projection
