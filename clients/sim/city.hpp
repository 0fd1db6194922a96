#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "clients/sim/calls.hpp"
#include "hub/base/time.hpp"

namespace paraat::sim {

struct CitySettings {
    std::uint64_t seed = 1;
    double calls_per_hour = 240;  // averaged over the day
    Instant begins;
    std::string run = "city";  // first part of the ids of its reports
};

// To be published on up/{client}/{kind}.
struct Outgoing {
    std::string client;
    std::string kind;  // report, status, beacon, ack, command
    nlohmann::ordered_json body;
};

// An order that came to a radio.
struct Order {
    std::string radio;
    std::string instruction;
    std::string incident;  // empty = of none
};

// A small city: the shipped organisation's twelve radios drive about, people call, the nearest free radio goes and
// looks. Deterministic: the same seed, times and receipts give the same messages. No I/O, one thread.
class City {
public:
    explicit City(const CitySettings& settings);

    // What happened up to `now`, in order. `hour`: of the local day, 0 .. 23.
    std::vector<Outgoing> pass_time(Instant now, int hour);
    // The receipt of a report of this city: a free radio is sent to `incident`.
    void learn(const std::string& report, const std::string& incident);
    // The radio has it, reads it and goes; when it comes again, nothing more. Orders to others than this city's radios
    // do nothing.
    void hear(const Order& order);

private:
    enum class Doing { patrolling, driving, looking };
    struct Place {
        double lat = 0;
        double lon = 0;
    };
    struct Unit {
        std::string name;
        bool is_overlast = false;
        Place at;
        Place to;
        Doing doing = Doing::patrolling;
        std::string incident;
        Milliseconds on_scene_for{0};
        Instant until;
        Instant acks_at;  // 0 = leaves it to others
        bool is_left_to_you = false;
        std::string instruction;  // by which it is on its way; empty = by none
        int battery_pct = 100;
    };
    struct Case {
        Call call;
        Place place;
        bool is_left_to_you = false;
    };

    struct Errand {
        Order order;
        std::size_t told = 0;  // of how_far
        Instant next;
    };

    Place somewhere();
    void take_calls(Instant now, int hour, std::vector<Outgoing>& out);
    void move(Unit& unit, Instant now, double seconds, std::vector<Outgoing>& out);
    void arrive(Unit& unit, Instant now, std::vector<Outgoing>& out);
    void follow(Errand& errand, Instant now, std::vector<Outgoing>& out);
    void go(Unit& unit, const std::string& incident, const Case& to, Instant now, std::vector<Outgoing>& out);
    void answer(const std::string& radio, const std::string& instruction, const char* how, std::vector<Outgoing>& out);
    void beacons(Instant now, std::vector<Outgoing>& out);
    std::string fresh_id(const std::string& kind);

    CitySettings settings_;
    std::mt19937_64 chance_;
    std::vector<Place> hot_spots_;
    std::vector<Unit> units_;
    std::map<std::string, Case> open_;                  // by the report's id, until its receipt came
    std::deque<std::pair<std::string, Case>> waiting_;  // for a free radio, by incident
    std::map<std::string, Case> known_;                 // by incident: where an order leads
    std::vector<Errand> errands_;
    std::set<std::string> heard_;  // orders, each by its radio
    Instant passed_;
    Instant next_call_;
    Instant next_beacons_;
    std::uint64_t count_ = 0;
    bool has_begun_ = false;
    bool has_called_ = false;
};

}  // namespace paraat::sim
