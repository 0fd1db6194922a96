#include "clients/sim/city.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace paraat::sim {
namespace {

// Rotterdam's centre: any city will do, the shipped organisation works nationwide.
constexpr double centre_lat = 51.92;
constexpr double centre_lon = 4.48;
constexpr double reach_deg = 0.02;               // of the city, north to south 4.4 km
constexpr double metres_per_degree = 111'195.0;  // of latitude, on a sphere of R = 6371008.8 m
constexpr double driving_mps = 10.0;
constexpr double arrived_m = 15.0;
constexpr double mean_on_scene_s = 60.0;
constexpr double at_hot_spot = 0.6;
constexpr double acks = 2.0 / 3.0;  // one alert in three is left to you
constexpr std::size_t waiting_most = 50;
constexpr std::size_t known_most = 500;
constexpr std::array<const char*, 3> how_far = {"delivered", "read", "accepted"};
constexpr Milliseconds beacon_interval = std::chrono::seconds{5};

double lon_scale() {
    return std::cos(centre_lat * 3.14159265358979 / 180.0);
}

double uniform(std::mt19937_64& chance, double from, double to) {
    return std::uniform_real_distribution<double>(from, to)(chance);
}

Milliseconds seconds(double count) {
    return Milliseconds{static_cast<std::int64_t>(count * 1000.0)};
}

bool is_nuisance(const std::string& category) {
    static const std::set<std::string> nuisance = {"youth_nuisance",     "loitering",        "street_intimidation",
                                                   "drug_nuisance",      "alcohol_nuisance", "noise_nuisance",
                                                   "fireworks_nuisance", "vandalism",        "disturbed_person"};
    return nuisance.contains(category);
}

// Degrees with six decimals: a tenth of a metre is more than a radio knows.
double rounded(double degrees) {
    return std::round(degrees * 1e6) / 1e6;
}

}  // namespace

City::City(const CitySettings& settings)
    : settings_(settings),
      chance_(settings.seed),
      passed_(settings.begins),
      next_call_(settings.begins),
      next_beacons_(settings.begins) {
    for (int i = 0; i < 5; ++i) {
        hot_spots_.push_back({centre_lat + uniform(chance_, -reach_deg, reach_deg) / 2,
                              centre_lon + uniform(chance_, -reach_deg, reach_deg) / lon_scale() / 2});
    }
    for (int i = 1; i <= 12; ++i) {
        Unit unit;
        unit.name = "radio-" + std::to_string(i);
        unit.is_overlast = i <= 6;
        unit.at = somewhere();
        unit.to = somewhere();
        unit.battery_pct = 60 + static_cast<int>(chance_() % 41);
        units_.push_back(unit);
    }
}

City::Place City::somewhere() {
    if (uniform(chance_, 0, 1) < at_hot_spot) {
        const Place& spot = hot_spots_[chance_() % hot_spots_.size()];
        return {spot.lat + uniform(chance_, -0.0007, 0.0007), spot.lon + uniform(chance_, -0.001, 0.001)};
    }
    return {centre_lat + uniform(chance_, -reach_deg, reach_deg),
            centre_lon + uniform(chance_, -reach_deg, reach_deg) / lon_scale()};
}

std::string City::fresh_id(const std::string& kind) {
    return settings_.run + "-" + kind + "-" + std::to_string(++count_);
}

std::vector<Outgoing> City::pass_time(Instant now, int hour) {
    std::vector<Outgoing> out;
    if (now <= passed_) return out;
    const double elapsed_s = static_cast<double>((now - passed_).count()) / 1000.0;
    passed_ = now;
    if (!has_begun_) {
        has_begun_ = true;
        for (const Unit& unit : units_) {
            out.push_back({unit.name, "status", {{"id", fresh_id("s")}, {"sent_at", now.ms}, {"status", "available"}}});
        }
    }
    take_calls(now, hour, out);
    for (Errand& errand : errands_) follow(errand, now, out);
    std::erase_if(errands_, [](const Errand& errand) { return errand.told == how_far.size(); });
    for (Unit& unit : units_) move(unit, now, elapsed_s, out);
    beacons(now, out);
    return out;
}

void City::take_calls(Instant now, int hour, std::vector<Outgoing>& out) {
    while (next_call_ <= now) {
        const double per_second = settings_.calls_per_hour * busyness(hour) / 3600.0;
        next_call_ = next_call_ + seconds(std::exponential_distribution<double>(per_second)(chance_)) + Milliseconds{1};
        Case heard{draw_call(chance_), somewhere(), !has_called_};
        has_called_ = true;
        // Who looks for the first time has an alert to answer at once.
        if (heard.is_left_to_you) heard.call = {"shooting", "schoten gehoord", 1};
        const std::string id = fresh_id("call");
        // A caller's place is what the centralist found on the map: about 20 m.
        out.push_back({"console-1",
                       "report",
                       {{"id", id},
                        {"sent_at", now.ms},
                        {"category", heard.call.category},
                        {"text", heard.call.text},
                        {"lat", rounded(heard.place.lat)},
                        {"lon", rounded(heard.place.lon)},
                        {"accuracy_m", 20}}});
        open_.emplace(id, heard);
    }
}

void City::learn(const std::string& report, const std::string& incident) {
    const auto found = open_.find(report);
    if (found == open_.end()) return;
    if (known_.size() == known_most) known_.erase(known_.begin());  // ids rise with time
    known_.emplace(incident, found->second);
    if (waiting_.size() < waiting_most) waiting_.emplace_back(incident, found->second);
    open_.erase(found);
}

