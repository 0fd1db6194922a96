#include "hub/app/path_probe.hpp"

#include <gmock/gmock.h>

#include "tests/support/centre.hpp"

namespace paraat::app {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using transport::Lane;

constexpr Instant began{1'763'940'000'000};
const Prober hub_1{"hub-1", "hub-1", began};

core::Organisation one_division() {
    core::Organisation organisation;
    organisation.divisions[core::DivisionName{"dvl"}] = {core::DivisionName{"dvl"}, "Overlast"};
    return organisation;
}

// A hub and a broker that gives back what the hub sends, except on what is broken.
class Ways : public testing::Test {
protected:
    // In rounds of a quarter of a second, as the core thread makes them.
    void passes(Milliseconds span) {
        for (const Instant end = now_ + span; now_ < end;) {
            now_ = now_ + 250ms;
            round();
        }
    }
    void round() {
        for (const transport::Outbound& message : on_their_way_) {
            if (message.topic == broken_) continue;
            EXPECT_TRUE(probe_.takes(message.topic, message.payload)) << message.topic;
        }
        on_their_way_.clear();
        if (broken_ != "oov/hub/hub-1/status") probe_.hears("oov/hub/hub-1/status", now_);
        PathProbe::News news = probe_.go_on({now_, alerts_, beacons_});
        if (!news.probes.empty()) ++times_;
        on_their_way_ = std::move(news.probes);
        for (const Path& path : news.silent) said_.push_back("silent " + path.name);
        for (const Path& path : news.heard) said_.push_back("heard " + path.name);
    }
    std::vector<std::string> silent() const { return probe_.silent(); }

