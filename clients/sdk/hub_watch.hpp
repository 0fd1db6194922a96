#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "clients/sdk/message.hpp"

namespace paraat::sdk {

// How the hubs of a broker are, by their own word (contract section 6). A broker acknowledges what a client says also
// while no hub has subscribed, and forgets it; so a client wants to know when one begins to listen. One thread uses it.
class HubWatch {
public:
    static constexpr std::size_t nodes_most = 16;  // hubs on a broker; of further ones nothing is known

    // A status in JSON came on its topic. True: its hub listens from now on, and did not, or not as well, or it was
    // another run of it that did. What is retained tells how it was before, and begins nothing.
    bool begins_to_listen(const Message& status);

private:
    enum class Ear : std::uint8_t { none, poor, good };
    struct Hub {
        Ear ear = Ear::none;
        std::int64_t since = 0;  // ms since the Unix epoch
        std::string generation;
    };
    static Ear ear_of(const std::string& state);

    std::map<std::string, Hub> hubs_;  // by topic
};

}  // namespace paraat::sdk
