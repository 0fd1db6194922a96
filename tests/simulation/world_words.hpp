#pragma once

#include <string>
#include <string_view>

#include "hub/base/time.hpp"
#include "tests/simulation/chance.hpp"

// What people of two worlds say, as the members of a JSON object; who says it decides the rest.
namespace paraat::simulation {

inline constexpr const char* overt_units[] = {"radio-1", "radio-2", "radio-3", "radio-7", "radio-8", "radio-9"};
// Off duty all day: the cover of a covert unit, where there is one.
inline constexpr const char* resting_unit = "radio-10";
inline constexpr const char* covert_units[] = {"shadow-1", "shadow-2", "shadow-3"};
// In the file of neither world; it gets a place in the organisation and loses it, now and then one that is cleared.
inline constexpr const char* stand_in = "stand-in-1";

std::string field(std::string_view key, std::string_view value);
// Few places, so that reports join and pile up, and open and covert work lie on top of each other.
std::string place(Chance& chance);
std::string phone(Chance& chance, Instant at);  // what OwnTracks says on a phone
std::string report_of(Chance& chance);
std::string until(Instant at, Chance& chance);
// A panic, now and then a silent one.
std::string panic(Chance& chance);
// That it is there; seldom in another session, as a device that somebody cloned, and seldom that it is gone.
std::string presence(Chance& chance);
// A report of a partner's, of which some come round.
std::string partner_report_of(Chance& chance);
// A place in the organisation that is given, taken or given back: by an opco, or by an administrator, who may less.
std::string appointment(Chance& chance, bool is_by_opco);
// A drill that is announced, or its end.
std::string exercise(Chance& chance, Instant at);
// What was answered to the questions about a request.
std::string assessment(Chance& chance);
// All that a question says; `ask` is one of projection::questions, `incident` may be empty.
std::string question(Chance& chance, std::string_view ask, const std::string& incident);

}  // namespace paraat::simulation
