#include "hub/app/own_words.hpp"

#include "hub/app/ending.hpp"
#include "hub/base/log.hpp"
#include "hub/base/plain_name.hpp"

namespace paraat::app {
namespace {

// As the account that the broker knows, where there is one: then the probes of a hub that may not write to all of
// oov/up go by the rules that hold for every client (docs/decisions/0025).
Prober prober_of(const HubConfig& config, Instant since) {
    const bool is_name = is_plain_name(config.broker.username);
    return {is_name ? config.broker.username : config.hub.node, config.hub.node, since};
}

std::vector<Path> own_paths(const HubConfig& config, const core::Organisation& organisation, bool has_partners,
                            Instant since) {
    return paths_of(organisation, projection::Topics(config.hub.root), prober_of(config, since),
                    {config.hub.json_twins, has_partners});
}

PathProbe::LaneState state_of(const transport::Transport& transport, transport::Lane lane) {
    return {transport.is_connected(lane), transport.incarnation(lane), transport.has_room(lane)};
}

}  // namespace

OwnWords::OwnWords(Parts parts)
    : parts_(std::move(parts)),
      topics_(parts_.config.hub.root),
      status_topic_(topics_.hub_status(parts_.config.hub.node)),
      prober_(prober_of(parts_.config, parts_.since).client),
      probe_(own_paths(parts_.config, parts_.organisation, parts_.has_partners, parts_.since),
             prober_of(parts_.config, parts_.since), parts_.since),
      now_(parts_.since) {}

void OwnWords::take_out(std::vector<transport::Inbound>& arrived, Instant now) {
    std::lock_guard lock(mutex_);
    std::erase_if(arrived, [&](const transport::Inbound& message) { return is_own(message, now); });
}

bool OwnWords::is_own(const transport::Inbound& message, Instant now) {
    if (message.topic != status_topic_) {
        return probe_.takes(message.topic, message.payload) && !is_of_an_account(message.topic);
    }
    // What the broker kept is of before, and says nothing of who is there now.
    if (message.is_retained) return true;
    if (parts_.claim.must_yield_to(message.payload)) end_for_another(parts_.config.hub.node);
    probe_.hears(message.topic, now);
    return true;
}

// Of one that is no prober: then whatever it says wants its receipt.
bool OwnWords::is_of_an_account(std::string_view topic) const {
    const auto source = topics_.source_of(topic);
    return source && source->client.text != prober_ && parts_.organisation.account(source->client) != nullptr;
}

void OwnWords::go_on(Instant now) {
    using transport::Lane;
    std::lock_guard lock(mutex_);
    now_ = now;
    const PathProbe::News news =
        probe_.go_on({now, state_of(parts_.transport, Lane::alerts), state_of(parts_.transport, Lane::beacons)});
    // One for which there is no room is let go.
    for (const transport::Outbound& probe : news.probes) static_cast<void>(parts_.transport.send(probe));
    if (!news.probes.empty()) parts_.transport.flush();
    for (const Path& path : news.silent) {
        log_error("nothing comes through a path: look at its subscription and access at the broker",
                  {{"path", path.name}, {"filter", path.filter}});
    }
    for (const Path& path : news.heard)
        log_info("a path is heard again", {{"path", path.name}, {"filter", path.filter}});
}

std::vector<std::string> OwnWords::silent() const {
    std::lock_guard lock(mutex_);
    return probe_.silent();
}

std::vector<PathProbe::Age> OwnWords::ages() const {
    std::lock_guard lock(mutex_);
    return probe_.ages(now_);
}

std::string probe_beginning(const HubConfig& config, Instant since) {
    return beginning_of(prober_of(config, since));
}

std::vector<std::string> probe_filters(const HubConfig& config, const core::Organisation& organisation,
                                       bool has_partners) {
    std::vector<std::string> filters;
    for (const Path& path : own_paths(config, organisation, has_partners, Instant{})) {
        if (path.is_probes_alone()) filters.push_back(path.topic);
    }
    return filters;
}

}  // namespace paraat::app
