#pragma once

#include <cstdint>
#include <functional>
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
    using Found = Result<std::vector<std::string>>;
    // Begins to read, and says later what was found; a simulation has one thread only.
    using Begin = std::function<std::future<Found>(std::function<Found()>)>;
    static std::future<Found> on_a_thread(std::function<Found()> read);

    BrokerSweep(transport::Transport& transport, const std::string& root, Begin begin = on_a_thread);

    // Asked once a round about the broker of this incarnation until it answers: begins to read, and gives the topics
    // once they are read. A reading that failed is begun anew after a pause.
    std::optional<std::vector<std::string>> look(std::uint64_t incarnation, Instant now);
    bool is_reading() const { return reading_.valid(); }

private:
    transport::Transport& transport_;
    std::vector<std::string> filters_;
    Begin begin_;
    std::future<Found> reading_;
    std::uint64_t incarnation_ = 0;  // that is read
    Instant due_;                    // the next try
};

}  // namespace paraat::app
