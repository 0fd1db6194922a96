#pragma once

#include "tests/property/model/night.hpp"

// What an incident is, and how far: contract sections 3 and 4.
namespace paraat::test::model {

bool may_read(const Incident& incident, const Name& client);
bool may_command(const Incident& incident, const Name& client);

// It asks for attention anew: who acknowledged it before has not acknowledged this, and nothing rests.
void raise(Incident& incident);
// Whoever has claimed it keeps it for longer by each deed of his own.
void renew_claim(const Night& night, Incident& incident, const Name& client);
// A person changed it, which is such a deed.
void changed_by(Night& night, Incident& incident, const Name& client);
void release(Incident& incident);
void add_division(Incident& incident, const Name& division);
// What its category asks for: divisions, and a call.
void judge(Night& night, Incident& incident);
// Who answered before it became urgent is asked again.
void call_anew(Night& night, Incident& incident);
void set_priority(Night& night, Incident& incident, int priority);
void set_severity(Incident& incident, core::Severity severity);
int usual_priority(const Incident& incident);
std::optional<core::Severity> named_severity(const Incident& incident);

// Somebody is to do something about it, or does.
bool is_manned(const Incident& incident);
// Somebody accepted it, at least.
bool is_underway(const Incident& incident);
bool is_not_taken_up(const Incident& incident);
// Acknowledged or not, nothing came of it yet.
bool waits_for_deeds(const Incident& incident);
// Nobody is on the way any more: it is open again, if it was no further.
void open_if_deserted(Incident& incident);
void reach(Incident& incident, core::IncidentStatus status);
void progress(Night& night, Incident& incident, const Name& unit, core::UnitState state);
// The newest of its panics that is open.
std::optional<core::IncidentId> open_panic_of(const Night& night, const Name& unit);
// Its units are free of it, its orders are nobody's, nobody is asked, it rests no longer.
void close(Night& night, Incident& incident, const Name& by, core::Ending ending);

// Reports.
Verdict take_report(Night& night, const Message& message, const core::Report& report);
// The first place that a report gave.
std::optional<core::Position> first_place(const std::vector<Told>& told);
Incident& open_with(Night& night, const core::IncidentId& id, const Name& category, const std::vector<Told>& told);
Incident& open(Night& night, const Message& message, const core::Report& report, bool is_covert);

}  // namespace paraat::test::model
