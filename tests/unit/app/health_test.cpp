#include "hub/app/health.hpp"

#include <gmock/gmock.h>

#include "hub/app/hub_clock.hpp"
#include "hub/app/pulse.hpp"

namespace paraat::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Health, IsGoodWhenNothingIsWrong) {
    EXPECT_THAT(degraded_because({}), IsEmpty());
}

TEST(Health, MissesTheBroker) {
    VitalSigns signs;
    signs.has_alerts_connection = false;
    EXPECT_THAT(degraded_because(signs), ElementsAre("no broker"));
    signs.has_beacons_connection = false;
    EXPECT_THAT(degraded_because(signs), ElementsAre("no broker"));
}

TEST(Health, MissesTheConnectionOfBeacons) {
    VitalSigns signs;
    signs.has_beacons_connection = false;
    EXPECT_THAT(degraded_because(signs), ElementsAre("no beacons connection"));
}

TEST(Health, NamesEachThreadThatMadeNoRoundInTenSeconds) {
    VitalSigns signs;
    signs.core_quiet = signs.journal_quiet = signs.publisher_quiet = 10s;
    EXPECT_THAT(degraded_because(signs), IsEmpty());
    signs.core_quiet = 10'001ms;
    EXPECT_THAT(degraded_because(signs), ElementsAre("the core thread stands still"));
    signs.journal_quiet = 10'001ms;
    signs.publisher_quiet = 1min;
    EXPECT_THAT(degraded_because(signs), ElementsAre("the core thread stands still", "the journal thread stands still",
                                                     "the publisher thread stands still"));
}

TEST(Health, SeesADiskThatIsNearlyFull) {
    VitalSigns signs;
    signs.has_disk_room = false;
    EXPECT_THAT(degraded_because(signs), ElementsAre("disk nearly full"));
}

TEST(Health, SaysHowFarTheClockIsOffEitherWay) {
    VitalSigns signs;
    signs.clock_offset = HubClock::offset_most;
    EXPECT_THAT(degraded_because(signs), IsEmpty());
    signs.clock_offset = 90s;
    EXPECT_THAT(degraded_because(signs), ElementsAre("clock off by 90 s"));
    signs.clock_offset = -90s;
    EXPECT_THAT(degraded_because(signs), ElementsAre("clock off by -90 s"));
}

TEST(Health, NamesThePathsThatNothingComesThrough) {
    VitalSigns signs;
    signs.silent_paths = {"oov/up/+/status", "oov/dvl/probe"};
    EXPECT_THAT(
        unready_because(signs),
        ElementsAre("path_silent: nothing comes through oov/up/+/status, oov/dvl/probe for 20 s: subscription or "
                    "access at the broker"));
    signs.silent_paths = {"a", "b", "c", "d", "e", "f", "g"};
    EXPECT_THAT(
        degraded_because(signs),
        ElementsAre("path_silent: nothing comes through a, b, c, d, e and 2 more for 20 s: subscription or access "
                    "at the broker"));
}

TEST(Health, IsDegradedAndReadyWhileAMessageIsInQuarantine) {
    VitalSigns signs;
    signs.quarantine = {"quarantine: 1 message"};
    EXPECT_THAT(degraded_because(signs), ElementsAre("quarantine: 1 message"));
    signs.quarantine.clear();
    signs.keeps_pages = false;
    EXPECT_THAT(degraded_because(signs), ElementsAre(testing::StartsWith("held_pages: ")));
    EXPECT_THAT(unready_because(signs), IsEmpty());
}

TEST(Health, TellsAllThatIsWrongAtOnce) {
    VitalSigns signs;
    signs.has_alerts_connection = false;
    signs.has_disk_room = false;
    EXPECT_THAT(degraded_because(signs), ElementsAre("no broker", "disk nearly full"));
}

TEST(Pulse, IsQuietSinceItsLastBeat) {
    const Pulse::Moment start{1h};
    Pulse pulse(start);
    EXPECT_EQ(pulse.quiet(start + 3s), 3s);
    pulse.beat(start + 5s);
    EXPECT_EQ(pulse.quiet(start + 16s), 11s);
}

}  // namespace
}  // namespace paraat::app
