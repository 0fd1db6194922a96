#include <algorithm>

#include "hub/core/clearance.hpp"
#include "tests/scenario/sentence.hpp"

// Who is asked, who knows, and how far a call got.
namespace paraat::scenario {
namespace {

std::vector<std::string> asked_for(const core::Incident& incident) {
    std::vector<std::string> asked;
    for (const auto& [client, notices] : incident.notices) {
        if (incident.notice_of(client) != nullptr) asked.push_back(client.text);
    }
    return asked;
}

// Exactly they; each for the reason that the sentence gives.
Verdict are_asked(const Stage& stage, const Words& words) {
    const core::Incident& incident = stage.incident(words);
    Verdict verdict = are_same(stage.clients(words), asked_for(incident));
    if (!words.has("reason") || !verdict.holds) return verdict;
    for (const std::string& client : stage.clients(words)) {
        const std::string_view reason = core::word(incident.notice_of(core::ClientName{client})->reason);
        if (reason == words["reason"]) continue;
        return {false, client + " as " + words["reason"], client + " as " + std::string(reason)};
    }
    return verdict;
}

Verdict were_never_asked(const Stage& stage, const Words& words) {
    const auto& notices = stage.incident(words).notices;
    std::vector<std::string> asked;
    for (const std::string& client : stage.clients(words)) {
        if (notices.contains(core::ClientName{client})) asked.push_back(client);
    }
    return is_so(asked.empty(), "none of them was asked", "asked was " + joined(asked));
}

bool was_instructed_about(const Stage& stage, const core::ClientName& client, const core::Incident& incident) {
    const auto& all = stage.centre.state.instructions;
    return std::any_of(all.begin(), all.end(), [&](const auto& entry) {
        return entry.second.incident == incident.id && entry.second.is_for(client);
    });
}

// By a topic of its division, by a notice, or by an instruction.
std::vector<std::string> who_know(const Stage& stage, const Words& words) {
    const core::Incident& incident = stage.incident(words);
    std::vector<std::string> knowing;
    for (const std::string& text : stage.clients(words)) {
        const core::ClientName client{text};
        const bool knows = core::may_read(stage.centre.organisation, client, incident) ||
                           incident.notices.contains(client) || was_instructed_about(stage, client, incident);
        if (knows) knowing.push_back(text);
    }
    return knowing;
}

Verdict know(const Stage& stage, const Words& words) {
    return are_same(stage.clients(words), who_know(stage, words));
}

Verdict know_nothing(const Stage& stage, const Words& words) {
    return are_same({}, who_know(stage, words));
}

// Of those who are named.
std::vector<std::string> readers(const Stage& stage, const Words& words) {
    std::vector<std::string> all = stage.clients(words);
    std::erase_if(all, [&](const std::string& client) {
        return !core::may_read(stage.centre.organisation, core::ClientName{client}, stage.incident(words));
    });
    return all;
}

Verdict may_read(const Stage& stage, const Words& words) {
    return are_same(stage.clients(words), readers(stage, words));
}

Verdict may_not_read(const Stage& stage, const Words& words) {
    return are_same({}, readers(stage, words));
}

std::string rung_of(const core::NoticeRung* notice) {
    if (notice == nullptr) return "not there";
    std::string highest = "sent";
    for (const core::Answer rung : notice->reached) highest = core::word(rung);
    return highest;
}

Verdict has_come_to_rung(const Stage& stage, const Words& words) {
    return is_same(words["rung"], rung_of(stage.incident(words).notice_of(core::ClientName{words["client"]})));
}

std::string state_of(const core::Incident& incident, const core::PolicyName& policy) {
    if (incident.held.contains(policy)) return "held";
    const core::Escalation* escalation = incident.escalation(policy);
    if (escalation == nullptr) return "unheard_of";
    return escalation->is_running ? "running" : "over";
}

Verdict is_in_state(const Stage& stage, const Words& words) {
    const core::Incident& incident = stage.incident(words);
    const core::PolicyName policy{words["policy"]};
    Verdict verdict = is_same(words["escalation_state"], state_of(incident, policy));
    const core::Escalation* escalation = incident.escalation(policy);
    if (!words.has("step") || escalation == nullptr) return verdict;
    const std::string step = std::to_string(escalation->step + 1);
    verdict.holds = verdict.holds && words["step"] == step;
    verdict.expected += " at step " + words["step"];
    verdict.found += " at step " + step;
    return verdict;
}

constexpr Sentence all_call_expectations[] = {
    {"{clients} is|are asked for {incident} [as a|an {reason}]", are_asked},
    {"{clients} was|were never asked for {incident}", were_never_asked},
    {"{clients} knows|know of {incident}", know},
    {"{clients} knows|know nothing of {incident}", know_nothing},
    {"{clients} may read {incident}", may_read},
    {"{clients} may not read {incident}", may_not_read},
    {"the notice of {incident} to {client} is {rung}", has_come_to_rung},
    {"the escalation {policy} of {incident} is {escalation_state} [at step {step:number}]", is_in_state},
};

}  // namespace

Sentences call_expectations() {
    return all_call_expectations;
}

}  // namespace paraat::scenario
