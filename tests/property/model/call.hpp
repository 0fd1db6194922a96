#pragma once

#include "tests/property/model/night.hpp"

// People are asked in turn until one acknowledges: contract section 3, decisions 0006 and 0019.
namespace paraat::test::model {

// It asks for attention, so nothing rests any more.
void end_rests(Incident& incident);
// Its time is over, or who wanted it is gone: what was put aside comes back as new, with the calls that were answered.
void end_rest(Night& night, Incident& incident, core::PauseKind kind);
// Begins a chain at its first step; one that ran before begins anew.
void begin(Night& night, Incident& incident, const Name& policy);
// The next step, or the last one once more.
void step_on(Night& night, Incident& incident, const Name& policy);
// Nobody is asked by it any more.
void end(Call& call);
// Those of the incident's calls that asked the client and have nobody left who can still answer go on. A silence is
// waited for.
void go_on_without(Night& night, Incident& incident, const Name& client);
// Likewise whoever it was.
void go_on_where_nobody_is_left(Night& night, Incident& incident);
// Nobody has in hand any more what a client took and nobody took up: those calls begin anew.
void give_back(Night& night, Incident& incident, const Name& client);
// Who may not be asked any more is not; what it was asked goes on without it.
void leave_out(Night& night, const Name& gone, bool is_covert);
// Nobody of the team is on duty who may know of it.
bool is_at_home(const Night& night, const Name& team, bool is_covert);
// It took a hand in something while it is off duty, and cannot keep that.
void took(Night& night, const Name& client, const Incident& incident);

}  // namespace paraat::test::model
