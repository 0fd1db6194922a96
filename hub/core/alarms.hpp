#pragma once

#include "hub/core/decide.hpp"

// What the hub raises the alarm about by itself: an incident of the category that the organisation has for it. Nobody
// but a person ends it.
namespace paraat::core {

// About a client: a silent unit, a missed check-in, a contested session. Nothing when such an alarm is open already, or
// the organisation has no category for it. `task` is what the client is busy with.
void raise_alarm(Situation& situation, AlarmKind kind, const ClientName& about, const std::string& text,
                 const Incident* task = nullptr);

// The alarms about a client are told that it is heard again; they stay.
void note_return(Situation& situation, const ClientName& client);

// A unit on a task that fell silent.
void follow_silence(Situation& situation, const ClientName& unit);

// A unit that must say something of its own on its task: first it is asked, then the alarm is raised.
void check_in_due(Situation& situation, const ClientName& client);

// Whether behind each policy somebody is who can be reached; an alarm for each behind which nobody is now.
void check_reach(Situation& situation);

}  // namespace paraat::core
