#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "hub/app/hub_config.hpp"
#include "hub/app/node_claim.hpp"
#include "hub/app/path_probe.hpp"

namespace paraat::app {

// What the hub hears of itself over the broker, and is nobody's input: its status, by which it knows of another hub of
// its node, and its probes. The core thread uses it; silent() and ages() are for any.
class OwnWords {
public:
    struct Parts {
        const HubConfig& config;
        const core::Organisation& organisation;
        transport::Transport& transport;
        NodeClaim claim;
        Instant since;
        bool has_partners = false;  // there is an agreement that lets something through, at the hub's start
    };
    explicit OwnWords(Parts parts);

    // Takes them out of what arrived. Ends the process when another hub of this node has the older right.
    void take_out(std::vector<transport::Inbound>& arrived, Instant now);
    // Once a round, after that: sends what is due, and logs which paths fell silent or are heard again.
    void go_on(Instant now);

    // The filters of paths that nothing comes through.
    std::vector<std::string> silent() const;
    std::vector<PathProbe::Age> ages() const;

private:
    bool is_own(const transport::Inbound& message, Instant now);
    bool is_of_an_account(std::string_view topic) const;

    const Parts parts_;
    const projection::Topics topics_;
    const std::string status_topic_;
    const std::string prober_;
    mutable std::mutex mutex_;
    PathProbe probe_;
    Instant now_;  // of the last round
};

// What the hub subscribes to for its probes, besides what it listens to anyway.
std::vector<std::string> probe_filters(const HubConfig& config, const core::Organisation& organisation,
                                       bool has_partners);

// How the probes of that hub's life begin: they never wait for the beacons' rate.
std::string probe_beginning(const HubConfig& config, Instant since);

}  // namespace paraat::app
