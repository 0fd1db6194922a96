#pragma once

#include <optional>
#include <string_view>

#include "hub/codec/p2000/page_joiner.hpp"
#include "hub/core/input.hpp"

namespace paraat::codec::p2000 {

// Why a page is no report.
enum class NoReport { test, withdrawal, repeat, same, held, numeric, tone, unknown_kind, no_dispatch };
std::string_view word(NoReport why);

struct Told {
    std::optional<core::Report> report;
    std::optional<NoReport> why;  // where there is none
};

// A report of low trust: anybody can transmit on the pager frequency, and a page has no sender that could be asked. So
// it is never severe or extreme, whatever it says: priority 1 is serious, 2 moderate, 3 to 5 minor. Who can be sought
// out by it is in the address, and not in the text; the numbers of the control room are its references. `occurred_at`
// is the caller's, since a page shows a clock without a zone. A fragment is told all the same, with the tag `fragment`.
Told to_report(const JoinedPage& joined, const Tables& tables, std::optional<Instant> occurred_at);

}  // namespace paraat::codec::p2000
