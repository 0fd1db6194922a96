#pragma once

#include <map>
#include <tuple>

#include "hub/base/time.hpp"
#include "hub/core/consultation_events.hpp"

namespace paraat::app {

// Which consultations go on record: a page that is open asks the same every few seconds. One thread owns it.
class Consultations {
public:
    // Whether the asker did not look at the same in the ten minutes before `now`; notes that he does.
    bool is_new(const core::ClientName& asker, const core::Consulted& consulted, Instant now);

private:
    using Key = std::tuple<core::ClientName, std::string, std::optional<core::IncidentId>, core::DivisionName, bool,
                           core::ClientName>;

    std::map<Key, Instant> noted_at_;
    Instant swept_at_;
};

}  // namespace paraat::app
