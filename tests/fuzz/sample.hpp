#pragma once

#include <string>
#include <vector>

#include "hub/codec/schema.hpp"

namespace paraat::fuzz {

// The four letters of every message, as schemas/*.fbs say them.
std::vector<std::string> message_identifiers();
// A message in JSON with a value in every field.
std::string sample_of(const codec::MessageSchema& schema);
// The same message in FlatBuffers; empty when it is not one.
std::string flat_form(const codec::MessageSchema& schema, const std::string& json);

}  // namespace paraat::fuzz
