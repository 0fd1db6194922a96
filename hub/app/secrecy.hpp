#pragma once

#include <string>
#include <string_view>

#include "hub/core/organisation.hpp"
#include "hub/projection/topic.hpp"

namespace paraat::app {

// Whether everybody may know that there was such a message, of which nobody reads the bytes: not when its client knows
// of covert work, and not a report that is covert or may be, by a search in its bytes.
bool is_open(const core::Organisation& organisation, const projection::Topics& topics, std::string_view topic,
             std::string_view payload);

// Whether everybody may know that there is such an account: one of the organisation that does not work covertly.
bool may_be_named(const core::Organisation& organisation, const core::ClientName& account);

// Whether somebody may read a topic of the hub, or its twin, who is not cleared for covert work.
bool is_read_uncleared(const core::Organisation& organisation, const projection::Topics& topics,
                       const std::string& topic);

}  // namespace paraat::app