    Instant now_ = began;
    PathProbe probe_{paths_of(one_division(), projection::Topics("oov"), hub_1, {}), hub_1, began};
    PathProbe::LaneState alerts_{true, 1, true};
    PathProbe::LaneState beacons_{true, 1, true};
    std::string broken_;
    std::vector<transport::Outbound> on_their_way_;
    std::vector<std::string> said_;
    int times_ = 0;
};

TEST(Paths, AreEachFilterAndEachPartOfTheTopics) {
    std::vector<std::string> found;
    for (const Path& path : paths_of(one_division(), projection::Topics("oov"), hub_1, {})) {
        found.push_back(path.name + " " + path.filter + (path.is_probes_alone() ? "" : " <- " + path.topic));
    }
    EXPECT_THAT(
        found,
        ElementsAre(
            "up/report oov/up/+/report <- oov/up/hub-1/report", "up/status oov/up/+/status <- oov/up/hub-1/status",
            "up/instruct oov/up/+/instruct <- oov/up/hub-1/instruct", "up/ack oov/up/+/ack <- oov/up/hub-1/ack",
            "up/command oov/up/+/command <- oov/up/hub-1/command", "up/query oov/up/+/query <- oov/up/hub-1/query",
            "up/presence oov/up/+/presence <- oov/up/hub-1/presence",
            "up/beacon oov/up/+/beacon <- oov/up/hub-1/beacon",
            "hub/status oov/hub/hub-1/status <- oov/hub/hub-1/status", "json/hub oov/json/hub/hub-1/probe",
            "down oov/down/hub-1/probe", "json/down oov/json/down/hub-1/probe", "dvl oov/dvl/probe",
            "json/dvl oov/json/dvl/probe", "covert/dvl oov/covert/dvl/probe",
            "json/covert/dvl oov/json/covert/dvl/probe"));
}

TEST(Paths, HaveNoTwinsWhereTheHubWritesNone) {
    for (const Path& path : paths_of(one_division(), projection::Topics("oov"), hub_1, {false})) {
        EXPECT_THAT(path.topic, Not(testing::HasSubstr("json")));
    }
}

TEST(Paths, LeadToAndFromPartnersWhereThereIsAnAgreement) {
    const auto paths = paths_of(one_division(), projection::Topics("oov"), hub_1, {.has_partners = true});
    PathProbe probe(paths, hub_1, began);
    const std::string word = beginning_of(hub_1) + "1763940000000}";
    for (const char* topic : {"oov/partner/hub-1/in/report", "oov/partner/hub-1/out/probe"}) {
        EXPECT_THAT(paths, testing::Contains(testing::Field(&Path::topic, topic)));
        EXPECT_TRUE(probe.takes(topic, word));
    }
    EXPECT_FALSE(probe.takes("oov/partner/politie/in/report", word)) << "whoever says that is no prober";
}

TEST_F(Ways, AreProbedEverySixSecondsOverTheirOwnLanes) {
    round();
    ASSERT_EQ(on_their_way_.size(), 15u);
    for (const transport::Outbound& probe : on_their_way_) {
        EXPECT_EQ(probe.qos, 0);
        EXPECT_TRUE(probe.payload.starts_with(beginning_of(hub_1)));
        EXPECT_FALSE(probe.is_retained);
        EXPECT_EQ(probe.lane, probe.topic == "oov/up/hub-1/beacon" ? Lane::beacons : Lane::alerts);
        EXPECT_EQ(probe.payload, R"({"probe":"hub-1","node":"hub-1","since":1763940000000,"sent_at":1763940000000})");
    }
    passes(70s);
    EXPECT_EQ(times_, 12);
    EXPECT_THAT(said_, IsEmpty());
}

TEST_F(Ways, AreNamedWithin30SecondsWhenNothingComesThrough) {
    for (const auto& [topic, filter] :
         {std::pair{"oov/up/hub-1/status", "oov/up/+/status"}, std::pair{"oov/up/hub-1/beacon", "oov/up/+/beacon"},
          std::pair{"oov/hub/hub-1/status", "oov/hub/hub-1/status"},
          std::pair{"oov/json/dvl/probe", "oov/json/dvl/probe"}}) {
        for (const Milliseconds moment : {0ms, 250ms, 5'750ms}) {
            broken_ = "";
            passes(30s + moment);
            EXPECT_THAT(silent(), IsEmpty());
            broken_ = topic;
            passes(27s);
            EXPECT_THAT(silent(), ElementsAre(filter));
        }
    }
}

TEST_F(Ways, AreToldOnceWhenTheyFallSilentAndOnceWhenTheyAreHeardAgain) {
    broken_ = "oov/dvl/probe";
    passes(10min);
    EXPECT_THAT(said_, ElementsAre("silent dvl"));
    broken_ = "";
    passes(10min);
    EXPECT_THAT(said_, ElementsAre("silent dvl", "heard dvl"));
    EXPECT_THAT(silent(), IsEmpty());
}

TEST_F(Ways, AreNotSilentWhenAProbeOrTwoAreLost) {
    passes(3s);
    broken_ = "oov/dvl/probe";
    passes(15s);
    broken_ = "";
    passes(1min);
    EXPECT_THAT(said_, IsEmpty());
}

TEST_F(Ways, AreNotSilentForWantOfAConnection) {
    passes(10s);
    alerts_.is_connected = false;
    passes(5min);
    EXPECT_THAT(said_, IsEmpty());
    EXPECT_LT(times_, 60);  // the other lane is probed as often as ever
    alerts_ = {true, 2, true};
    broken_ = "oov/dvl/probe";
    passes(15s);
    EXPECT_THAT(silent(), IsEmpty());
    passes(15s);
    EXPECT_THAT(silent(), ElementsAre("oov/dvl/probe"));
    alerts_.is_connected = false;
    round();
    EXPECT_THAT(silent(), IsEmpty());
}

TEST_F(Ways, AreProbedAnewOnEachConnection) {
    passes(1s);
    alerts_.incarnation = 2;
    round();
    EXPECT_EQ(on_their_way_.size(), 15u);
}

TEST_F(Ways, AreNotSilentBecauseTheProcessStoodStill) {
    passes(10s);
    now_ = now_ + 10min;
    on_their_way_.clear();
    passes(1min);
    EXPECT_THAT(said_, IsEmpty());
}

TEST_F(Ways, AreLeftToRealMessagesWhileALaneIsFull) {
    passes(10s);
    alerts_.has_room = false;
    const int before = times_;
    broken_ = "oov/hub/hub-1/status";
    passes(6s);
    on_their_way_.clear();
    passes(2s);
    ASSERT_EQ(times_, before + 1);
    EXPECT_THAT(on_their_way_, IsEmpty());
    passes(1min);
    EXPECT_THAT(silent(), IsEmpty());
}

TEST_F(Ways, AreNotSilentWhileAProbeWaitsBehindRealMessages) {
    passes(10s);
    broken_ = "oov/dvl/probe";  // queued, and the lane fills
    passes(6s);
    alerts_.has_room = false;
    passes(10min);
    EXPECT_THAT(silent(), IsEmpty());
    alerts_.has_room = true;
    round();
    EXPECT_THAT(silent(), IsEmpty());
    broken_ = "";
    passes(1min);
    EXPECT_THAT(said_, IsEmpty());
    broken_ = "oov/dvl/probe";
    passes(30s);
    EXPECT_THAT(silent(), ElementsAre("oov/dvl/probe"));
}

TEST_F(Ways, HaveTheAgeOfWhatCameBackAndNotOfItsComing) {
    round();
    const std::vector<transport::Outbound> late = on_their_way_;
    on_their_way_.clear();
    broken_ = "oov/dvl/probe";
    passes(5s);
    for (const transport::Outbound& probe : late) EXPECT_TRUE(probe_.takes(probe.topic, probe.payload));
    for (const PathProbe::Age& path : probe_.ages(now_)) {
        if (path.name == "dvl") {
            EXPECT_EQ(path.age, 5s);
        }
    }
}

TEST_F(Ways, AreNotProvedByProbesOfAnotherHubOrAnEarlierLife) {
    round();
    on_their_way_.clear();
    broken_ = "oov/dvl/probe";
    for (int i = 0; i < 100; ++i) {
        const std::string sent_at = std::to_string(now_.ms);
        EXPECT_TRUE(
            probe_.takes("oov/dvl/probe", R"({"probe":"hub-2","node":"hub-2","since":1,"sent_at":)" + sent_at + "}"));
        EXPECT_TRUE(
            probe_.takes("oov/dvl/probe", R"({"probe":"hub-1","node":"hub-1","since":1,"sent_at":)" + sent_at + "}"));
        EXPECT_TRUE(probe_.takes("oov/up/hub-2/report", R"({"probe":"hub-2","node":"hub-2","since":1,"sent_at":1})"));
        passes(250ms);
    }
    EXPECT_THAT(silent(), ElementsAre("oov/dvl/probe"));
}

TEST_F(Ways, TakeNobodysInputForAProbe) {
    EXPECT_FALSE(probe_.takes("oov/up/radio-7/report", R"({"id":"t1","category":"theft"})"));
    EXPECT_FALSE(probe_.takes("oov/up/radio-7/report", R"({"probe":"radio-8"})"));
    EXPECT_FALSE(probe_.takes("oov/up/hub-1/report", R"({"probe":"radio-8"})"));
    EXPECT_FALSE(probe_.takes("probe", R"({"probe":"probe"})"));
    EXPECT_FALSE(probe_.takes("", R"({"probe":""})"));
    const std::string whole = R"({"probe":"hub-2","node":"hub-2","since":1,"sent_at":1})";
    EXPECT_TRUE(probe_.takes("oov/up/hub-2/report", whole));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        EXPECT_FALSE(probe_.takes("oov/up/hub-2/report", whole.substr(0, length))) << length;
    }
    for (const char* other :
         {R"({"probe":"hub-2","category":"theft"})", R"({"probe":"hub-2","node":"hub-2","since":1,"sent_at":1} )",
          R"({"probe":"hub-2","node":"hub-2","since":1,"sent_at":1,"category":"theft"})",
          R"({"probe":"hub-2","node":"hub-2","since":-1,"sent_at":1})",
          R"({"probe":"hub-2","node":"","since":1,"sent_at":1})",
          R"({"probe":"hub-2","node":"a\"b","since":1,"sent_at":1})"}) {
        EXPECT_FALSE(probe_.takes("oov/up/hub-2/report", other)) << other;
    }
    EXPECT_FALSE(probe_.takes("oov/up/hub-1/report", ""));
}

TEST(Prober, GoesUnderTheNameOfItsAccount) {
    const Prober as_account{"hub", "hub-1", began};
    PathProbe probe(paths_of(one_division(), projection::Topics("oov"), as_account, {}), as_account, began);
    const PathProbe::LaneState stands{true, 1, true};
    const auto news = probe.go_on({began, stands, stands});
    ASSERT_FALSE(news.probes.empty());
    EXPECT_EQ(news.probes.front().topic, "oov/up/hub/report");
    EXPECT_EQ(news.probes.front().payload,
              R"({"probe":"hub","node":"hub-1","since":1763940000000,"sent_at":1763940000000})");
    EXPECT_TRUE(probe.takes(news.probes.front().topic, news.probes.front().payload));
}

}  // namespace
}  // namespace paraat::app
