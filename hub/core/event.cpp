#include "hub/core/event.hpp"

#include <array>
#include <type_traits>

namespace paraat::core {
namespace {

constexpr std::array<std::string_view, std::variant_size_v<AnyEvent>> names = {"hub_started",
                                                                               "report_received",
                                                                               "incident_opened",
                                                                               "report_joined",
                                                                               "routed",
                                                                               "priority_changed",
                                                                               "severity_changed",
                                                                               "triaged",
                                                                               "escalation_started",
                                                                               "escalation_stepped",
                                                                               "notice_reached",
                                                                               "acknowledged",
                                                                               "declined",
                                                                               "assigned",
                                                                               "unassigned",
                                                                               "unit_progressed",
                                                                               "claimed",
                                                                               "released",
                                                                               "note_added",
                                                                               "resolved",
                                                                               "reopened",
                                                                               "closed",
                                                                               "division_removed",
                                                                               "incident_retired",
                                                                               "status_reported",
                                                                               "panic_raised",
                                                                               "presence_changed",
                                                                               "instruction_issued",
                                                                               "instruction_answered",
                                                                               "instruction_expired",
                                                                               "instruction_withdrawn",
                                                                               "instruction_retired",
                                                                               "instruction_superseded",
                                                                               "unit_placed",
                                                                               "rules_changed",
                                                                               "wait_begun",
                                                                               "wait_ended",
                                                                               "wave_ended",
                                                                               "wave_raised",
                                                                               "tagged",
                                                                               "titled",
                                                                               "call_held",
                                                                               "call_let_go",
                                                                               "grouped",
                                                                               "silence_told",
                                                                               "paused",
                                                                               "pause_told",
                                                                               "resumed",
                                                                               "absorbed",
                                                                               "parted",
                                                                               "instruction_moved",
                                                                               "step_passed",
                                                                               "notice_given",
                                                                               "notice_taken_back",
                                                                               "ack_lapsed",
                                                                               "shift_started",
                                                                               "shift_ended",
                                                                               "shift_overran",
                                                                               "absence_followed",
                                                                               "handover_offered",
                                                                               "handover_accepted",
                                                                               "handover_lapsed",
                                                                               "handed_over",
                                                                               "panic_cancelled",
                                                                               "alarm_raised",
                                                                               "check_in_due",
                                                                               "reach_checked",
                                                                               "assessed",
                                                                               "not_sent",
                                                                               "exercise_started",
                                                                               "exercise_ended",
                                                                               "check_in_set",
                                                                               "addressee_left",
                                                                               "briefing_planned",
                                                                               "briefing_given",
                                                                               "instruction_handed_over",
                                                                               "button_heard",
                                                                               "session_contested",
                                                                               "appointed",
                                                                               "agreement_made",
                                                                               "agreement_ended",
                                                                               "partner_planned",
                                                                               "partner_told",
                                                                               "partner_spared",
                                                                               "partner_heard",
                                                                               "authorisation_told",
                                                                               "consulted",
                                                                               "preserved",
                                                                               "preservation_ended",
                                                                               "erasure_ordered",
                                                                               "erased",
                                                                               "retention_looked"};

}  // namespace

EventBody::EventBody() = default;
EventBody::EventBody(const EventBody& other) = default;
EventBody::EventBody(EventBody&& other) noexcept = default;
EventBody& EventBody::operator=(const EventBody& other) = default;
EventBody& EventBody::operator=(EventBody&& other) noexcept = default;
EventBody::~EventBody() = default;

std::string_view name_of(const EventBody& body) {
    return names[body.index()];
}

IncidentId incident_of(const EventBody& body) {
    return std::visit(
        [](const auto& event) {
            if constexpr (requires { requires std::is_same_v<std::decay_t<decltype(event.incident)>, IncidentId>; }) {
                return event.incident;
            } else {
                return IncidentId{};
            }
        },
        body);
}

InstructionId instruction_of(const EventBody& body) {
    return std::visit(
        [](const auto& event) {
            if constexpr (requires { event.instruction; }) {
                return event.instruction;
            } else {
                return InstructionId{};
            }
        },
        body);
}

}  // namespace paraat::core
