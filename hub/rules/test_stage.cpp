#include "hub/rules/test_stage.hpp"

#include <algorithm>

#include "hub/rules/deed_reading.hpp"

namespace paraat::rules {
namespace {

constexpr Instant beginning{1'763'940'000'000};  // Monday 24 November 2025, 00:20 in Amsterdam
const core::ClientName stranger{"rule-test"};    // who reports when a test does not say

Ulid numbered(Instant at, int number) {
    std::array<std::uint8_t, 10> chance{};
    chance[8] = static_cast<std::uint8_t>(number >> 8);
    chance[9] = static_cast<std::uint8_t>(number);
    return Ulid{at, chance};
}

core::ClientName who_commands(const core::Organisation& organisation) {
    const auto found = std::find_if(organisation.accounts.begin(), organisation.accounts.end(),
                                    [&](const auto& account) { return organisation.commands_all(account.first); });
    return found == organisation.accounts.end() ? stranger : found->first;
}

}  // namespace

std::vector<core::Firing> TestStage::Listening::judge(const core::Case& at_hand) const {
    if (coverage_ != nullptr) coverage_->note(rules_.content(), at_hand);
    auto firings = rules_.judge(at_hand);
    for (const core::Firing& firing : firings) {
        if (!firing.waits_for) note(firing.rule);
    }
    return firings;
}

core::RuleQuestions::Waited TestStage::Listening::look_again(const core::RuleName& rule,
                                                             const core::Case& at_hand) const {
    if (coverage_ != nullptr) coverage_->note_wait(rules_.content(), rule, at_hand);
    Waited waited = rules_.look_again(rule, at_hand);
    if (waited.outcome == Waited::Outcome::fires) note(rule);
    return waited;
}

void TestStage::Listening::note(const core::RuleName& rule) const {
    if (std::find(fired.begin(), fired.end(), rule.text) == fired.end()) fired.push_back(rule.text);
}

TestStage::TestStage(const RuleSet& rules, const core::Organisation& organisation, Coverage* coverage)
    : organisation_(organisation), listening_(rules, coverage), decider_(organisation, listening_), now_(beginning) {}

void TestStage::has_nearby(const std::vector<Neighbours>& nearby) {
    std::vector<Neighbours> by_age = nearby;
    std::stable_sort(by_age.begin(), by_age.end(),
                     [](const Neighbours& a, const Neighbours& b) { return a.ago > b.ago; });
    int number = 0;
    for (const Neighbours& near : by_age) {
        for (int i = 0; i < near.count; ++i) {
            ReportDeed deed;
            deed.report.category = near.category;
            deed.report.position = test_place(near.metres);
            // An own contract each keeps reports at one place apart.
            deed.report.contract = "neighbour-" + std::to_string(++number);
            if (number == 1) now_ = beginning - near.ago;
            pass_to(-near.ago);
            report(deed);
        }
    }
    incidents_.clear();
    joined_.reset();
}

void TestStage::pass_to(Milliseconds at) {
    const Instant end = beginning + at;
    for (Instant due; (due = std::min(state_.timers.next_due(), observed_.next_lapse())) <= end;) {
        now_ = std::max(now_, due);
        for (const core::Observed::Lapse& lapse : observed_.take_lapses(now_)) {
            decide(
                core::LeaseLapses{lapse.client, lapse.is_lost ? core::PresenceState::lost : core::PresenceState::late});
        }
        if (state_.timers.next_due() <= now_) decide(core::TimePasses{});
    }
    now_ = std::max(now_, end);
}

void TestStage::take(const TestDeed& deed) {
    refusal_.reset();
    if (std::holds_alternative<std::monostate>(deed)) return;
    listening_.fired.clear();
    if (const auto* made = std::get_if<ReportDeed>(&deed)) report(*made);
    if (const auto* made = std::get_if<StatusDeed>(&deed)) status(*made);
    if (const auto* made = std::get_if<AckDeed>(&deed)) ack(*made);
    if (const auto* made = std::get_if<CommandDeed>(&deed)) command(*made);
}

core::Outcome TestStage::decide(const core::CoreCommand& command) {
    core::Outcome outcome = decider_.decide(state_, observed_, command, now_);
    for (const core::Event& event : outcome.events) {
        core::evolve(state_, event);
        events_.push_back(event);
    }
    return outcome;
}

core::Outcome TestStage::input(const core::ClientName& client, core::InputBody body, bool is_beacon) {
    ++inputs_;
    if (organisation_.account(client) != nullptr) observed_.hear(client, now_);
    if (const auto* update = std::get_if<core::StatusUpdate>(&body)) observed_.note(client, *update, now_);
    core::Outcome outcome = decide(core::ClientInput{client, std::to_string(inputs_), std::move(body),
                                                     core::IncidentId{numbered(now_, inputs_)},
                                                     core::InstructionId{numbered(now_, inputs_)}, is_beacon});
    refusal_ = outcome.refusal;
    return outcome;
}

void TestStage::opened(const core::Outcome& outcome, const std::string& name) {
    // Of a report that its client may not know more of, the events say which incident it opened.
    auto id = outcome.incident;
    for (const core::Event& event : outcome.events) {
        if (const auto* received = std::get_if<core::ReportReceived>(&event.body); !id && received) {
            id = received->incident;
        }
    }
    if (!id) return;
    incidents_[""] = *id;
    if (!name.empty()) incidents_[name] = *id;
}

std::optional<core::IncidentId> TestStage::known(const std::string& name) {
    const core::IncidentId* id = incident_id(name);
    if (id != nullptr) return *id;
    refusal_ = core::Refusal{core::Reason::not_found, "incident", "what was to open it was refused", {}};
    return std::nullopt;
}

std::optional<core::InstructionId> TestStage::newest_instruction_to(const core::ClientName& client) {
    const core::Instruction* newest = nullptr;
    for (const auto& [id, instruction] : state_.instructions) {
        if (!instruction.is_for(client)) continue;
        if (newest == nullptr || instruction.issued_at >= newest->issued_at) newest = &instruction;
    }
    if (newest != nullptr) return newest->id;
    refusal_ = core::Refusal{core::Reason::not_found, "instruction", "no instruction is for this client", {}};
    return std::nullopt;
}

void TestStage::report(const ReportDeed& deed) {
    const core::Outcome outcome = input(deed.client.empty() ? stranger : deed.client, deed.report);
    joined_ = outcome.joined;
    opened(outcome, deed.as);
}

void TestStage::status(const StatusDeed& deed) {
    core::StatusUpdate update = deed.update;
    if (!deed.incident.empty() && !(update.incident = known(deed.incident))) return;
    const core::Outcome outcome = input(deed.by, update, deed.is_beacon);
    if (deed.update.panic) opened(outcome, deed.as);
}

void TestStage::ack(const AckDeed& deed) {
    core::Ack ack;
    ack.answer = deed.answer;
    if (deed.is_instruction) {
        ack.instruction = newest_instruction_to(deed.by);
    } else {
        ack.incident = known(deed.incident);
    }
    if (ack.instruction || ack.incident) input(deed.by, ack);
}

void TestStage::command(const CommandDeed& deed) {
    core::Command command = deed.command;
    command.incident = known(deed.incident);
    if (command.incident) input(deed.by.empty() ? who_commands(organisation_) : deed.by, command);
}

const core::IncidentId* TestStage::incident_id(const std::string& name) const {
    const auto found = incidents_.find(name);
    return found == incidents_.end() ? nullptr : &found->second;
}

const core::Incident* TestStage::incident(const std::string& name) const {
    const core::IncidentId* id = incident_id(name);
    return id == nullptr ? nullptr : state_.incident(*id);
}

std::string TestStage::time_of(Instant at) const {
    return at == beginning ? "0 s" : cel::to_text(cel::Value{at - beginning});
}

}  // namespace paraat::rules
