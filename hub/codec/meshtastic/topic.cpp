#include "hub/codec/meshtastic/topic.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace paraat::codec::meshtastic {
namespace {

// The first that is found counts, so the longer of two stands before the shorter one in it.
constexpr std::array<std::pair<std::string_view, TopicKind>, 5> kinds{{{"/2/json/", TopicKind::json},
                                                                       {"/2/e/", TopicKind::protobuf},
                                                                       {"/2/c/", TopicKind::protobuf},
                                                                       {"/2/stat/", TopicKind::presence},
                                                                       {"/json/", TopicKind::json}}};

std::string_view without_slashes(std::string_view text) {
    while (text.starts_with('/')) text.remove_prefix(1);
    while (text.ends_with('/')) text.remove_suffix(1);
    return text;
}

}  // namespace

std::optional<Topic> topic_in(std::string_view topic, std::string_view root) {
    if (!topic.starts_with(root)) return std::nullopt;
    std::string below(topic.substr(root.size()));
    if (root.empty()) below.insert(0, 1, '/');
    if (!below.starts_with('/')) return std::nullopt;
    below += '/';
    for (const auto& [mark, kind] : kinds) {
        const std::size_t at = below.find(mark);
        if (at == std::string::npos) continue;
        Topic found{kind, std::string(without_slashes(std::string_view(below).substr(0, at))), {}, {}};
        const std::string rest(without_slashes(std::string_view(below).substr(at + mark.size())));
        const std::size_t slash = rest.rfind('/');
        found.gateway = node_in(slash == std::string::npos ? rest : rest.substr(slash + 1));
        if (!found.gateway) {
            found.channel = rest;
        } else if (slash != std::string::npos) {
            found.channel = rest.substr(0, slash);
        }
        return found;
    }
    return std::nullopt;
}

std::string downlink_topic(std::string_view root) {
    return std::string(root) + "/2/json/mqtt/";
}

}  // namespace paraat::codec::meshtastic
