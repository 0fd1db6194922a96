#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/journal/queries.hpp"
#include "hub/journal/statement.hpp"
#include "hub/journal/verify.hpp"

namespace paraat::journal {

// A connection that reads, and the thread's own.
struct Looking {
    Database database;
    Queries queries;
};

// One of the things that a verification looks at. `check` is asked from time to time, by its own call, whether to go
// on; what it counts goes into the part's own report.
struct Part {
    using IsOver = std::function<bool()>;
    std::function<std::optional<Fault>(Looking&, VerifyReport&, const IsOver&)> check;
    bool comes_first = false;  // because it takes longest and cannot be shared out
    VerifyReport report = {};
    std::optional<Fault> fault = {};
};

// Does all parts, shared out over the threads of `effort`, each of which makes a connection for itself; the caller's is
// one of them. The parts are in the order in which faults are told: once one has a fault, those behind it are not
// looked at any more, and those before it are finished. So what is found does not depend on who was faster.
void share_out(std::vector<Part>& parts, const std::function<Result<Looking>()>& connect, const Effort& effort);

}  // namespace paraat::journal
