#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "hub/base/time.hpp"
#include "tests/simulation/chance.hpp"

namespace paraat::simulation {

// Something that somebody says at a moment.
struct Saying {
    Instant at;
    std::string client;
    std::string kind;
    std::string payload;
};

// The incidents and orders that stand on some topics, by what is published on the JSON twins.
class Standing {
public:
    // `prefix` is of the twins' topics, "oov/json/" or "oov/json/covert/".
    // More than `crowd` incidents are too many.
    Standing(std::string prefix, std::size_t crowd) : prefix_(std::move(prefix)), crowd_(crowd) {}

    void hears(const std::string& topic, const std::string& payload);
    // Empty when there is none.
    std::string some_incident(Chance& chance) const;
    // Of a client; of teams and divisions when it is empty.
    std::string some_order(const std::string& client, Chance& chance) const;
    std::string some_that_is_over(Chance& chance) const;
    // From then on somebody puts them away, so that a day is no flood of reminders.
    bool is_crowded() const { return alerts_.size() > crowd_; }

private:
    const std::string prefix_;
    const std::size_t crowd_;
    std::set<std::string> alerts_;                         // topics
    std::map<std::string, std::set<std::string>> orders_;  // by client: ids
    std::deque<std::string> over_;                         // incidents
};

// Everybody at open work through a day: units, the centre, coordinators, the opco, an administrator, partners, an
// outsider; with a sign of life of each every minute, beacons, and questions of all kinds. What they do depends on
// chance and on what all may see only.
class OvertPeople {
public:
    OvertPeople(std::uint64_t seed, Instant begin);

    Instant next_due() const { return next_.at; }
    Saying take();
    Standing& standing() { return standing_; }

private:
    void plan();
    Saying act(Instant at);
    Saying speak_as_unit(Instant at, const std::string& unit);
    Saying decide_at_desk(Instant at, const std::string& desk);
    Saying lead(Instant at, const std::string& desk, const std::string& incident);
    Saying lead_seldom(Instant at, const std::string& desk, const std::string& incident);
    Saying organise(Instant at);
    Saying tell_from_outside(Instant at);
    Saying ask(Instant at, const std::string& client);
    Saying say(Instant at, const std::string& client, const std::string& kind, const std::string& words);

    Chance chance_;
    Standing standing_{"oov/json/", 10};
    std::map<std::string, Instant> signs_;  // when each gives its next sign of life
    std::deque<std::string> reports_;       // CLIENT/ID of the newest
    Instant act_at_;
    std::uint64_t said_ = 0;
    Saying next_;
};

// A covert operation beside it: covert units, and those who are cleared, who also try what they may not.
class CovertPeople {
public:
    CovertPeople(std::uint64_t seed, Instant begin);

    Instant next_due() const { return next_; }
    // `open` are the incidents and orders of open work. `now` is that of next_due(), or sooner, when something overt
    // happens at that moment.
    Saying take(Instant now, const Standing& open);
    Standing& standing() { return standing_; }

private:
    Saying act(Instant now, const std::string& incident);
    Saying lead(Instant now, const std::string& who, const std::string& incident, const Standing& open);
    Saying organise(Instant now);
    Saying ask(Instant now, const std::string& who, const std::string& incident);
    Saying say(Instant at, const std::string& client, const std::string& kind, const std::string& words);

    Chance chance_;
    Standing standing_{"oov/json/covert/", 4};
    Instant next_;
    std::uint64_t said_ = 0;
};

}  // namespace paraat::simulation
