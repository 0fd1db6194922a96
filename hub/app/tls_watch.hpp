#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "hub/app/broker_tls.hpp"
#include "hub/transport/private_broker.hpp"

namespace paraat::app {

// Looks after the private broker's certificates each second, on a thread of its own: what was renewed or revoked is the
// broker's at once, and the session of a revoked device is cut. Ends before the broker does.
class TlsWatch {
public:
    TlsWatch(BrokerTls tls, transport::PrivateBroker& broker);
    ~TlsWatch();

    // As of the last look: without it nothing is renewed or revoked. From any thread.
    bool is_site_ca_usable() const { return is_usable_; }

private:
    void run();
    void look();
    void cut_those_that_are_due();
    bool wait(Milliseconds span);

    BrokerTls tls_;
    transport::PrivateBroker& broker_;
    std::map<std::string, int> to_cut_;  // accounts, and how often their session is still cut
    std::string fault_;                  // as it was logged last
    std::atomic<bool> is_usable_{true};
    std::mutex mutex_;
    std::condition_variable stopping_;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace paraat::app
