#include "hub/app/live_rules.hpp"

namespace paraat::app {

void LiveRules::put(rules::RuleSet set) {
    const std::lock_guard lock(mutex_);
    set_ = std::move(set);
}

rules::RuleSet LiveRules::current() const {
    const std::lock_guard lock(mutex_);
    return set_;
}

}  // namespace paraat::app
