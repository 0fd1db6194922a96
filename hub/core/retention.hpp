#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "hub/core/event.hpp"

// How long records are kept, and by which law: what a site configures in privacy.toml (docs/privacy.md). Pure; what is
// over is found by hub/app/expiry.
namespace paraat::core {

// For how long, and the reason that is shown.
struct RetentionTerm {
    Milliseconds keep{0};
    std::string ground;

    bool operator==(const RetentionTerm&) const = default;
};

// By which a law is found that applies to a record.
struct RecordFacts {
    CategoryName category;
    std::set<DivisionName> divisions;  // that ever had it
    CompartmentName compartment;
    std::set<ClientName> senders;  // of any of its reports
};

// A law, and how long it lets records be kept.
struct Regime {
    std::string name;
    std::string label;
    // It applies where one of these fits; the last regime has none, and applies to all else.
    std::set<CategoryName> categories;
    std::set<DivisionName> divisions;
    std::set<CompartmentName> compartments;
    std::set<ClientName> partners;
    std::map<RecordKind, RetentionTerm> terms;  // what is not named is kept as the last regime says

    bool applies_to(const RecordFacts& facts) const;
    bool operator==(const Regime&) const = default;
};

// What the term of a record runs from.
enum class TermFrom {
    close,         // of its incident; of an instruction that belongs to none, its own end
    own_time,      // of the event
    close_or_own,  // the one for what belongs to an incident, the other for what does not
};
TermFrom term_from(RecordKind record);
std::string_view word_of(TermFrom from);

inline constexpr Milliseconds inputs_kept_least = std::chrono::hours{24 * 30};  // contract section 2

// All of it. `regimes` is never empty, and its last one has a term for each kind.
struct Retention {
    std::vector<Regime> regimes;
    Milliseconds inputs = inputs_kept_least;  // what clients sent, beside the events
    std::vector<RoleName> officers;           // none = those who have the opco's authority

    const Regime& regime_of(const RecordFacts& facts) const;
    // One that is gone from the file: what it said is said by the last.
    const Regime& regime_named(const std::string& name) const;
    const RetentionTerm& term(const Regime& regime, RecordKind record) const;
    // Another one where another regime may apply to what was looked at.
    std::string version() const;

    bool operator==(const Retention&) const = default;
};

// What holds without a file, and what config/privacy.toml says: to be confirmed by counsel.
const Retention& shipped_retention();

// What is known of an incident from the events that have it as their subject, in their order.
struct IncidentRecord {
    RecordFacts facts;
    std::optional<Instant> closed_at;
    bool is_let_go = false;
    std::vector<InstructionId> orders;                  // known once it is let go of
    std::set<IncidentId> related;                       // its reports came from these, or went there
    std::vector<IncidentId> joined;                     // all of these came here
    std::vector<IncidentId> split_off;                  // it came out of these
    std::map<IncidentId, std::set<ClientName>> parted;  // whose reports went where

    void follow(const Event& event);
};

// The same of an instruction.
struct InstructionRecord {
    std::optional<IncidentId> incident;
    CompartmentName compartment;
    std::optional<Instant> ended_at;
    bool is_let_go = false;

    void follow(const Event& event);
};

// Which of the sealed fields of a kind of event are of one of the records and one of the sorts; empty `sorts` = all.
std::set<std::uint16_t> fields_of(std::uint16_t kind, std::span<const RecordKind> records,
                                  std::span<const FieldSort> sorts);

}  // namespace paraat::core