void City::move(Unit& unit, Instant now, double seconds_passed, std::vector<Outgoing>& out) {
    if (unit.doing == Doing::patrolling) {
        const auto mine = std::find_if(waiting_.begin(), waiting_.end(), [&](const auto& waiting) {
            return is_nuisance(waiting.second.call.category) == unit.is_overlast;
        });
        if (mine != waiting_.end()) {
            const bool is_acked = !mine->second.is_left_to_you && uniform(chance_, 0, 1) < acks;
            unit.acks_at = is_acked ? now + seconds(uniform(chance_, 15, 45)) : Instant{};
            go(unit, mine->first, mine->second, now, out);
            waiting_.erase(mine);
        }
    }
    if (unit.acks_at.ms != 0 && unit.acks_at <= now) {
        out.push_back(
            {unit.name, "ack", {{"id", fresh_id("a")}, {"incident", unit.incident}, {"answer", "acknowledged"}}});
        unit.acks_at = Instant{};
    }
    if (unit.doing == Doing::looking) {
        if (unit.until <= now) arrive(unit, now, out);
        return;
    }
    const double north_m = (unit.to.lat - unit.at.lat) * metres_per_degree;
    const double east_m = (unit.to.lon - unit.at.lon) * metres_per_degree * lon_scale();
    const double distance_m = std::hypot(north_m, east_m);
    if (distance_m <= arrived_m) return arrive(unit, now, out);
    const double part = std::min(1.0, driving_mps * seconds_passed / distance_m);
    unit.at.lat += (unit.to.lat - unit.at.lat) * part;
    unit.at.lon += (unit.to.lon - unit.at.lon) * part;
}

void City::go(Unit& unit, const std::string& incident, const Case& to, Instant now, std::vector<Outgoing>& out) {
    unit.incident = incident;
    unit.to = to.place;
    unit.is_left_to_you = to.is_left_to_you;
    unit.on_scene_for = seconds(mean_on_scene_s * to.call.effort * uniform(chance_, 0.5, 1.5));
    unit.doing = Doing::driving;
    out.push_back({unit.name,
                   "status",
                   {{"id", fresh_id("s")}, {"sent_at", now.ms}, {"status", "en_route"}, {"incident", incident}}});
}

void City::hear(const Order& order) {
    const bool is_ours =
        std::any_of(units_.begin(), units_.end(), [&](const Unit& unit) { return unit.name == order.radio; });
    if (!is_ours || !heard_.insert(order.radio + " " + order.instruction).second) return;
    errands_.push_back({order, 0, passed_});
}

// It is on the radio at once, is read and accepted within seconds; who is busy accepts when he is not.
void City::follow(Errand& errand, Instant now, std::vector<Outgoing>& out) {
    if (errand.next > now) return;
    const Order& order = errand.order;
    const auto unit =
        std::find_if(units_.begin(), units_.end(), [&](const Unit& one) { return one.name == order.radio; });
    const bool is_last = errand.told + 1 == how_far.size();
    if (is_last && unit->doing != Doing::patrolling) return;
    answer(order.radio, order.instruction, how_far[errand.told++], out);
    errand.next = now + seconds(uniform(chance_, 3, 8));
    if (!is_last) return;
    const auto place = known_.find(order.incident);
    if (place == known_.end()) return answer(order.radio, order.instruction, "done", out);
    unit->instruction = order.instruction;
    go(*unit, order.incident, place->second, now, out);
}

void City::answer(const std::string& radio, const std::string& instruction, const char* how,
                  std::vector<Outgoing>& out) {
    out.push_back({radio, "ack", {{"id", fresh_id("a")}, {"instruction", instruction}, {"answer", how}}});
}

// At the end of a drive, or of what was done there.
void City::arrive(Unit& unit, Instant now, std::vector<Outgoing>& out) {
    const auto say = [&](const char* status) {
        nlohmann::ordered_json body = {{"id", fresh_id("s")}, {"sent_at", now.ms}, {"status", status}};
        if (!unit.incident.empty()) body["incident"] = unit.incident;
        out.push_back({unit.name, "status", std::move(body)});
    };
    switch (unit.doing) {
        case Doing::patrolling: unit.to = somewhere(); return;
        case Doing::driving:
            unit.doing = Doing::looking;
            unit.until = now + unit.on_scene_for;
            return say("on_scene");
        case Doing::looking:
            unit.doing = Doing::patrolling;
            unit.to = somewhere();
            if (!unit.instruction.empty()) {
                answer(unit.name, unit.instruction, "done", out);
            } else if (!unit.is_left_to_you) {
                out.push_back(
                    {"console-1",
                     "command",
                     {{"id", fresh_id("c")}, {"do", "resolve"}, {"incident", unit.incident}, {"text", "afgehandeld"}}});
            }
            unit.instruction.clear();
            unit.incident.clear();
            unit.acks_at = Instant{};
            return say("available");
    }
}

void City::beacons(Instant now, std::vector<Outgoing>& out) {
    if (now < next_beacons_) return;
    next_beacons_ = now + beacon_interval;
    for (Unit& unit : units_) {
        if (unit.battery_pct > 5 && chance_() % 60 == 0) --unit.battery_pct;
        out.push_back({unit.name,
                       "beacon",
                       {{"sent_at", now.ms},
                        {"lat", rounded(unit.at.lat)},
                        {"lon", rounded(unit.at.lon)},
                        {"accuracy_m", 8},
                        {"speed_mps", unit.doing == Doing::looking ? 0.0 : driving_mps},
                        {"battery_pct", unit.battery_pct}}});
    }
}

}  // namespace paraat::sim
