#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

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

template <class Enum>
std::span<const std::string_view> words_of();

template <class Enum>
std::string_view word(Enum value) {
    return words_of<Enum>()[static_cast<std::size_t>(value)];
}

// As the schema wants it: letter by letter.
template <class Enum>
std::optional<Enum> from_word(std::string_view text) {
    const auto words = words_of<Enum>();
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == text) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

}  // namespace paraat::codec::cap
