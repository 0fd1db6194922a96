#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/core/names.hpp"
#include "hub/core/words.hpp"

// The daily briefing and its plan (docs/decisions/0021); as in incident_events.hpp. Nothing in it is personal: words of
// the organisation, figures, and the names of what it rests on.
namespace paraat::core {

// An entry of the journal that a line rests on: of an incident's timeline, or of an instruction.
struct BriefingCite {
    std::optional<IncidentId> incident;
    std::optional<InstructionId> instruction;
    std::string what;  // as the timeline names it
    Instant at;

    bool operator==(const BriefingCite&) const = default;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "instruction", self.instruction);
        visit(3, "what", self.what);
        visit(4, "at", self.at);
    }
};

// One thing that a briefing says: a sentence in Dutch, the same as figures, and what it rests on.
struct BriefingLine {
    BriefingKind kind = BriefingKind::came_in;
    // Of which; absent or empty = of all.
    CategoryName category;
    std::optional<std::int32_t> priority;
    std::optional<IncidentStatus> status;
    std::string contract;
    std::optional<AlarmKind> alarm;
    std::optional<InstructionState> ended_as;
    std::optional<IncidentId> incident;  // that is named by itself
    std::optional<std::int64_t> count;
    std::optional<std::int64_t> open;   // of a contract
    std::optional<std::int64_t> ended;  // likewise
    // Response times, by nearest rank.
    std::optional<Milliseconds> median;
    std::optional<Milliseconds> p90;
    std::optional<Milliseconds> worst;
    std::vector<std::string> why;  // an incident is named: priority, unacknowledged, silenced, shelved, claimed
    std::string text;
    std::vector<BriefingCite> cites;
    std::int64_t more = 0;  // cites that it does not show

    bool operator==(const BriefingLine&) const = default;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "kind", self.kind);
        visit(2, "category", self.category);
        visit(3, "priority", self.priority);
        visit(4, "status", self.status);
        visit(5, "contract", self.contract);
        visit(6, "alarm", self.alarm);
        visit(7, "ended_as", self.ended_as);
        visit(8, "incident", self.incident);
        visit(9, "count", self.count);
        visit(10, "open", self.open);
        visit(11, "ended", self.ended);
        visit(12, "median", self.median);
        visit(13, "p90", self.p90);
        visit(14, "worst", self.worst);
        visit(15, "why", self.why);
        visit(16, "text", self.text);
        visit(17, "cites", self.cites);
        visit(18, "more", self.more);
    }
};

// Which briefing: one a day for each division, and one of covert work where there is any.
struct BriefingName {
    std::string date;  // local, of its moment: "2026-11-27"
    CompartmentName compartment;
    DivisionName division;

    auto operator<=>(const BriefingName&) const = default;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "date", self.date);
        visit(2, "compartment", self.compartment);
        visit(3, "division", self.division);
    }
};

struct Briefing {
    BriefingName name;
    Instant from;   // of the time that it is about
    Instant until;  // likewise, not included
    Instant at;     // what is open is open then; later than `until` when no hub ran
    std::vector<BriefingLine> lines;

    bool operator==(const Briefing&) const = default;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "name", self.name);
        visit(2, "from", self.from);
        visit(3, "until", self.until);
        visit(4, "at", self.at);
        visit(5, "lines", self.lines);
    }
};

// When the next briefings are given, and from when on they tell.
struct BriefingPlanned {
    Instant from;
    Instant due = never;
    Milliseconds time_of_day{0};  // since local midnight, as the organisation wants it

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "from", self.from);
        visit(2, "due", self.due);
        visit(3, "time_of_day", self.time_of_day);
    }
};

struct BriefingGiven {
    Briefing briefing;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "briefing", self.briefing);
    }
};

// Then it falls away: the briefings of fourteen dates are kept.
inline constexpr Milliseconds briefing_kept = std::chrono::hours{24 * 14};

}  // namespace paraat::core
