#include "tests/bench/site/firings.hpp"

#include <algorithm>

namespace paraat::bench {

Firings::Firings(const core::State& state) {
    for (const auto& [id, incident] : state.incidents) {
        if (incident.next_due() != never) due_.emplace(id, incident.next_due());
    }
}

void Firings::note(const std::vector<core::Event>& events, double at, std::vector<Fired>& fired) {
    for (const core::Event& event : events) {
        const auto* stepped = std::get_if<core::EscalationStepped>(&event.body);
        if (stepped == nullptr) continue;
        const auto call = due_.find(stepped->incident);
        if (call == due_.end()) continue;
        fired.push_back({stepped->incident, static_cast<double>(call->second.ms), at});
        call->second = stepped->ack_by;
    }
}

std::size_t Firings::unfired(Instant before) const {
    return static_cast<std::size_t>(
        std::count_if(due_.begin(), due_.end(), [&](const auto& call) { return call.second < before; }));
}

}  // namespace paraat::bench
