#pragma once

#include "hub/core/decide.hpp"

// What the hub raises the alarm about by itself: an incident of the category that the organisation has for it. Nobody
// but a person ends it.
namespace paraat::core {

// About a client: a silent unit, a missed check-in, a contested session. Nothing when such an alarm is open already, or
// the organisation has no category for it. `task` is what the client is busy with.
void raise_alarm(Situation& situation, AlarmKind kind, const ClientName& about, const std::string& text,
                 const Incident* task = nullptr);

// A client that was lost, or unheard since the hub's start, is there again: the alarm about its silence is told so, and
// stays.
void note_return(Situation& situation, const ClientName& client);

// A unit on a task that fell silent, or is not heard since the hub's start.
void follow_silence(Situation& situation, const ClientName& unit);
// Units that were lost when somebody opened again what they are at work on.
void follow_silence_in(Situation& situation, const Incident& task);
// At the hub's start: who is at work must be heard, and who was told something that must reach somebody.
void expect_who_is_needed(const State& state, Observed& observed, Instant now);

// A unit that must say something of its own on its task: first it is asked, then the alarm is raised.
void check_in_due(Situation& situation, const ClientName& client);

// A client said something of its own by what was decided: it need not answer that it is asked for, and the alarm that
// it said nothing is told.
void note_word(Situation& situation, const ClientName& client);

// Whether behind each policy somebody is who can be reached; an alarm for each behind which nobody is now.
void check_reach(Situation& situation);

}  // namespace paraat::core
