#pragma once

#include <string_view>
#include <variant>

#include "hub/core/alarm_events.hpp"
#include "hub/core/appointment_events.hpp"
#include "hub/core/briefing_events.hpp"
#include "hub/core/consultation_events.hpp"
#include "hub/core/escalation_events.hpp"
#include "hub/core/exercise_events.hpp"
#include "hub/core/incident_events.hpp"
#include "hub/core/life_events.hpp"
#include "hub/core/other_events.hpp"
#include "hub/core/partner_events.hpp"
#include "hub/core/privacy_events.hpp"
#include "hub/core/rule_events.hpp"
#include "hub/core/shift_events.hpp"

namespace paraat::core {

// The order is the journal's numbering of kinds, from 1: new events go at the end, none is ever taken out.
using AnyEvent =
    std::variant<HubStarted, ReportReceived, IncidentOpened, ReportJoined, Routed, PriorityChanged, SeverityChanged,
                 Triaged, EscalationStarted, EscalationStepped, NoticeReached, Acknowledged, Declined, Assigned,
                 Unassigned, UnitProgressed, Claimed, Released, NoteAdded, Resolved, Reopened, Closed, DivisionRemoved,
                 IncidentRetired, StatusReported, PanicRaised, PresenceChanged, InstructionIssued, InstructionAnswered,
                 InstructionExpired, InstructionWithdrawn, InstructionRetired, InstructionSuperseded, UnitPlaced,
                 RulesChanged, WaitBegun, WaitEnded, WaveEnded, WaveRaised, Tagged, Titled, CallHeld, CallLetGo,
                 Grouped, SilenceTold, Paused, PauseTold, Resumed, Absorbed, Parted, InstructionMoved, StepPassed,
                 NoticeGiven, NoticeTakenBack, AckLapsed, ShiftStarted, ShiftEnded, ShiftOverran, AbsenceFollowed,
                 HandoverOffered, HandoverAccepted, HandoverLapsed, HandedOver, PanicCancelled, AlarmRaised, CheckInDue,
                 ReachChecked, Assessed, NotSent, ExerciseStarted, ExerciseEnded, CheckInSet, AddresseeLeft,
                 BriefingPlanned, BriefingGiven, InstructionHandedOver, ButtonHeard, SessionContested, Appointed,
                 AgreementMade, AgreementEnded, PartnerPlanned, PartnerTold, PartnerSpared, PartnerHeard,
                 AuthorisationTold, Consulted, Preserved, PreservationEnded, ErasureOrdered, Erased, RetentionLooked>;

// One of them, to be visited as the variant that it is. Its copies are compiled once, in event.cpp: made anew by each
// file that holds an event they took a third of the build.
struct EventBody : AnyEvent {
    using AnyEvent::AnyEvent;
    EventBody();
    EventBody(const EventBody& other);
    EventBody(EventBody&& other) noexcept;
    EventBody& operator=(const EventBody& other);
    EventBody& operator=(EventBody&& other) noexcept;
    ~EventBody();
};

// Something that happened. Nothing else changes the state.
struct Event {
    Instant at;     // the hub's time
    ClientName by;  // whose doing; the hub itself is `the_hub`
    EventBody body;
};

inline const ClientName the_hub{"hub"};

// "escalation_stepped": as in timelines and scenario files.
std::string_view name_of(const EventBody& body);

// The incident that an event is about; nil when it is about none. StatusReported and InstructionIssued are of a unit
// and an instruction even when they name an incident.
IncidentId incident_of(const EventBody& body);

// The instruction that an event is about; nil when it is about none.
InstructionId instruction_of(const EventBody& body);

}  // namespace paraat::core
