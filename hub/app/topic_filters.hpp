#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hub/core/organisation.hpp"
#include "hub/projection/topic.hpp"

namespace paraat::app {

// Whether a filter of MQTT holds a topic: "+" is any one level, "#" at its end all that follow.
bool filter_holds(std::string_view filter, std::string_view topic);

// What an account may read, where it reads without a broker in between: the broker's own rules (projection::access_of).
class ReadingRights {
public:
    ReadingRights() = default;
    ReadingRights(const core::Organisation& organisation, const projection::Topics& topics,
                  const core::ClientName& account);

    bool may_read(std::string_view topic) const;

private:
    std::vector<std::string> filters_;
};

}  // namespace paraat::app
