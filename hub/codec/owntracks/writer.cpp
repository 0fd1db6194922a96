#include "hub/codec/owntracks/writer.hpp"

#include "hub/codec/owntracks/description.hpp"

namespace paraat::codec::owntracks {
namespace {

struct Writing {
    JsonObject json;

    void operator()(const Location& it) { describe_location(json, it); }
    void operator()(const Lwt& it) { describe_lwt(json, it); }
    void operator()(const Transition& it) { describe_transition(json, it); }
    void operator()(const Waypoint& it) { describe_waypoint(json, it); }
    // Empty it is an answer too: the phone has none.
    void operator()(const Waypoints& it) {
        describe_waypoints(json, it);
        if (it.waypoints.empty()) json.raw("waypoints", "[]");
    }
    void operator()(const Command& it) { describe_command(json, it); }
    void operator()(const Card& it) { describe_card(json, it); }
    void operator()(const Status& it) { describe_status(json, it); }
    void operator()(const Steps& it) { describe_steps(json, it); }
    void operator()(const Beacon& it) { describe_beacon(json, it); }
    void operator()(const Configuration&) {}  // is its own text
    void operator()(const Request& it) { describe_request(json, it); }
    void operator()(const Encrypted& it) { describe_encrypted(json, it); }
};

}  // namespace

std::string_view type_of(const Message& message) {
    static constexpr std::array<std::string_view, std::variant_size_v<Message>> words = {
        "location", "lwt",   "transition", "waypoint",      "waypoints", "cmd",      "card",
        "status",   "steps", "beacon",     "configuration", "request",   "encrypted"};
    return words[message.index()];
}

std::string write(const Message& message) {
    if (const auto* configuration = std::get_if<Configuration>(&message)) return configuration->settings;
    Writing writing;
    std::visit(writing, message);
    return writing.json.dump();
}

}  // namespace paraat::codec::owntracks
