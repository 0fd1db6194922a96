#include "hub/codec/cap/words.hpp"

#include <array>

namespace paraat::core {

namespace cap = codec::cap;

template <>
std::span<const std::string_view> words_of<cap::Status>() {
    static constexpr std::array<std::string_view, 5> words = {"Actual", "Exercise", "System", "Test", "Draft"};
    return words;
}

template <>
std::span<const std::string_view> words_of<cap::MessageType>() {
    static constexpr std::array<std::string_view, 5> words = {"Alert", "Update", "Cancel", "Ack", "Error"};
    return words;
}

template <>
std::span<const std::string_view> words_of<cap::Scope>() {
    static constexpr std::array<std::string_view, 3> words = {"Public", "Restricted", "Private"};
    return words;
}

template <>
std::span<const std::string_view> words_of<cap::Category>() {
    static constexpr std::array<std::string_view, 12> words = {
        "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other"};
    return words;
}

template <>
std::span<const std::string_view> words_of<cap::Response>() {
    static constexpr std::array<std::string_view, 9> words = {"Shelter", "Evacuate", "Prepare",  "Execute", "Avoid",
                                                              "Monitor", "Assess",   "AllClear", "None"};
    return words;
}

template <>
std::span<const std::string_view> words_of<cap::Urgency>() {
    static constexpr std::array<std::string_view, 5> words = {"Immediate", "Expected", "Future", "Past", "Unknown"};
    return words;
}

template <>
std::span<const std::string_view> words_of<cap::Severity>() {
    static constexpr std::array<std::string_view, 5> words = {"Extreme", "Severe", "Moderate", "Minor", "Unknown"};
    return words;
}

template <>
std::span<const std::string_view> words_of<cap::Certainty>() {
    static constexpr std::array<std::string_view, 5> words = {"Observed", "Likely", "Possible", "Unlikely", "Unknown"};
    return words;
}

}  // namespace paraat::core
