#include "tests/bench/load/beacons.hpp"

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t senders = 8;
constexpr std::size_t payload_most = 150;
// Sent between two looks at what came, when there is no rate.
constexpr std::size_t sent_at_once = 256;

class Subscriber : public Ear {
public:
    void arrived(Line&, const mqtt::Publish& publish) override {
        ++heard;
        bytes += publish.payload.size();
    }

    std::size_t heard = 0;
    std::size_t bytes = 0;
};

}  // namespace

std::string unit_name(std::size_t number) {
    return "unit-" + std::to_string(number);
}

BeaconSource::BeaconSource(Lines& lines, const BeaconPlan& plan) : plan_(plan) {
    for (std::size_t number = 0; number < senders; ++number) {
        const std::string name = "beacons-" + std::to_string(number);
        lines_.push_back(&lines.add({plan.port, name, {{"oov/down/" + name + "/receipt", 0}}}, *this));
    }
    for (std::size_t number = 0; number < plan.units; ++number) {
        topics_.push_back("oov/up/" + unit_name(number) + "/beacon");
    }
}

void BeaconSource::send_due(Clock::time_point now) {
    const double seconds = std::chrono::duration<double>(now - begin_).count();
    const std::size_t due =
        plan_.per_second > 0 ? static_cast<std::size_t>(seconds * plan_.per_second) : sent_ + sent_at_once;
    while (sent_ < due) {
        Line& line = *lines_[sent_ % senders];
        if (!line.has_room()) return;
        send(line);
        ++sent_;
    }
}

void BeaconSource::send(Line& line) {
    const std::size_t unit = sent_ % plan_.units;
    const std::size_t step = sent_ / plan_.units;
    std::string payload = "{\"status\":\"available\",\"lat\":" + fixed(51 + static_cast<double>(unit) * 0.002, 5) +
                          ",\"lon\":" + fixed(4 + static_cast<double>(step % 1'000) * 0.0001, 5) +
                          ",\"accuracy_m\":8,\"speed_mps\":1.4,\"heading_deg\":90,\"battery_pct\":81}";
    if (payload.size() < payload_most) payload.resize(payload_most, ' ');
    payload_bytes_ = payload.size();
    line.publish({topics_[unit], payload, 0, false, false, 0});
}

BeaconResult send_beacons(const BeaconPlan& plan, std::chrono::seconds time, const std::vector<std::string>& filters) {
    using Clock = BeaconSource::Clock;
    Lines lines;
    Subscriber subscriber;
    BeaconSource source(lines, plan);
    std::vector<mqtt::Subscription> wanted;
    for (const std::string& filter : filters) wanted.push_back({filter, 0});
    lines.add({plan.port, "beacons-console", wanted}, subscriber);
    lines.until_all_are_ready();
    const auto cpu_before = cpu_time();
    const auto begin = Clock::now();
    source.begin(begin);
    while (Clock::now() < begin + time) {
        source.send_due(Clock::now());
        lines.turn(std::chrono::milliseconds{plan.per_second > 0 ? 1 : 0});
    }
    BeaconResult result;
    result.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    result.sent = source.sent();
    result.sent_bytes = source.sent() * source.payload_bytes();
    result.heard = subscriber.heard;
    result.heard_bytes = subscriber.bytes;
    result.cpu = cpu_time() - cpu_before;
    return result;
}

}  // namespace paraat::bench
