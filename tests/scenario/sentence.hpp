#pragma once

#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "tests/scenario/stage.hpp"
#include "tests/scenario/verdict.hpp"

// All that a line of a scenario can say. To add a sentence, add it to the table of its noun, with the one function that
// carries it out, and to docs/scenarios.md (a test compares them).
namespace paraat::scenario {

struct Sentence {
    using Head = void (*)(Setting& setting, const Words& words);              // before anything happens
    using Act = void (*)(Stage& stage, const Words& words);                   // somebody does something
    using Expectation = Verdict (*)(const Stage& stage, const Words& words);  // something is so

    std::string_view pattern;  // as pattern.hpp says
    std::variant<Head, Act, Expectation> what;
};

using Sentences = std::span<const Sentence>;

Sentences head_sentences();
Sentences hub_sentences();
Sentences report_sentences();
Sentences unit_sentences();
Sentences ack_sentences();
Sentences command_sentences();
Sentences merge_sentences();
Sentences rest_sentences();
Sentences shift_sentences();
Sentences appointment_sentences();
Sentences exercise_sentences();
Sentences instruction_sentences();
Sentences receipt_expectations();
Sentences incident_expectations();
Sentences rest_expectations();
Sentences work_expectations();
Sentences call_expectations();
Sentences alarm_expectations();
Sentences instruction_expectations();
Sentences unit_expectations();
Sentences shift_expectations();
Sentences timeline_expectations();
Sentences load_expectations();
Sentences briefing_expectations();

std::vector<Sentence> all_sentences();

}  // namespace paraat::scenario
