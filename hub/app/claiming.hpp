#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "hub/app/hub_clock.hpp"
#include "hub/app/node_claim.hpp"
#include "hub/transport/transport.hpp"

namespace paraat::app {

// Before the first connection takes another hub's away, looks on a thread of its own whether there is one; then starts
// the transport. Ends the process when another hub of this node runs.
class Claiming {
public:
    struct Parts {
        NodeClaim claim;
        transport::Transport& transport;
        const HubClock& clock;
        std::string node;
        std::string status_topic;
        std::string broker;          // "localhost:1883", for the log
        bool is_broker_own = false;  // a private broker is this hub's alone: nobody else can be there
    };
    explicit Claiming(Parts parts);
    ~Claiming();

private:
    void run();
    bool wait(Milliseconds span);  // false when it is to stop

    Parts parts_;
    std::mutex mutex_;
    std::condition_variable stopping_;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace paraat::app
