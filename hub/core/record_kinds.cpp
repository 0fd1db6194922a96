#include "hub/core/record_kinds.hpp"

#include <algorithm>
#include <iterator>

#include "hub/core/event.hpp"

namespace paraat::core {
namespace {

// In the order of the journal's kinds. A place is kept by its own, shorter term, where it has a field of its own; one
// that stands in a field with what must be kept longer, the copy of a report or a word to a partner, is kept as that.
constexpr EventRecord record_table[] = {
    {"hub_started", RecordKind::administration, {}},
    {"report_received",
     RecordKind::incident,
     {{7, RecordKind::incident, FieldSort::text},
      {8, RecordKind::position, FieldSort::position},
      {9, RecordKind::position, FieldSort::position},
      {10, RecordKind::incident, FieldSort::address},
      {15, RecordKind::incident, FieldSort::reporter},
      {21, RecordKind::incident, FieldSort::facts},
      {22, RecordKind::position, FieldSort::position}}},
    {"incident_opened", RecordKind::incident, {}},
    {"report_joined", RecordKind::incident, {}},
    {"routed", RecordKind::incident, {{5, RecordKind::incident, FieldSort::facts}}},
    {"priority_changed", RecordKind::incident, {{4, RecordKind::incident, FieldSort::facts}}},
    {"severity_changed", RecordKind::incident, {}},
    {"triaged", RecordKind::incident, {{4, RecordKind::incident, FieldSort::text}}},
    {"escalation_started", RecordKind::incident, {{5, RecordKind::incident, FieldSort::facts}}},
    {"escalation_stepped", RecordKind::incident, {}},
    {"notice_reached", RecordKind::incident, {}},
    {"acknowledged", RecordKind::incident, {{4, RecordKind::incident, FieldSort::text}}},
    {"declined", RecordKind::incident, {{3, RecordKind::incident, FieldSort::text}}},
    {"assigned", RecordKind::incident, {}},
    {"unassigned", RecordKind::incident, {}},
    {"unit_progressed", RecordKind::incident, {}},
    {"claimed", RecordKind::incident, {}},
    {"released", RecordKind::incident, {}},
    {"note_added", RecordKind::incident, {{2, RecordKind::incident, FieldSort::text}}},
    {"resolved", RecordKind::incident, {{2, RecordKind::incident, FieldSort::text}}},
    {"reopened", RecordKind::incident, {{2, RecordKind::incident, FieldSort::text}}},
    {"closed", RecordKind::incident, {{2, RecordKind::incident, FieldSort::text}}},
    {"division_removed", RecordKind::incident, {{3, RecordKind::incident, FieldSort::text}}},
    {"incident_retired", RecordKind::incident, {}},
    {"status_reported",
     RecordKind::duty,
     {{5, RecordKind::position, FieldSort::position}, {6, RecordKind::position, FieldSort::position}}},
    {"panic_raised", RecordKind::incident, {{3, RecordKind::position, FieldSort::position}}},
    {"presence_changed", RecordKind::duty, {}},
    {"instruction_issued",
     RecordKind::instruction,
     {{7, RecordKind::instruction, FieldSort::text},
      {14, RecordKind::instruction, FieldSort::position, {FieldSort::text}}}},
    {"instruction_answered", RecordKind::instruction, {{3, RecordKind::instruction, FieldSort::text}}},
    {"instruction_expired", RecordKind::instruction, {}},
    {"instruction_withdrawn", RecordKind::instruction, {{2, RecordKind::instruction, FieldSort::text}}},
    {"instruction_retired", RecordKind::instruction, {}},
    {"instruction_superseded", RecordKind::instruction, {}},
    {"unit_placed", RecordKind::duty, {}},
    {"rules_changed", RecordKind::administration, {}},
    {"wait_begun", RecordKind::incident, {}},
    {"wait_ended", RecordKind::incident, {}},
    {"wave_ended", RecordKind::incident, {}},
    {"wave_raised", RecordKind::incident, {{4, RecordKind::incident, FieldSort::facts}}},
    {"tagged", RecordKind::incident, {}},
    {"titled", RecordKind::incident, {{2, RecordKind::incident, FieldSort::text}}},
    {"call_held", RecordKind::incident, {{5, RecordKind::incident, FieldSort::facts}}},
    {"call_let_go", RecordKind::incident, {}},
    {"grouped", RecordKind::incident, {}},
    {"silence_told", RecordKind::administration, {}},
    {"paused", RecordKind::incident, {{4, RecordKind::incident, FieldSort::text}}},
    {"pause_told", RecordKind::incident, {}},
    {"resumed", RecordKind::incident, {}},
    {"absorbed",
     RecordKind::incident,
     {{4, RecordKind::incident, FieldSort::text, {FieldSort::position, FieldSort::facts}},
      {8, RecordKind::incident, FieldSort::facts},
      {13, RecordKind::incident, FieldSort::facts},
      {15, RecordKind::incident, FieldSort::facts}}},
    {"parted", RecordKind::incident, {}},
    {"instruction_moved", RecordKind::instruction, {}},
    {"step_passed", RecordKind::incident, {}},
    {"notice_given", RecordKind::incident, {{7, RecordKind::incident, FieldSort::facts}}},
    {"notice_taken_back", RecordKind::incident, {}},
    {"ack_lapsed", RecordKind::incident, {}},
    {"shift_started", RecordKind::duty, {}},
    {"shift_ended", RecordKind::duty, {{2, RecordKind::duty, FieldSort::text}}},
    {"shift_overran", RecordKind::duty, {}},
    {"absence_followed", RecordKind::duty, {}},
    {"handover_offered", RecordKind::duty, {{5, RecordKind::duty, FieldSort::text}}},
    {"handover_accepted", RecordKind::duty, {}},
    {"handover_lapsed", RecordKind::duty, {}},
    {"handed_over", RecordKind::incident, {}},
    {"panic_cancelled", RecordKind::incident, {{3, RecordKind::incident, FieldSort::facts}}},
    {"alarm_raised", RecordKind::incident, {}},
    {"check_in_due", RecordKind::duty, {}},
    {"reach_checked", RecordKind::administration, {}},
    {"assessed",
     RecordKind::incident,
     {{2, RecordKind::incident, FieldSort::facts}, {4, RecordKind::incident, FieldSort::facts}}},
    {"not_sent", RecordKind::incident, {{4, RecordKind::incident, FieldSort::text}}},
    {"exercise_started", RecordKind::duty, {{5, RecordKind::duty, FieldSort::text}}},
    {"exercise_ended", RecordKind::duty, {}},
    {"check_in_set", RecordKind::incident, {}},
    {"addressee_left", RecordKind::instruction, {}},
    {"briefing_planned", RecordKind::briefing, {}},
    {"briefing_given", RecordKind::briefing, {}},
    {"instruction_handed_over", RecordKind::instruction, {}},
    {"button_heard", RecordKind::duty, {}},
    {"session_contested", RecordKind::duty, {}},
    {"appointed", RecordKind::administration, {{3, RecordKind::administration, FieldSort::text}}},
    {"agreement_made", RecordKind::administration, {}},
    {"agreement_ended", RecordKind::administration, {}},
    {"partner_planned", RecordKind::partner, {{3, RecordKind::partner, FieldSort::text, {FieldSort::position}}}},
    {"partner_told", RecordKind::partner, {{4, RecordKind::partner, FieldSort::text, {FieldSort::position}}}},
    {"partner_spared", RecordKind::partner, {}},
    {"partner_heard", RecordKind::partner, {}},
    {"authorisation_told", RecordKind::administration, {}},
    {"consulted",
     RecordKind::administration,
     {{2, RecordKind::administration, FieldSort::facts}, {5, RecordKind::administration, FieldSort::facts}}},
    {"preserved", RecordKind::administration, {{2, RecordKind::administration, FieldSort::text}}},
    {"preservation_ended", RecordKind::administration, {{2, RecordKind::administration, FieldSort::text}}},
    {"erasure_ordered", RecordKind::administration, {{9, RecordKind::administration, FieldSort::text}}},
    {"erased", RecordKind::administration, {}},
    {"retention_looked", RecordKind::administration, {}},
};
static_assert(std::size(record_table) == std::variant_size_v<AnyEvent>);

}  // namespace

std::span<const SealedKind> EventRecord::fields() const {
    const auto* end =
        std::find_if(std::begin(sealed), std::end(sealed), [](const SealedKind& one) { return one.number == 0; });
    return {std::begin(sealed), end};
}

const EventRecord* record_of(std::uint16_t kind) {
    return kind == 0 || kind > std::size(record_table) ? nullptr : &record_table[kind - 1];
}

std::span<const EventRecord> event_records() {
    return record_table;
}

}  // namespace paraat::core
