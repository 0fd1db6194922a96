#include "hub/app/tak_places.hpp"

#include <gtest/gtest.h>

namespace paraat::app {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t nobody = 0;
constexpr std::uint64_t refused = 999;

class TakPlacesTest : public testing::Test {
protected:
    // Whose place the next session takes; the first one is 1.
    std::uint64_t comes(const std::string& account = "radio-7", const std::string& place = "10.0.0.1") {
        const auto ruling = places_.enter(core::ClientName{account}, tak::SessionId{++newest_}, place, now_);
        contests_ = number(ruling.contests);
        told_ += ruling.contests ? 1 : 0;
        return ruling.is_let_in ? number(ruling.replaces) : refused;
    }
    void come(std::size_t many) {
        for (std::size_t i = 0; i < many; ++i) EXPECT_EQ(comes(), nobody);
    }
    void speaks(std::uint64_t session) { places_.hear(core::ClientName{"radio-7"}, tak::SessionId{session}, now_); }
    void leaves(std::uint64_t session) { places_.leave(core::ClientName{"radio-7"}, tak::SessionId{session}); }
    void passes(Milliseconds span) { now_ = now_ + span; }
    static std::uint64_t number(std::optional<tak::SessionId> session) {
        return session ? static_cast<std::uint64_t>(*session) : nobody;
    }

    TakPlaces places_;
    Instant now_{1'764'277'200'000};
    std::uint64_t newest_ = 0;
    std::uint64_t contests_ = nobody;
    int told_ = 0;
};

TEST_F(TakPlacesTest, OneMoreTakesThePlaceOfTheOneThatWasSilentForLongestAndElseOfTheNewest) {
    come(2);
    passes(1s);
    come(TakPlaces::sessions_most - 2);
    speaks(1);
    EXPECT_EQ(comes(), 8U);
    EXPECT_EQ(comes(), 9U);
    passes(TakPlaces::silent_after - 1s);
    EXPECT_EQ(comes(), 2U);
    EXPECT_EQ(comes("radio-8"), nobody);
}

TEST_F(TakPlacesTest, OneThatLeftLeavesItsPlace) {
    come(TakPlaces::sessions_most);
    leaves(4);
    EXPECT_EQ(comes(), nobody);
}

// A stolen certificate: whoever has it comes again and again.
TEST_F(TakPlacesTest, BeyondTheNewOnesOfAMinuteWhoeverIsAliveKeepsItsPlace) {
    come(1);
    int pushed_out = 0;
    int taken = 1;
    for (int i = 0; i < 934; ++i) {
        passes(6ms);
        const auto instead_of = comes();
        for (std::uint64_t session = 2; session <= newest_; ++session) speaks(session);
        pushed_out += instead_of == 1 ? 1 : 0;
        taken += instead_of != refused ? 1 : 0;
    }
    EXPECT_EQ(pushed_out, 0);
    EXPECT_EQ(taken, TakPlaces::new_a_minute + 1) << "of the second minute, whose share comes bit by bit";
    EXPECT_EQ(comes("radio-8"), nobody);
    passes(60s / TakPlaces::new_a_minute);
    EXPECT_NE(comes(), refused);
    EXPECT_EQ(comes(), refused);
}

TEST_F(TakPlacesTest, DeviceThatLostItsNetworkTakesThePlaceOfItsOwnDeadSessionAtOnce) {
    come(1);
    passes(TakPlaces::silent_after - 1s);
    for (std::int64_t i = 0; i < TakPlaces::new_a_minute; ++i) {
        EXPECT_EQ(comes(), nobody);
        leaves(newest_);
    }
    EXPECT_EQ(comes(), refused);
    passes(1s);
    EXPECT_EQ(comes(), 1U);
    EXPECT_EQ(comes(), refused);
}

TEST_F(TakPlacesTest, SessionsThatKeepDisplacingEachOtherAreToldOfOnceAMinute) {
    come(TakPlaces::sessions_most);
    passes(5min);
    // These were dead.
    for (std::size_t i = 0; i < TakPlaces::sessions_most; ++i) EXPECT_NE(comes(), refused);
    passes(1min);
    for (std::size_t i = 1; i < TakPlaces::clashes_most; ++i) EXPECT_NE(comes(), refused);
    EXPECT_EQ(told_, 0);
    const std::uint64_t pushed_out = comes();
    EXPECT_NE(pushed_out, nobody);
    EXPECT_EQ(contests_, pushed_out);
    for (int i = 0; i < 100; ++i) comes();
    EXPECT_EQ(told_, 1);
    passes(1min);
    for (int i = 0; i < 100; ++i) comes();
    EXPECT_EQ(told_, 2);
}

TEST_F(TakPlacesTest, WhoComesAndGoesFromElsewhereDoesNotUseUpTheDevicesTries) {
    for (int i = 0; i < 1'000; ++i) {
        passes(50ms);
        comes("radio-7", "192.0.2.66");
        leaves(newest_);
    }
    EXPECT_GT(told_, 0) << "also while nobody is in";
    EXPECT_EQ(comes(), nobody);
}

TEST_F(TakPlacesTest, WhoHasMostOfThePlacesMakesRoomAndNotTheDeviceThatCameLast) {
    for (std::size_t i = 1; i < TakPlaces::sessions_most; ++i) comes("radio-7", "192.0.2.66");
    EXPECT_EQ(comes(), nobody);
    const std::uint64_t device = newest_;
    EXPECT_EQ(comes("radio-7", "192.0.2.66"), device - 1);
}

TEST_F(TakPlacesTest, FromEverMoreAddressesNoMoreAreLetIn) {
    std::size_t let_in = 0;
    for (int i = 0; i < 100; ++i) let_in += comes("radio-7", "10.1.0." + std::to_string(i)) != refused ? 1 : 0;
    EXPECT_EQ(let_in, TakPlaces::places_most);
    passes(60s);
    EXPECT_NE(comes("radio-7", "10.2.0.1"), refused);
}

TEST_F(TakPlacesTest, AccidentsOfALongDayAreNothingToTell) {
    come(TakPlaces::sessions_most);
    for (int i = 0; i < 100; ++i) {
        passes(TakPlaces::clashes_within / 2 + 1s);
        for (std::uint64_t session = 1; session <= newest_; ++session) speaks(session);
        EXPECT_NE(comes(), nobody);
    }
    EXPECT_EQ(told_, 0);
}

}  // namespace
}  // namespace paraat::app
