#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/core/organisation.hpp"

namespace paraat::app {

// What the log says of sessions of TAK that the hub ended or refused: of each account and reason a line a minute, with
// how often, and none of who works covertly. No clock; for one thread.
class TakLog {
public:
    enum class Reason : std::uint8_t { replaced, refused, revoked };

    void note(const core::Organisation& organisation, const core::ClientName& account, Reason reason);
    // Writes the lines whose minute is over.
    void write(const core::Organisation& organisation, Instant now);

    struct Line {
        core::ClientName account;
        Reason reason;
        std::uint64_t times;

        bool operator==(const Line&) const = default;
    };
    // What write() writes.
    std::vector<Line> due(const core::Organisation& organisation, Instant now);

private:
    struct Kept {
        std::uint64_t times = 0;  // since the last line
        std::optional<Instant> written_at;
    };

    std::map<std::pair<core::ClientName, Reason>, Kept> kept_;
};

}  // namespace paraat::app
