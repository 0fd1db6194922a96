#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/base/time.hpp"
#include "hub/codec/remark.hpp"

// Pages of the Dutch pager network P2000 (FLEX), as receivers write them. Pure: bytes in, values out; any thread.
namespace paraat::codec::p2000 {

enum class PageKind { text, numeric, tone, unknown };
// Whether a page is all that was sent: its message goes on in another page, or it ends one that began before.
enum class PagePart { whole, goes_on, last, unsaid };

// A date and a time of the day as a clock showed them, without a zone.
struct CivilTime {
    int year = 0;
    int month = 0;  // 1..12
    int day = 0;    // 1..31, one that the month has
    int hour = 0;
    int minute = 0;
    int second = 0;

    bool operator==(const CivilTime&) const = default;
};

struct Page {
    std::optional<CivilTime> received;  // by the receiver's clock; absent = a date that there is not
    std::vector<std::string> capcodes;  // 7 digits where they fit, else 9; a group's own first, then its members
    PageKind kind = PageKind::text;
    PagePart part = PagePart::unsaid;
    std::string baud;         // "1600/2"; empty of a list on the web
    std::string phase;        // one of A B C D, or empty
    std::string frame;        // "12.077"; empty of a list on the web
    std::string text;         // UTF-8 without control characters
    std::string description;  // of the capcode, by the web page that it was taken from; never part of what was sent
    Remarks degraded;

    bool operator==(const Page&) const = default;
};

inline constexpr std::size_t line_most = 4'096;  // bytes
inline constexpr std::size_t capcodes_most = 100;

// A line of multimon-ng: seven fields by `|`, whose text may hold more of them, or the older `FLEX: ` with blanks and
// the capcode in brackets. The two letters of the third field stand in either order. Refused: `too_long`; `unreadable`
// (no such line, no UTF-8); `bad_value` with the field `capcode`.
Result<Page> read_line(std::string_view line);
// The seven fields; a page that was read of a line is the same, written and read again, apart from its remarks.
std::string write_line(const Page& page);

// A row of a list taken from the web: capcode, local time, type, and the text with the capcode's description glued on,
// by tabs. Where the description begins is a guess by its usual first words.
Result<Page> read_scraped_row(std::string_view row);

// How far a place's clock is ahead of UTC at a moment.
using OffsetAt = std::function<Milliseconds(Instant)>;
// The moment at which a clock showed a time: the first where it shows it twice; where it skips it, as the clock before.
Instant moment_of(const CivilTime& shown, const OffsetAt& offset);

}  // namespace paraat::codec::p2000
