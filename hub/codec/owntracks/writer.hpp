#pragma once

#include <string>

#include "hub/codec/owntracks/message.hpp"

namespace paraat::codec::owntracks {

// The message as the app writes it, on one line; what is absent is left out. Read again it is the same message.
// Precondition: texts are UTF-8, texts that are JSON are JSON. Pure; any thread.
std::string write(const Message& message);

}  // namespace paraat::codec::owntracks
