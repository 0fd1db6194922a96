#pragma once

#include <cstddef>
#include <string>

namespace paraat {

// How full a queue is, under the name by which people hear of it (ARCHITECTURE.md, Queues).
struct QueueFill {
    std::string name;
    std::size_t waiting = 0;
    std::size_t most = 0;
};

}  // namespace paraat
