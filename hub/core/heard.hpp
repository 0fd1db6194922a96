#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/core/names.hpp"
#include "hub/core/words.hpp"

namespace paraat::core {

// What became of a message in a format that is not the hub's own. `degraded` = taken, though something in it is wrong.
enum class HeardOutcome : std::uint8_t { taken, degraded, refused, repeated, nothing_to_do };

// One such message. It decides nothing and is not in the journal: whoever connects devices sees by it what the hub
// makes of them.
struct HeardMessage {
    Instant at;
    std::string format;             // "owntracks"
    std::string topic;              // as it came
    std::string what;               // in its format's own word: "location"; may be empty
    ClientName client;              // whose it is; empty = nobody's that the hub knows
    std::optional<InputKind> kind;  // what it became first
    HeardOutcome outcome = HeardOutcome::taken;
    std::vector<std::string> remarks;  // what is wrong, or why not, a sentence each
    bool is_covert = false;            // of one that only the cleared know of

    bool operator==(const HeardMessage&) const = default;
};

}  // namespace paraat::core
