#pragma once

#include <map>
#include <string>

namespace paraat::fuzz {

// A record of each kind of event, with a value in every field, as the target `event` is fed with it; and a state.
std::map<std::string, std::string> event_records();
std::map<std::string, std::string> state_records();

}  // namespace paraat::fuzz
