#pragma once

#include <memory>

#include "hub/app/hub_config.hpp"
#include "hub/base/result.hpp"
#include "hub/core/organisation.hpp"
#include "hub/rules/rule_set.hpp"

namespace paraat::app {

// The whole hub: journal, core, publisher, transport, broker, admin page, each on its thread, started and stopped in
// mirrored order.
class Hub {
public:
    static Result<std::unique_ptr<Hub>> start(HubConfig config, core::Organisation organisation, rules::RuleSet rules);
    // Stops taking input, commits and sends what is under way, says "down".
    ~Hub();

    bool is_connected() const;  // to the broker
    // In words, for the one who started it: where things are and what to try.
    std::string greeting() const;

private:
    struct Parts;
    explicit Hub(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace paraat::app
