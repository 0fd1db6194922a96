#pragma once

#include <atomic>
#include <functional>
#include <thread>

#include "hub/app/kept_rules.hpp"
#include "hub/app/rule_request.hpp"
#include "hub/base/bounded_queue.hpp"
#include "hub/base/queue_fill.hpp"

namespace paraat::app {

// Reads, checks and keeps a set of rules that is asked for, on a thread of its own, so that no decision waits for the
// disk. One after the other.
class RuleReloading {
public:
    struct Parts {
        const core::Organisation& organisation;  // outlives it
        std::filesystem::path directory;         // where rules are written
        KeptRules kept;
        std::function<void()> wake;  // called when something was found
    };
    struct Found {
        RuleRequest request;
        core::RulesOffer offer;
        rules::RuleSet set;  // of an offer without fault
    };

    explicit RuleReloading(Parts parts);
    ~RuleReloading();

    // False when too many wait already; any thread.
    bool ask(RuleRequest request) { return asked_.try_push(std::move(request)); }
    QueueFill queue() const { return {"rule_requests", asked_.size(), asked_.capacity()}; }
    // What was found since the last time; does not wait.
    std::vector<Found> take() { return found_.take(asked_most, Milliseconds{0}); }
    // What the one who runs the hub should know: that the rules on the disk do not check. Any thread.
    std::vector<std::string> remarks() const;

private:
    static constexpr std::size_t asked_most = 8;

    void run();
    Found find_or_fault(RuleRequest request);
    Found find(RuleRequest request);

    Parts parts_;
    BoundedQueue<RuleRequest> asked_{asked_most};
    BoundedQueue<Found> found_{asked_most};
    std::atomic<bool> is_disk_wrong_{false};
    std::thread thread_;
};

// The first issue with its place, and how many more there are: what a receipt has room for.
std::string summary_of(const std::vector<std::string>& issues);

}  // namespace paraat::app
