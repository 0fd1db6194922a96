#include "hub/codec/owntracks/topic.hpp"

#include <algorithm>
#include <array>

namespace paraat::codec::owntracks {
namespace {

constexpr std::array<std::string_view, 9> rest_words{"event",  "waypoint", "waypoints", "cmd", "info",
                                                     "status", "step",     "beacon",    "dump"};

// Takes the first level off it, with the "/" behind.
std::string_view take_level(std::string_view& topic) {
    const std::string_view level = topic.substr(0, topic.find('/'));
    topic.remove_prefix(std::min(topic.size(), level.size() + 1));
    return level;
}

}  // namespace

std::optional<Topic> topic_in(std::string_view topic, std::string_view root) {
    if (!root.empty()) {
        if (!topic.starts_with(root) || topic.size() == root.size() || topic[root.size()] != '/') return std::nullopt;
        topic.remove_prefix(root.size() + 1);
    }
    const bool ends_open = topic.ends_with('/');
    const std::string_view user = take_level(topic);
    const std::string_view device = take_level(topic);
    if (user.empty() || device.empty() || ends_open) return std::nullopt;
    const bool is_known = topic.empty() || std::find(rest_words.begin(), rest_words.end(), topic) != rest_words.end();
    return is_known ? std::optional(Topic{std::string(user), std::string(device), std::string(topic)}) : std::nullopt;
}

std::string command_topic(std::string_view root, std::string_view user, std::string_view device) {
    std::string topic(root);
    for (const std::string_view level : {user, device, std::string_view("cmd")}) {
        if (!topic.empty()) topic += '/';
        topic += level;
    }
    return topic;
}

}  // namespace paraat::codec::owntracks
