#pragma once

#include <string>

namespace paraat::sdk {

// What came from the broker.
struct Message {
    std::string topic;
    std::string payload;
    bool is_retained = false;  // said before the subscription, nobody knows when
};

}  // namespace paraat::sdk
