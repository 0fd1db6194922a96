#include "hub/app/path_probe.hpp"

#include <algorithm>
#include <charconv>

#include "hub/base/plain_name.hpp"

namespace paraat::app {
namespace {

using transport::Lane;

// Nobody else's input can be taken for a probe: it goes by the name of who sends it.
std::string mark_of(std::string_view client) {
    return "{\"probe\":\"" + std::string(client) + "\",\"node\":\"";
}

// Takes what is there off the front of the text.
bool skip(std::string_view& text, std::string_view expected) {
    if (!text.starts_with(expected)) return false;
    text.remove_prefix(expected.size());
    return true;
}

bool skip_number(std::string_view& text) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(digits);
    return digits > 0;
}

// To the last byte, of whichever hub that goes by this name.
bool is_probe(std::string_view payload, std::string_view client) {
    if (!skip(payload, mark_of(client))) return false;
    const std::size_t end = payload.find('"');
    if (end == std::string_view::npos || !is_plain_name(payload.substr(0, end))) return false;
    payload.remove_prefix(end);
    return skip(payload, "\",\"since\":") && skip_number(payload) && skip(payload, ",\"sent_at\":") &&
           skip_number(payload) && payload == "}";
}

// "radio-7" of "oov/up/radio-7/report", "politie" of "oov/partner/politie/in/report"; empty of anything else.
std::string_view sender_in(std::string_view topic) {
    const auto last = topic.rfind('/');
    if (last == std::string_view::npos) return {};
    topic = topic.substr(0, last);
    if (topic.ends_with("/in")) topic.remove_suffix(3);
    const auto begin = topic.rfind('/');
    return begin == std::string_view::npos ? std::string_view{} : topic.substr(begin + 1);
}

std::optional<Instant> time_at_end(std::string_view rest) {
    Instant said;
    const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), said.ms);
    if (read.ec != std::errc{} || std::string_view(read.ptr, rest.data() + rest.size()) != "}") return std::nullopt;
    return said;
}

}  // namespace

std::vector<Path> paths_of(const core::Organisation& organisation, const projection::Topics& topics,
                           const Prober& prober, PathsWanted wanted) {
    using core::InputKind;
    std::vector<Path> paths;
    for (const InputKind kind : {InputKind::report, InputKind::status, InputKind::instruct, InputKind::ack,
                                 InputKind::command, InputKind::query, InputKind::presence, InputKind::beacon}) {
        const std::string name = "up/" + std::string(word(kind));
        paths.push_back({name, topics.inputs(kind),
                         topics.root() + "/up/" + prober.client + "/" + std::string(word(kind)),
                         kind == InputKind::beacon ? Lane::beacons : Lane::alerts});
    }
    const std::string status = topics.hub_status(prober.node);
    paths.push_back({"hub/status", status, status, Lane::alerts, false});
    const auto add = [&](const std::string& name, const std::string& topic) {
        paths.push_back({name, topic, topic});
        if (wanted.has_twins) paths.push_back({"json/" + name, topics.twin(topic), topics.twin(topic)});
    };
    if (wanted.has_twins) {
        const std::string twin = topics.twin(topics.root() + "/hub/" + prober.node + "/probe");
        paths.push_back({"json/hub", twin, twin});
    }
    add("down", topics.root() + "/down/" + prober.client + "/probe");
    for (const auto& [name, division] : organisation.divisions) {
        add(name.text, topics.root() + "/" + name.text + "/probe");
        add("covert/" + name.text, topics.root() + "/covert/" + name.text + "/probe");
    }
    if (wanted.has_partners) {
        const core::ClientName name{prober.client};
        const std::string out = topics.to_partner(name, "probe");
        paths.push_back(
            {"partner/in", topics.partner_reports(), topics.root() + "/partner/" + name.text + "/in/report"});
        paths.push_back({"partner/out", out, out});
    }
    return paths;
}

std::string beginning_of(const Prober& prober) {
    return mark_of(prober.client) + prober.node + "\",\"since\":" + std::to_string(prober.since.ms) + ",\"sent_at\":";
}

