#pragma once

#include <cstdint>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include "hub/transport/transport.hpp"

namespace paraat::app {

// Finds what a broker retains on the hub's topics of incidents, instructions, full boards and briefings. Reads on a
// thread of its own, so that receipts and alerts go on meanwhile; owned and asked by the publisher's thread.
class BrokerSweep {
public:
    BrokerSweep(transport::Transport& transport, const std::string& root);

    // Asked once a round about the broker of this incarnation until it answers: begins to read, and gives the topics
    // once they are read. A reading that failed is begun anew after a pause.
    std::optional<std::vector<std::string>> look(std::uint64_t incarnation, Instant now);
    bool is_reading() const { return reading_.valid(); }

private:
    transport::Transport& transport_;
    std::vector<std::string> filters_;
    std::future<Result<std::vector<std::string>>> reading_;
    std::uint64_t incarnation_ = 0;  // that is read
    Instant due_;                    // the next try
};

}  // namespace paraat::app
