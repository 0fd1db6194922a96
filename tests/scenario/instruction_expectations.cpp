#include "tests/scenario/sentence.hpp"

namespace paraat::scenario {
namespace {

Verdict is_in_instruction_state(const Stage& stage, const Words& words) {
    return is_same(words["instruction_state"], std::string(core::word(stage.instruction(words).state)));
}

Verdict is_addressed(const Stage& stage, const Words& words) {
    std::vector<std::string> addressees;
    for (const core::ClientName& client : stage.instruction(words).addressees) addressees.push_back(client.text);
    return are_same(stage.clients(words), addressees);
}

Verdict has_text(const Stage& stage, const Words& words) {
    return says(words["text"], stage.instruction(words).text);
}

Verdict asks_for(const Stage& stage, const Words& words) {
    const auto& deployment = stage.instruction(words).deployment;
    if (!deployment) return {false, words["deployment_kind"], "no deployment"};
    return are_same({words["deployment_kind"], moment_text(stage.moment(words["from"])),
                     moment_text(stage.moment(words["until"])), words["text"]},
                    {std::string(core::word(deployment->kind)), moment_text(deployment->from),
                     moment_text(deployment->until), deployment->because});
}

Verdict is_about(const Stage& stage, const Words& words) {
    const bool is_it = stage.instruction(words).incident == stage.incident(words).id;
    return is_so(is_it, "about " + words["incident"], "about something else");
}

Verdict has_answered(const Stage& stage, const Words& words) {
    const auto& answers = stage.instruction(words).answers;
    const auto found = answers.find(core::ClientName{words["client"]});
    if (found == answers.end()) return {false, words["answer"], "nothing"};
    Verdict verdict = is_same(words["answer"], std::string(core::word(found->second.answer)));
    if (!verdict.holds || !words.has("text")) return verdict;
    return says(words["text"], found->second.text);
}

Verdict has_not_answered(const Stage& stage, const Words& words) {
    const auto& answers = stage.instruction(words).answers;
    return is_so(!answers.contains(core::ClientName{words["client"]}), "no answer", "an answer");
}

std::vector<std::string> texts_told(const Stage& stage, const Words& words) {
    const std::string to = words.target("target").text();
    std::vector<std::string> texts;
    for (const core::Event& event : stage.centre.journal) {
        const auto* issued = std::get_if<core::InstructionIssued>(&event.body);
        if (issued != nullptr && issued->to == to) texts.push_back(issued->text);
    }
    return texts;
}

Verdict was_last_told(const Stage& stage, const Words& words) {
    const auto texts = texts_told(stage, words);
    return says(words["text"], texts.empty() ? "" : texts.back());
}

Verdict was_told_times(const Stage& stage, const Words& words) {
    return is_same(words["number"], std::to_string(texts_told(stage, words).size()));
}

Verdict was_told_nothing(const Stage& stage, const Words& words) {
    return is_same("", joined(texts_told(stage, words)));
}

constexpr Sentence all_instruction_expectations[] = {
    {"{instruction} is {instruction_state}", is_in_instruction_state},
    {"{instruction} is for {clients}", is_addressed},
    {"{instruction} says {text}", has_text},
    {"{instruction} asks for {deployment_kind} from {from:time} until {until:time} because {text}", asks_for},
    {"{instruction} is about {incident}", is_about},
    {"{client} has answered {instruction} with {answer} [{text}]", has_answered},
    {"{client} has not answered {instruction}", has_not_answered},
    {"{target} was last told {text}", was_last_told},
    {"{target} was told something {number} time|times", was_told_times},
    {"{target} was told nothing", was_told_nothing},
};

}  // namespace

Sentences instruction_expectations() {
    return all_instruction_expectations;
}

}  // namespace paraat::scenario
