#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The closed sets of words of the wire contract (docs/formats/topics.md). An enum's values are numbered in the order of
// its words, from 0; the numbers are in the journal, so words are only added, at the end.
namespace paraat::core {

enum class Severity : std::uint8_t { minor, moderate, serious, severe, extreme };
enum class UnitStatus : std::uint8_t { off_duty, available, en_route, on_scene, busy, returning, unavailable };
enum class Answer : std::uint8_t { delivered, shown, read, acknowledged, accepted, declined, done };
enum class IncidentStatus : std::uint8_t { fresh, open, dispatched, en_route, on_scene, resolved, closed, moved };
enum class InstructionState : std::uint8_t {
    issued,
    delivered,
    read,
    accepted,
    declined,
    done,
    expired,
    withdrawn,
    superseded
};
enum class Needs : std::uint8_t { any, all };
enum class NoticeReason : std::uint8_t { escalation, reminder, panic, handover, test };
enum class PresenceState : std::uint8_t { unknown, online, late, lost };
enum class HubState : std::uint8_t { starting, up, degraded, standby, down };
// How far a unit, or a team by its members, is with an incident: only forwards, but `left` may come back.
enum class UnitState : std::uint8_t { assigned, accepted, en_route, on_scene, left };
// What a closed incident came to.
enum class Ending : std::uint8_t { done, joined, refused, passed_on };
// A person lets an incident rest until a moment: silenced, its calls wait; shelved, it is put aside.
enum class PauseKind : std::uint8_t { silenced, shelved };
// Whether a client is at work, as it said itself or others of it; who never said counts as there.
enum class Duty : std::uint8_t { unknown, on, off };
// Why a client's presence is what it is.
enum class PresenceReason : std::uint8_t { unheard, heard, silent, connection_lost, signed_off, battery };
// What a PIN that takes a panic back said of itself: `duress` looks like the right one to whoever forces it.
enum class PinWord : std::uint8_t { wrong, right, duress };
// What the hub itself raises the alarm about.
enum class AlarmKind : std::uint8_t { silent_unit, missed_check_in, contested_session, broken_reach };
// What people who are sent before anything happens do: be ready where they are, or go there.
enum class DeploymentKind : std::uint8_t { standby, relocation };
// Why a client behind a target is not asked, or cannot be counted upon.
enum class Absence : std::uint8_t { off_duty, other_role, lost, not_in_exercise };
// Why a step of an escalation gives way to the next before its time.
enum class Shortfall : std::uint8_t { nobody_there, not_delivered, off_hours, declined };
// What a line of a briefing is about; `rest` is what the list above it leaves out.
enum class BriefingKind : std::uint8_t {
    late,     // the briefing, because no hub ran at its moment
    came_in,  // incidents that were opened
    panic,    // panic buttons
    alarm,    // what the hub raised itself
    open,     // incidents that are not closed
    open_incident,
    acknowledged,  // how long that took
    on_scene,      // likewise
    contract,
    instruction,  // that expired or was declined
    exercise,
    rest
};
// Which way an agreement with a partner lets things go.
enum class Flow : std::uint8_t { out, in };
// What of an incident a partner may be given. Its place is another matter: see Agreement::place_m.
enum class PartnerField : std::uint8_t { category, severity, priority, status, title, text, areas, opened_at };
// What partners read and write.
enum class PartnerFormat : std::uint8_t { json, cap, geojson };
// What a word to a partner does; `recall` takes back all that was said of the incident.
enum class PartnerWordKind : std::uint8_t { alert, close, recall };
// Why an agreement ended: its file does not have it any more, nothing is left in it, or its end came.
enum class AgreementEnding : std::uint8_t { removed, emptied, over };
// Why a partner is told nothing of an incident.
enum class Withheld : std::uint8_t {
    nothing_given,  // by an agreement with an empty list
    over,
    before_agreement,  // it was opened before the agreement began
    covert,
    exercise,
    category,
    severity,
    area,
    came_from_there,
    hops
};
// How the wait of a rule for something that did not come ended.
enum class WaitOutcome : std::uint8_t { fired, fulfilled, dropped };
// What holds a call back: a rule, a silence, or another incident of its group that calls already.
enum class HoldKind : std::uint8_t { inhibited, silenced, grouped };
enum class InputKind : std::uint8_t { report, status, beacon, instruct, ack, command, query, presence };
// What a command does: the word behind "do".
enum class Deed : std::uint8_t {
    triage,
    assign,
    unassign,
    dispatch,
    escalate,
    merge,
    split,
    claim,
    release,
    note,
    silence,
    remove_division,
    withdraw,
    resolve,
    reopen,
    close,
    shift_start,
    shift_end,
    handover,
    shelve,
    reload_rules,
    rollback_rules,
    assess,   // a request, by answers to the questions of its category
    refuse,   // a request, with a reason
    pass_on,  // to whom it belongs: the police (112)
    exercise_start,
    exercise_end,
    appoint,    // gives an account its place in the organisation
    dismiss,    // takes every place from it
    reinstate,  // as the organisation's file has it, again
    preserve,   // what is on record of an incident, whatever its term
    preserve_end,
    erase,  // what is personal of an incident
};
// What an entry of the journal is a record of, and so how long it is kept (docs/privacy.md).
enum class RecordKind : std::uint8_t {
    incident,
    instruction,
    position,  // of who reports, of a panic, of a unit
    duty,      // of the organisation's own people: shifts, handovers, presence, drills
    partner,
    briefing,
    administration,  // appointments, agreements, the hub itself, what becomes of records
};
// What a sealed field holds.
enum class FieldSort : std::uint8_t {
    reporter,  // name and telephone number
    address,
    position,
    text,   // what people wrote
    facts,  // what forms, rules and questions make of that
};

// The words of a set, in the order of its values.
template <class Enum>
std::span<const std::string_view> words_of();

template <class Enum>
std::string_view word(Enum value) {
    return words_of<Enum>()[static_cast<std::size_t>(value)];
}

template <class Enum>
std::optional<Enum> from_word(std::string_view text) {
    const auto words = words_of<Enum>();
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == text) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

// As nearest_word() wants them.
template <class Enum>
std::vector<std::string> word_list() {
    const auto words = words_of<Enum>();
    return {words.begin(), words.end()};
}

}  // namespace paraat::core
