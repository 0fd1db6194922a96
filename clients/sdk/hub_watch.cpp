#include "clients/sdk/hub_watch.hpp"

#include <utility>

#include "clients/sdk/json_fields.hpp"

namespace paraat::sdk {

bool HubWatch::begins_to_listen(const Message& status) {
    const Json said = Json::parse(status.payload, nullptr, false);
    if (!said.is_object()) return false;
    if (hubs_.size() >= nodes_most && !hubs_.contains(status.topic)) return false;
    const Hub now{ear_of(text_at(said, "state")), number_at(said, "since"), text_at(said, "generation")};
    const Hub before = std::exchange(hubs_[status.topic], now);
    if (status.is_retained || now.ear == Ear::none) return false;
    return now.ear > before.ear || now.since != before.since || now.generation != before.generation;
}

// A degraded hub takes what it hears, but perhaps does not hear all, or has no room for it on its disk.
HubWatch::Ear HubWatch::ear_of(const std::string& state) {
    if (state == "up") return Ear::good;
    return state == "degraded" ? Ear::poor : Ear::none;
}

}  // namespace paraat::sdk
