#include "clients/sim/city.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace paraat::sim {
namespace {

constexpr Instant noon{1'720'087'200'000};

// A day in a city whose reports are all accepted, second by second.
class Day {
public:
    explicit Day(std::uint64_t seed, double calls_per_hour = 60) : city_({seed, calls_per_hour, noon, "test"}) {}

    City& city() { return city_; }

    std::vector<Outgoing> passes(std::chrono::seconds span, int hour = 12) {
        std::vector<Outgoing> all;
        for (const Instant end = now_ + span; now_ < end;) {
            now_ = now_ + std::chrono::seconds{1};
            for (Outgoing& outgoing : city_.pass_time(now_, hour)) {
                const std::string id = outgoing.body.value("id", "");
                if (outgoing.kind == "report") city_.learn(id, "incident-of-" + id);
                all.push_back(std::move(outgoing));
            }
        }
        return all;
    }

private:
    City city_;
    Instant now_ = noon;
};

std::vector<std::string> texts(const std::vector<Outgoing>& all) {
    std::vector<std::string> texts;
    for (const Outgoing& outgoing : all)
        texts.push_back(outgoing.client + "/" + outgoing.kind + " " + outgoing.body.dump());
    return texts;
}

std::size_t count(const std::vector<Outgoing>& all, const std::string& kind) {
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [&](const auto& one) { return one.kind == kind; }));
}

TEST(City, IsTheSameFromTheSameSeedAndAnotherFromAnother) {
    const auto first = texts(Day(7).passes(std::chrono::minutes{10}));
    EXPECT_EQ(first, texts(Day(7).passes(std::chrono::minutes{10})));
    EXPECT_NE(first, texts(Day(8).passes(std::chrono::minutes{10})));
}

TEST(City, HasAsManyCallsAsTheHourIsBusy) {
    const std::size_t day = count(Day(3, 240).passes(std::chrono::hours{4}, 12), "report");
    const std::size_t night = count(Day(3, 240).passes(std::chrono::hours{4}, 5), "report");
    EXPECT_NEAR(static_cast<double>(day), 4 * 240 * busyness(12), 100);
    EXPECT_NEAR(static_cast<double>(night), 4 * 240 * busyness(5), 60);
}

TEST(City, LeavesItsFirstAlertToYou) {
    const auto all = Day(5).passes(std::chrono::minutes{30});
    const auto first = std::find_if(all.begin(), all.end(), [](const auto& one) { return one.kind == "report"; });
    ASSERT_NE(first, all.end());
    EXPECT_EQ(first->body["category"], "shooting");
    const std::string incident = "incident-of-" + first->body["id"].get<std::string>();
    for (const Outgoing& one : all) {
        if (one.kind != "ack") continue;
        EXPECT_NE(one.body["incident"], incident);
    }
}

TEST(City, SendsARadioThatGoesLooksAndComesBack) {
    const auto all = Day(5, 10).passes(std::chrono::hours{1});
    std::vector<std::string> told;
    std::string unit;
    for (const Outgoing& one : all) {
        if (one.kind != "status" || (!unit.empty() && one.client != unit)) continue;
        if (told.empty() && !one.body.contains("incident")) continue;  // how each begins
        unit = one.client;
        if (told.size() < 3) told.push_back(one.body["status"]);
    }
    EXPECT_THAT(told, testing::ElementsAre("en_route", "on_scene", "available"));
}

TEST(City, FollowsAnOrderFromTheRadioToItsEnd) {
    Day day(5, 1);
    const auto begun = day.passes(std::chrono::hours{3});  // the first call is over, and all drive about
    const std::string first =
        "incident-of-" + std::find_if(begun.begin(), begun.end(), [](const auto& one) { return one.kind == "report"; })
                             ->body["id"]
                             .get<std::string>();
    day.city().hear({"radio-9", "order", first});
    std::vector<std::string> said;
    for (const Outgoing& one : day.passes(std::chrono::minutes{20})) {
        if (one.client != "radio-9") continue;
        if (one.kind == "ack" && one.body.value("instruction", "") == "order") said.push_back(one.body["answer"]);
        if (one.kind == "status" && one.body.value("incident", "") == first) said.push_back(one.body["status"]);
    }
    EXPECT_THAT(said, testing::ElementsAre("delivered", "read", "accepted", "en_route", "on_scene", "done"));
}

TEST(City, FollowsAnOrderOnceAndOnlyByItsRadio) {
    Day day(5, 1);
    day.passes(std::chrono::minutes{1});
    for (int times = 0; times < 2; ++times) day.city().hear({"radio-9", "order", ""});
    day.city().hear({"coord-1", "order", ""});
    std::vector<std::string> answers;
    for (const Outgoing& one : day.passes(std::chrono::minutes{30})) {
        if (one.kind == "ack" && one.body.contains("instruction"))
            answers.push_back(one.client + " " + one.body["answer"].get<std::string>());
    }
    EXPECT_THAT(answers, testing::ElementsAre("radio-9 delivered", "radio-9 read", "radio-9 accepted", "radio-9 done"));
}

TEST(City, LeavesTheEndOfItsFirstAlertToYou) {
    std::string first;
    for (const Outgoing& one : Day(5).passes(std::chrono::hours{1})) {
        if (one.kind == "report" && first.empty()) first = "incident-of-" + one.body["id"].get<std::string>();
        if (one.kind != "command") continue;
        EXPECT_NE(one.body["incident"], first);
    }
    EXPECT_FALSE(first.empty());
}

TEST(City, TellsWhereItsTwelveRadiosAreEveryFiveSeconds) {
    const auto all = Day(5).passes(std::chrono::seconds{60});
    std::set<std::string> clients;
    for (const Outgoing& one : all) {
        if (one.kind != "beacon") continue;
        clients.insert(one.client);
        EXPECT_NEAR(one.body["lat"].get<double>(), 51.92, 0.05);
        EXPECT_NEAR(one.body["lon"].get<double>(), 4.48, 0.08);
    }
    EXPECT_EQ(clients.size(), 12);
    EXPECT_EQ(count(all, "beacon"), 12 * 12);
}

TEST(City, GivesEachMessageAnIdOfItsOwn) {
    std::set<std::string> ids;
    for (const Outgoing& one : Day(9, 600).passes(std::chrono::minutes{20})) {
        if (one.kind == "beacon") continue;
        EXPECT_TRUE(ids.insert(one.body["id"]).second) << one.body;
    }
    EXPECT_GT(ids.size(), 100);
}

TEST(City, IsStillWhenNoTimePasses) {
    City city({1, 60, noon, "test"});
    EXPECT_FALSE(city.pass_time(noon + std::chrono::seconds{10}, 12).empty());
    EXPECT_TRUE(city.pass_time(noon + std::chrono::seconds{10}, 12).empty());
    EXPECT_TRUE(city.pass_time(noon, 12).empty());
}

}  // namespace
}  // namespace paraat::sim
