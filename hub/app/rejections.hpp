#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "hub/base/log.hpp"
#include "hub/base/time.hpp"
#include "hub/core/names.hpp"
#include "hub/core/words.hpp"

namespace paraat::app {

// How often what nobody waits for is told and logged, so that a broken device fills neither its own topic nor the log.
// Owned by the core thread.
class Rejections {
public:
    // The first of a client and kind within a minute is told to it.
    bool is_first(const core::ClientName& client, core::InputKind kind, Instant now);
    // Logs a line, at most `lines_most` a minute whoever is at fault; the last one says that there are more.
    void log(std::string_view message, const LogFields& fields, Instant now);

    static constexpr int lines_most = 60;

private:
    std::map<std::pair<core::ClientName, core::InputKind>, Instant> told_at_;
    std::optional<Instant> minute_;  // of the lines below
    int lines_ = 0;
};

}  // namespace paraat::app
