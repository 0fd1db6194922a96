#include "hub/core/whereabouts.hpp"

namespace paraat::core {
namespace {

// Its panic is open: whoever comes to help must find it.
bool needs_help(const State& state, const ClientName& client) {
    const Unit* unit = state.unit(client);
    return unit != nullptr && unit->panic.has_value();
}

}  // namespace

bool hides_position(const State& state, const ClientName& client, const StatusUpdate& update) {
    if (update.panic || needs_help(state, client)) return false;
    return update.status ? *update.status == UnitStatus::off_duty : state.is_off_duty(client);
}

std::vector<ClientName> positions_to_forget(const State& state, const Event& event) {
    std::vector<ClientName> clients;
    if (const auto* ended = std::get_if<ShiftEnded>(&event.body)) clients.push_back(ended->client);
    // Who calls for help by it is to be found.
    const auto* reported = std::get_if<StatusReported>(&event.body);
    if (reported != nullptr && !reported->panic) clients.push_back(reported->unit);
    if (const auto* closed = std::get_if<Closed>(&event.body)) {
        const Incident* incident = state.incident(closed->incident);
        if (incident != nullptr && !incident->panic_of.empty()) clients.push_back(incident->panic_of);
    }
    std::erase_if(clients,
                  [&](const ClientName& client) { return !state.is_off_duty(client) || needs_help(state, client); });
    return clients;
}

}  // namespace paraat::core