PathProbe::PathProbe(std::vector<Path> paths, const Prober& prober, Instant now)
    : beginning_(beginning_of(prober)), round_{now, {}, {}}, due_(now) {
    for (Path& path : paths) watches_.push_back({std::move(path), now, std::nullopt});
}

const PathProbe::LaneState& PathProbe::lane_of(const Watch& watch) const {
    return watch.path.lane == Lane::alerts ? round_.alerts : round_.beacons;
}

// What was silent stays so until something comes.
void PathProbe::begin_anew(Lane lane, Instant now) {
    for (Watch& watch : watches_) {
        if (watch.path.lane != lane) continue;
        watch.heard = now;
        watch.asked.reset();
    }
}

PathProbe::News PathProbe::go_on(const Round& round) {
    const bool stood_still = round.now - round_.now > longest_round;
    const auto follow = [&](Lane lane, const LaneState& before, const LaneState& after) {
        const bool is_new =
            after.is_connected && (!before.is_connected || after.incarnation != before.incarnation || stood_still);
        if (is_new) due_ = round.now;
        if (is_new || !after.is_connected) begin_anew(lane, round.now);
    };
    follow(Lane::alerts, round_.alerts, round.alerts);
    follow(Lane::beacons, round_.beacons, round.beacons);
    round_ = round;

    News news;
    const bool is_due = round.now >= due_;
    if (is_due) due_ = round.now + interval;
    for (Watch& watch : watches_) {
        const LaneState& lane = lane_of(watch);
        // A probe behind real messages may be long on its way.
        if (!lane.has_room) watch.asked.reset();
        if (is_due && lane.is_connected && lane.has_room) {
            if (!watch.asked) watch.asked = round.now;
            if (watch.path.is_probed) {
                // QoS 0: the broker keeps none for a hub that is away.
                news.probes.push_back({watch.path.topic, beginning_ + std::to_string(round.now.ms) + "}", 0, false,
                                       transport::Urgency::board_or_result, true, watch.path.lane});
            }
        }
        if (lane.is_connected && watch.asked && round.now - watch.heard >= silent_after &&
            round.now - *watch.asked >= answer_patience) {
            watch.is_silent = true;
        }
        if (watch.is_silent && !watch.was_silent) news.silent.push_back(watch.path);
        if (!watch.is_silent && watch.was_silent) news.heard.push_back(watch.path);
        watch.was_silent = watch.is_silent;
    }
    return news;
}

bool PathProbe::takes(std::string_view topic, std::string_view payload) {
    if (!payload.starts_with("{\"probe\":\"")) return false;
    if (payload.starts_with(beginning_)) {
        if (const auto said = time_at_end(payload.substr(beginning_.size()))) hears(topic, *said);
    }
    const auto is_for_probes = [&](const Watch& watch) {
        return watch.path.topic == topic && watch.path.is_probes_alone();
    };
    if (std::any_of(watches_.begin(), watches_.end(), is_for_probes)) return true;
    // Ours or another hub's: its name stands where a client's does, or a partner's.
    const std::string_view sender = sender_in(topic);
    return !sender.empty() && is_probe(payload, sender);
}

void PathProbe::hears(std::string_view topic, Instant said) {
    for (Watch& watch : watches_) {
        if (watch.path.topic != topic) continue;
        watch.heard = std::max(watch.heard, std::min(said, round_.now));
        if (round_.now - watch.heard >= silent_after) continue;
        watch.asked.reset();
        watch.is_silent = false;
    }
}

std::vector<PathProbe::Age> PathProbe::ages(Instant now) const {
    std::vector<Age> found;
    for (const Watch& watch : watches_) found.push_back({watch.path.name, now - watch.heard});
    return found;
}

std::vector<std::string> PathProbe::silent() const {
    std::vector<std::string> found;
    for (const Watch& watch : watches_) {
        if (watch.is_silent && lane_of(watch).is_connected) found.push_back(watch.path.filter);
    }
    return found;
}

}  // namespace paraat::app
