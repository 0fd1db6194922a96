#pragma once

#include <memory>

#include "hub/app/hub_files.hpp"
#include "hub/base/result.hpp"

namespace paraat::app {

// The whole hub: journal, core, publisher, transport, broker, admin page, each on its thread, started and stopped in
// mirrored order.
class Hub {
public:
    // Of files that are whole, or whose rules alone are not: then it starts only when it was rolled back to others.
    static Result<std::unique_ptr<Hub>> start(HubFiles files);
    // Stops taking input, commits and sends what is under way, says "down".
    ~Hub();

    // Rules are read from the disk anew; what comes of it is in the log, the journal and the hub's status.
    void reload_rules();
    // So are the agreements with partners: one that is gone from their file ends at once. A file that does not check
    // changes nothing, and the log says why.
    void reload_agreements();
    bool is_connected() const;  // to the broker
    // In words, for the one who started it: where things are and what to try.
    std::string greeting() const;

private:
    struct Parts;
    explicit Hub(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace paraat::app
