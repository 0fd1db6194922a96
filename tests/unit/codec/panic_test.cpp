#include "hub/codec/panic.hpp"

#include <gmock/gmock.h>

#include "schemas/status_generated.h"
#include "tests/unit/codec/sample.hpp"

namespace paraat::codec {
namespace {

using core::InputKind;
using testing::ElementsAre;

TEST(Panic, GetsThroughWithItsIdAndPlaceWhateverElseIsWrong) {
    const auto reading =
        read_input(InputKind::status, R"({"id":"p1","panic":true,"status":"help","lat":51.92,"lon":4.48})");
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->id, "p1");
    EXPECT_THAT(reading->ignored, ElementsAre("status"));
    const auto& update = std::get<core::StatusUpdate>(reading->body);
    EXPECT_TRUE(update.panic);
    EXPECT_EQ(update.position, core::position_from_degrees(51.92, 4.48));
}

TEST(Panic, StaysSilentWhateverElseIsWrong) {
    const auto is_silent = [](const char* silent) {
        const auto reading = read_input(
            InputKind::status, R"({"id":"p1","panic":true,"status":"help","silent":)" + std::string(silent) + "}");
        return std::get<core::StatusUpdate>(reading->body).is_silent;
    };
    EXPECT_TRUE(is_silent("true"));
    EXPECT_TRUE(is_silent("\"yes\""));
    EXPECT_FALSE(is_silent("false"));
}

TEST(Panic, LosesAPlaceThatIsNone) {
    const auto reading = read_input(InputKind::beacon, R"({"panic":true,"lat":91,"lon":4})");
    ASSERT_TRUE(reading);
    EXPECT_FALSE(std::get<core::StatusUpdate>(reading->body).position);
}

TEST(Panic, GetsThroughInFlatBuffersToo) {
    flatbuffers::FlatBufferBuilder builder;
    const auto incident = builder.CreateString("zz");
    wire::StatusBuilder status(builder);
    status.add_panic(true);
    status.add_silent(true);
    status.add_incident(incident);
    wire::FinishStatusBuffer(builder, status.Finish());
    const auto reading =
        read_input(InputKind::status, {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()});
    ASSERT_TRUE(reading);
    EXPECT_TRUE(std::get<core::StatusUpdate>(reading->body).panic);
    EXPECT_TRUE(std::get<core::StatusUpdate>(reading->body).is_silent);
    EXPECT_THAT(reading->ignored, ElementsAre("incident"));
}

TEST(Panic, IsNoneWhereItIsNotSaidOrCannotBeRead) {
    EXPECT_FALSE(read_input(InputKind::status, R"({"id":"p1","panic":false,"status":"help"})"));
    EXPECT_FALSE(read_input(InputKind::status, R"({"id":"p1","panic":"true","status":"help"})"));
    EXPECT_FALSE(read_input(InputKind::status, R"({"id":"p1","panic":true)"));
    EXPECT_FALSE(read_input(InputKind::report, R"({"id":"p1","panic":true})"));
}

}  // namespace
}  // namespace paraat::codec
