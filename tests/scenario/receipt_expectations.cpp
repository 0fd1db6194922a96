#include "tests/scenario/sentence.hpp"

namespace paraat::scenario {
namespace {

Verdict is_refused(const Stage& stage, const Words& words) {
    const std::optional<core::Refusal>& refusal = stage.outcome.refusal;
    if (!refusal) return {false, "refused " + words["code"], "it was taken"};
    const std::string found = std::string(core::code_of(refusal->reason)) + " (" + refusal->sentence + ")";
    const bool has_code = words["code"] == core::code_of(refusal->reason);
    const bool has_text = refusal->sentence.find(words["text"]) != std::string::npos;
    return {has_code && has_text, words["code"] + (words.has("text") ? " (…" + words["text"] + "…)" : ""), found};
}

Verdict joins(const Stage& stage, const Words& words) {
    if (!stage.outcome.incident || !stage.outcome.joined.value_or(false)) {
        return {false, "it joins " + words["incident"], "it joins nothing"};
    }
    const bool is_it = *stage.outcome.incident == stage.names.incidents.at(words["incident"]);
    return is_so(is_it, "it joins " + words["incident"], "it joins another incident");
}

Verdict joins_nothing(const Stage& stage, const Words&) {
    const bool is_new = stage.outcome.incident && !stage.outcome.joined.value_or(true);
    return is_so(is_new, "it opens an incident", stage.outcome.incident ? "it joins one" : "the receipt names none");
}

Verdict names_nothing(const Stage& stage, const Words&) {
    return is_so(!stage.outcome.incident && !stage.outcome.joined, "the receipt names no incident", "it names one");
}

Verdict nothing_happens(const Stage& stage, const Words&) {
    return is_same("", joined(test::names(stage.happened())));
}

Verdict happens(const Stage& stage, const Words& words) {
    return says(words["text"], joined(test::names(stage.happened())));
}

constexpr Sentence all_receipt_expectations[] = {
    {"refused {code} [{text}]", is_refused}, {"it joins {incident}", joins},
    {"it opens an incident", joins_nothing}, {"the receipt names no incident", names_nothing},
    {"nothing happens", nothing_happens},    {"it comes to {text}", happens},
};

}  // namespace

Sentences receipt_expectations() {
    return all_receipt_expectations;
}

}  // namespace paraat::scenario
