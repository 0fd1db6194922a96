#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/core/organisation.hpp"
#include "hub/projection/topic.hpp"
#include "hub/transport/transport.hpp"

namespace paraat::app {

// A way that messages take through the broker: a filter that the hub subscribes to, or topics that it may write.
struct Path {
    std::string name;    // "up/status", in metrics
    std::string filter;  // "oov/up/+/status", as a person knows it
    std::string topic;   // where it is probed
    transport::Lane lane = transport::Lane::alerts;
    bool is_probed = true;  // false: the hub speaks there anyway

    // Only a probe comes there: it needs a subscription of its own.
    bool is_probes_alone() const { return is_probed && filter == topic; }
};

// Who probes: `client` takes the place of a client's name in topics, `node` and `since` tell one hub's life from
// another.
struct Prober {
    std::string client;
    std::string node;
    Instant since;
};

struct PathsWanted {
    bool has_twins = true;
    bool has_partners = false;  // there is an agreement that lets something through
};

// All of a hub: each kind of input, the way down to clients, each division's topics, the covert ones, and their twins;
// those of partners.
std::vector<Path> paths_of(const core::Organisation& organisation, const projection::Topics& topics,
                           const Prober& prober, PathsWanted wanted);

// How all probes of that hub's life begin; then the time of their sending, and "}".
std::string beginning_of(const Prober& prober);

// Finds what every return code hides: an access rule or a subscription that lets nothing through. The hub sends a probe
// along each path every few seconds and sees whether it comes back (docs/decisions/0025). Decides only; time, messages
// and connections come in as data. One thread owns it.
class PathProbe {
public:
    static constexpr Milliseconds interval = std::chrono::seconds{6};
    // So that it is told within 30 s, and two lost probes are no alarm.
    static constexpr Milliseconds silent_after = std::chrono::seconds{20};
    static constexpr Milliseconds answer_patience = std::chrono::seconds{5};  // of a single probe
    static constexpr Milliseconds longest_round = std::chrono::seconds{2};    // longer: the process stood still

    PathProbe(std::vector<Path> paths, const Prober& prober, Instant now);

    struct LaneState {
        bool is_connected = false;
        std::uint64_t incarnation = 0;
        bool has_room = true;  // without it nothing is probed, nor judged: real messages go first

        bool operator==(const LaneState&) const = default;
    };
    struct Round {
        Instant now;
        LaneState alerts;
        LaneState beacons;
    };
    struct News {
        std::vector<transport::Outbound> probes;
        std::vector<Path> silent;  // since this round
        std::vector<Path> heard;   // again
    };
    // Once a round, after what arrived was shown to takes().
    News go_on(const Round& round);

    // True: it is a probe, ours or another hub's, and no input. Of what comes where clients speak, only what is a probe
    // to its last byte and goes by the name in its topic.
    bool takes(std::string_view topic, std::string_view payload);
    // The hub's own word came back there, said at that time.
    void hears(std::string_view topic, Instant said);

    struct Age {
        std::string name;
        Milliseconds age{0};  // of the newest that came back, at most since the connection
    };
    std::vector<Age> ages(Instant now) const;
    // The filters of the paths that nothing comes through, while their lane is connected.
    std::vector<std::string> silent() const;

private:
    struct Watch {
        Path path;
        Instant heard;
        std::optional<Instant> asked;  // the first probe that did not come back, since its lane has room
        bool is_silent = false;
        bool was_silent = false;  // at the last round
    };
    const LaneState& lane_of(const Watch& watch) const;
    void begin_anew(transport::Lane lane, Instant now);

    std::vector<Watch> watches_;
    std::string beginning_;  // of our own probes
    Round round_;
    Instant due_;
};

}  // namespace paraat::app
