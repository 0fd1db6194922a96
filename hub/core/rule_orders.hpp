#pragma once

#include "hub/core/situation.hpp"

// What rules order people to do.
namespace paraat::core {

// "{title} in {area}" of a text that a rule gives, with what the incident is now; `title` stands for {title}. At most
// `most` bytes, and no half of a character.
std::string filled(const std::string& text, const Incident& incident, const std::string& title, std::size_t most);

// Gives the firing's instruction, once per incident.
void instruct(Draft& draft, const Firing& firing);

// Makes the firing's request for preventive deployment, unless one of that rule stands for the place and the time.
void ask_for_people(Draft& draft, const Firing& firing);

}  // namespace paraat::core
