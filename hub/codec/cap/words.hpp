#pragma once

#include <cstdint>

#include "hub/core/words.hpp"

// The enumerations of CAP 1.2, section 3.2. An enum's values are in the order of its words.
namespace paraat::codec::cap {

enum class Status : std::uint8_t { actual, exercise, system, test, draft };
enum class MessageType : std::uint8_t { alert, update, cancel, ack, error };
enum class Scope : std::uint8_t { open, restricted, secluded };  // Public, Restricted, Private
enum class Category : std::uint8_t {
    geo,
    met,
    safety,
    security,
    rescue,
    fire,
    health,
    env,
    transport,
    infra,
    cbrne,
    other
};
enum class Response : std::uint8_t { shelter, evacuate, prepare, execute, avoid, monitor, assess, all_clear, none };
enum class Urgency : std::uint8_t { immediate, expected, future, past, unknown };
enum class Severity : std::uint8_t { extreme, severe, moderate, minor, unknown };
enum class Certainty : std::uint8_t { observed, likely, possible, unlikely, unknown };

// The words are as the schema wants them, letter by letter.
using core::from_word;
using core::word;
using core::words_of;

}  // namespace paraat::codec::cap
