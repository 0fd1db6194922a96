#pragma once

#include <array>
#include <string_view>

namespace paraat::rules {

// What may be wrong with rule files: each code that an issue can have, explained in docs/formats/rules.md and shown by
// a file of tests/data/wrong-rules. A set with one of these does not run.
inline constexpr std::array<std::string_view, 35> fault_codes = {
    // how a file is written
    "syntax", "unknown_key", "missing_key", "wrong_type", "out_of_range", "bad_duration", "bad_name", "bad_value",
    "empty", "twice", "no_effect",
    // names
    "unknown_target", "unknown_division", "unknown_category", "unknown_escalation", "unknown_rule", "unknown_team",
    "unknown_account", "unknown_word", "reaches_nobody",
    // areas
    "bad_json", "bad_area",
    // conditions
    "unknown_name", "unknown_field", "unknown_function", "no_fields", "wrong_call", "wrong_arguments", "bad_pattern",
    "too_long", "too_costly",
    // tests
    "unknown_incident", "out_of_order",
    // the set as a whole
    "unreachable", "feeds_itself"};

// What works, and is not what somebody will have meant: told, and it runs.
inline constexpr std::array<std::string_view, 7> caution_codes = {
    "dead_part", "always_holds", "shadowed", "duplicate", "unused", "asked_twice", "holds_nothing"};

}  // namespace paraat::rules
