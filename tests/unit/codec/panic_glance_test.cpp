#include "hub/codec/panic_glance.hpp"

#include <gtest/gtest.h>

#include "hub/codec/read_input.hpp"
#include "schemas/beacon_generated.h"

namespace paraat::codec {
namespace {

std::string flatbuffers_beacon(std::optional<bool> panic) {
    flatbuffers::FlatBufferBuilder builder;
    wire::BeaconBuilder beacon(builder);
    beacon.add_lat(51.92);
    beacon.add_lon(4.48);
    if (panic) beacon.add_panic(*panic);
    wire::FinishBeaconBuffer(builder, beacon.Finish());
    return {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
}

TEST(PanicGlance, SeesAPanicInJsonHoweverItIsSpaced) {
    EXPECT_TRUE(may_tell_panic("{\"panic\":true}"));
    EXPECT_TRUE(may_tell_panic("{\"lat\":51.9,\"lon\":4.4, \"panic\" \n:\t true }"));
    EXPECT_TRUE(may_tell_panic("{\"incident\":\"\\\"panic\\\"\",\"panic\":true}"));
    EXPECT_TRUE(may_tell_panic("{\"p\\u0061nic\":true}")) << "may be";
}

TEST(PanicGlance, SeesNoneInAnOrdinaryBeacon) {
    EXPECT_FALSE(may_tell_panic("{\"lat\":51.9,\"lon\":4.4}"));
    EXPECT_FALSE(may_tell_panic("{\"panic\":false,\"lat\":51.9,\"lon\":4.4}"));
    EXPECT_FALSE(may_tell_panic("panic true"));
    EXPECT_FALSE(may_tell_panic(""));
}

TEST(PanicGlance, ReadsTheOneFieldOfFlatBuffers) {
    EXPECT_TRUE(may_tell_panic(flatbuffers_beacon(true)));
    EXPECT_FALSE(may_tell_panic(flatbuffers_beacon(false)));
    EXPECT_FALSE(may_tell_panic(flatbuffers_beacon(std::nullopt)));
}

TEST(PanicGlance, MissesNoPanicOfADamagedMessageThatIsStillTaken) {
    const std::string whole = flatbuffers_beacon(true);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const int bit : {0, 3, 7}) {
            std::string damaged = whole;
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
            const bool glance = may_tell_panic(damaged);
            const auto reading = read_input(core::InputKind::beacon, damaged);
            const auto* update = reading ? std::get_if<core::StatusUpdate>(&reading->body) : nullptr;
            EXPECT_TRUE(glance || update == nullptr || !update->panic) << at << " " << bit;
        }
        (void)may_tell_panic(whole.substr(0, at));
    }
}

TEST(PanicGlance, SeesAnEmergencyInCursorOnTarget) {
    EXPECT_TRUE(may_tell_panic("<event type=\"b-a-o-tbl\"/>"));
    EXPECT_TRUE(may_tell_panic("\xEF\xBB\xBF<event type='b-t-f'/>")) << "its words may be a panic";
    EXPECT_TRUE(may_tell_panic("<event type=\"&#98;-a\"/>")) << "may be";
    EXPECT_FALSE(may_tell_panic("<event type=\"a-f-G-U-C\"><point lat=\"1\"/></event>"));
}

}  // namespace
}  // namespace paraat::codec
