#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "hub/app/hub_clock.hpp"
#include "hub/base/time.hpp"
#include "tests/simulation/chance.hpp"
#include "tests/simulation/figures.hpp"

namespace paraat::simulation {

// Simulated time, what happens in it, and chance. Nothing happens but by an event; two of the same moment happen in the
// order in which they were planned.
class World {
public:
    explicit World(std::uint64_t seed) : chance(seed) {}

    using Deed = std::function<void()>;
    void at(Instant when, Deed deed) { plan_[{std::max(when, now_), ++planned_}] = std::move(deed); }
    void after(Milliseconds span, Deed deed) { at(now_ + span, std::move(deed)); }

    Instant now() const { return now_; }
    // All that is planned up to then.
    void pass_until(Instant end);
    std::uint64_t happened() const { return happened_; }

    // What was seen, for who reads a night that failed.
    void tell(const std::string& who, const std::string& what);
    bool tells = false;

    Chance chance;
    Figures figures;  // of what happens in it

private:
    std::map<std::pair<Instant, std::uint64_t>, Deed> plan_;
    Instant now_{1'764'000'000'000};
    std::uint64_t planned_ = 0;
    std::uint64_t happened_ = 0;
};

// The clocks of one machine: the wall's may jump.
class MachineTime : public app::TimeSource {
public:
    explicit MachineTime(const World& world) : world_(world) {}

    std::chrono::nanoseconds since_epoch() const override { return Milliseconds{world_.now().ms} + jump_; }
    std::chrono::nanoseconds since_boot() const override { return Milliseconds{world_.now().ms}; }
    Instant wall() const { return world_.now() + jump_; }
    void jump(Milliseconds span) { jump_ += span; }
    void set_right() { jump_ = {}; }

private:
    const World& world_;
    Milliseconds jump_{0};
};

}  // namespace paraat::simulation
