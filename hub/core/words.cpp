#include "hub/core/words.hpp"

namespace paraat::core {
namespace {

template <std::size_t count>
using Words = std::string_view[count];

constexpr Words<5> severities = {"minor", "moderate", "serious", "severe", "extreme"};
constexpr Words<7> unit_statuses = {"off_duty", "available", "en_route",   "on_scene",
                                    "busy",     "returning", "unavailable"};
constexpr Words<7> answers = {"delivered", "shown", "read", "acknowledged", "accepted", "declined", "done"};
constexpr Words<8> incident_statuses = {"new",      "open",     "dispatched", "en_route",
                                        "on_scene", "resolved", "closed",     "moved"};
constexpr Words<9> instruction_states = {"issued", "delivered", "read",      "accepted",  "declined",
                                         "done",   "expired",   "withdrawn", "superseded"};
constexpr Words<2> needs = {"any", "all"};
constexpr Words<5> notice_reasons = {"escalation", "reminder", "panic", "handover", "test"};
constexpr Words<4> presences = {"unknown", "online", "late", "lost"};
constexpr Words<5> hub_states = {"starting", "up", "degraded", "standby", "down"};
constexpr Words<8> input_kinds = {"report", "status", "beacon", "instruct", "ack", "command", "query", "presence"};
constexpr Words<3> wait_outcomes = {"fired", "fulfilled", "dropped"};
constexpr Words<3> hold_kinds = {"inhibited", "silenced", "grouped"};
constexpr Words<6> presence_reasons = {"unheard", "heard", "silent", "connection_lost", "signed_off", "battery"};
constexpr Words<3> pin_words = {"wrong", "right", "duress"};
constexpr Words<4> alarm_kinds = {"silent_unit", "missed_check_in", "contested_session", "broken_reach"};
constexpr Words<2> deployment_kinds = {"standby", "relocation"};
constexpr Words<3> duties = {"unknown", "on", "off"};
constexpr Words<4> absences = {"off_duty", "other_role", "lost", "not_in_exercise"};
constexpr Words<4> shortfalls = {"nobody_there", "not_delivered", "off_hours", "declined"};
constexpr Words<5> unit_states = {"assigned", "accepted", "en_route", "on_scene", "left"};
constexpr Words<4> endings = {"done", "joined", "refused", "passed_on"};
constexpr Words<2> pause_kinds = {"silenced", "shelved"};
constexpr Words<12> briefing_kinds = {"late",     "came_in",       "panic",        "alarm",
                                      "open",     "open_incident", "acknowledged", "on_scene",
                                      "contract", "instruction",   "exercise",     "rest"};
constexpr Words<2> flows = {"out", "in"};
constexpr Words<8> partner_fields = {"category", "severity", "priority", "status",
                                     "title",    "text",     "areas",    "opened_at"};
constexpr Words<3> partner_formats = {"json", "cap", "geojson"};
constexpr Words<3> partner_words = {"alert", "close", "recall"};
constexpr Words<3> agreement_endings = {"removed", "emptied", "over"};
constexpr Words<10> withheld = {"nothing_given", "over", "before_agreement", "covert", "exercise", "category",
                                "severity",      "area", "came_from_there",  "hops"};
constexpr Words<33> deeds = {"triage",         "assign",          "unassign",  "dispatch", "escalate",
                             "merge",          "split",           "claim",     "release",  "note",
                             "silence",        "remove_division", "withdraw",  "resolve",  "reopen",
                             "close",          "shift_start",     "shift_end", "handover", "shelve",
                             "reload_rules",   "rollback_rules",  "assess",    "refuse",   "pass_on",
                             "exercise_start", "exercise_end",    "appoint",   "dismiss",  "reinstate",
                             "preserve",       "preserve_end",    "erase"};
constexpr Words<7> record_kinds = {"incident", "instruction", "position",      "duty",
                                   "partner",  "briefing",    "administration"};
constexpr Words<5> field_sorts = {"reporter", "address", "position", "text", "facts"};

}  // namespace

template <>
std::span<const std::string_view> words_of<Severity>() {
    return severities;
}
template <>
std::span<const std::string_view> words_of<UnitStatus>() {
    return unit_statuses;
}
template <>
std::span<const std::string_view> words_of<Answer>() {
    return answers;
}
template <>
std::span<const std::string_view> words_of<IncidentStatus>() {
    return incident_statuses;
}
template <>
std::span<const std::string_view> words_of<InstructionState>() {
    return instruction_states;
}
template <>
std::span<const std::string_view> words_of<Needs>() {
    return needs;
}
template <>
std::span<const std::string_view> words_of<NoticeReason>() {
    return notice_reasons;
}
template <>
std::span<const std::string_view> words_of<PresenceState>() {
    return presences;
}
template <>
std::span<const std::string_view> words_of<HubState>() {
    return hub_states;
}
template <>
std::span<const std::string_view> words_of<InputKind>() {
    return input_kinds;
}
template <>
std::span<const std::string_view> words_of<WaitOutcome>() {
    return wait_outcomes;
}
template <>
std::span<const std::string_view> words_of<HoldKind>() {
    return hold_kinds;
}
template <>
std::span<const std::string_view> words_of<UnitState>() {
    return unit_states;
}
template <>
std::span<const std::string_view> words_of<Ending>() {
    return endings;
}
template <>
std::span<const std::string_view> words_of<PauseKind>() {
    return pause_kinds;
}
template <>
std::span<const std::string_view> words_of<PresenceReason>() {
    return presence_reasons;
}
template <>
std::span<const std::string_view> words_of<PinWord>() {
    return pin_words;
}
template <>
std::span<const std::string_view> words_of<AlarmKind>() {
    return alarm_kinds;
}
template <>
std::span<const std::string_view> words_of<DeploymentKind>() {
    return deployment_kinds;
}
template <>
std::span<const std::string_view> words_of<Duty>() {
    return duties;
}
template <>
std::span<const std::string_view> words_of<Absence>() {
    return absences;
}
template <>
std::span<const std::string_view> words_of<Shortfall>() {
    return shortfalls;
}
template <>
std::span<const std::string_view> words_of<BriefingKind>() {
    return briefing_kinds;
}
template <>
std::span<const std::string_view> words_of<Flow>() {
    return flows;
}
template <>
std::span<const std::string_view> words_of<PartnerField>() {
    return partner_fields;
}
template <>
std::span<const std::string_view> words_of<PartnerFormat>() {
    return partner_formats;
}
template <>
std::span<const std::string_view> words_of<PartnerWordKind>() {
    return partner_words;
}
template <>
std::span<const std::string_view> words_of<AgreementEnding>() {
    return agreement_endings;
}
template <>
std::span<const std::string_view> words_of<Withheld>() {
    return withheld;
}
template <>
std::span<const std::string_view> words_of<Deed>() {
    return deeds;
}
template <>
std::span<const std::string_view> words_of<RecordKind>() {
    return record_kinds;
}
template <>
std::span<const std::string_view> words_of<FieldSort>() {
    return field_sorts;
}

}  // namespace paraat::core
