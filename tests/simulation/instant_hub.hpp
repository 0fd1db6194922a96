#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "hub/app/batch.hpp"
#include "hub/app/hub_files.hpp"
#include "hub/transport/transport.hpp"
#include "tests/simulation/canary.hpp"
#include "tests/simulation/chance.hpp"

namespace paraat::simulation {

// What somebody can read, and when it was there.
struct Seen {
    Instant at;
    std::string where;  // a topic, a page, or "log"
    std::string says;

    bool operator==(const Seen&) const = default;
};

// A hub of the real parts on a machine that takes no time, beside a broker that takes none either: whatever comes later
// is so because the hub decided it. Its journal is a real one in `folder`.
class InstantHub {
public:
    // `may_be_seen` is asked for each topic that the hub publishes; what may be, its pages and its log go to `seen`.
    struct Watch {
        std::function<bool(const std::string& topic)> may_be_seen;
        std::function<void(Seen)> seen;
        std::function<void(const transport::Outbound&)> published = {};  // everything
    };
    InstantHub(const app::HubFiles& files, std::filesystem::path folder, Instant begin, std::uint64_t seed,
               Canary canary, Watch watch);
    ~InstantHub();

    // The process ends without a farewell, and starts again at once.
    void restart();
    // Both connections broke; the broker kept what it retains.
    void reconnect();
    // The agreements with partners from now on, also after a restart.
    void agree(std::vector<core::Agreement> agreements);
    // A message arrives, not before now; a partner's is of the kind "in/report". what it leads to happens in the next
    // pass_until().
    void hear(Instant at, const std::string& client, const std::string& kind, const std::string& payload);
    void pass_until(Instant end);
    // What a page says now.
    void look_at_pages();
    Instant now() const { return now_; }
    std::int64_t commits() const { return commits_; }
    bool has_failed() const { return has_failed_; }

private:
    class OwnTime;
    class Net;
    struct Process;
    void start();
    void end();
    void core_round();
    void publish(const app::Batch* batch);
    void wait_for_explanations();
    void see(const std::string& where, const std::string& says);
    void see_access(const core::Organisation& organisation);
    void sends(transport::Outbound message);

    const app::HubFiles& files_;
    const std::filesystem::path folder_;
    const Canary canary_;
    const Watch watch_;
    Chance chance_;
    Instant now_;
    Instant busy_until_;  // by a planted leak
    std::map<std::string, std::string> retained_;
    std::map<core::ClientName, std::string> access_;  // what the broker lets each do
    std::vector<core::Agreement> agreements_;
    std::uint64_t incarnation_ = 0;
    std::int64_t commits_ = 0;
    bool has_failed_ = false;
    std::unique_ptr<Process> process_;
};

}  // namespace paraat::simulation
