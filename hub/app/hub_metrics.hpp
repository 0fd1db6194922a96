#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/app/intake.hpp"
#include "hub/app/path_probe.hpp"
#include "hub/app/publisher.hpp"
#include "hub/rules/rule_failures.hpp"
#include "hub/rules/rule_trials.hpp"
#include "hub/transport/transport.hpp"

namespace paraat::app {

// What the core and the journal thread count, for the admin page's thread to read.
class HubCounters {
public:
    void note(const IntakeCounts& all, const IntakeCounts& open);
    void note_commit() { ++commits_; }

    IntakeCounts intake() const { return all_.counts(); }
    IntakeCounts open_intake() const { return open_.counts(); }
    std::uint64_t commits() const { return commits_; }

private:
    class Kept {
    public:
        void note(const IntakeCounts& counts);
        IntakeCounts counts() const;

    private:
        std::atomic<std::uint64_t> accepted_{0}, refused_{0}, repeated_{0}, rate_limited_{0}, unreadable_beacons_{0},
            foreign_topics_{0}, retained_{0}, quarantined_{0}, partner_loops_{0}, oversized_{0}, unreadable_foreign_{0};
    };
    Kept all_, open_;
    std::atomic<std::uint64_t> commits_{0};
};

// All that /metrics tells, at one moment.
struct HubFigures {
    IntakeCounts intake;
    IntakeCounts open_intake = {};  // of clients that are not cleared for covert work
    std::uint64_t commits = 0;
    std::size_t quarantine = 0;  // messages in it
    std::vector<PathProbe::Age> paths = {};
    transport::Counters transport;
    std::vector<QueueFill> queues = {};  // of the hub, beside the transport's own
    std::int64_t unverified_events = 0;  // of the journal's past, after an unclean stop
    bool is_connected = false;           // over the alerts lane
    std::uint64_t oversized = 0;
    std::int64_t open_incidents = 0;
    std::int64_t unacknowledged = 0;
    Milliseconds oldest_unacknowledged{0};
    std::int64_t posts_in_flood = 0;
    std::int64_t post_alerts_most = 0;
    std::vector<rules::RuleFailure> rule_failures;
    std::vector<rules::RuleTrial> rule_trials = {};
    std::uint64_t failed_logins = 0;  // at a private broker with accounts
    struct Tak {
        std::size_t sessions = 0;
        std::uint64_t cut = 0;  // by the hub: revoked, slow, nobody it knows, speaking no TAK
    };
    std::optional<Tak> tak = std::nullopt;                 // where it takes clients of TAK
    std::optional<bool> is_site_ca_usable = std::nullopt;  // of a private broker with a TLS port
};

// Whose page it is: everybody's tells nothing that covert work moves (docs/decisions/0034), or all there is to tell.
enum class MetricsFor { everybody, cleared };

std::string metrics_text(const HubFigures& figures, MetricsFor readers);

}  // namespace paraat::app
