#include "tests/bench/site/deciding.hpp"

#include <stdexcept>

#include "hub/core/event_codec.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t reports_at_once = 500;
// So few at a time that an event is as near when it is encoded as it is where each is encoded at once.
constexpr std::size_t timed_apart = 20;

}  // namespace

core::Report plain_report(const std::string& category) {
    core::Report report;
    report.category = core::CategoryName{category};
    report.severity = core::Severity::moderate;
    report.text = "a bicycle is taken away in a van without number plates";
    return report;
}

Deciding::Deciding(const Site& site, const core::RuleQuestions& rules, std::vector<core::Report> kinds)
    : decider_(*site.organisation, rules),
      kinds_(std::move(kinds)),
      begun_(site.now),
      state_(site.state),
      observed_(site.observed) {}

void Deciding::open(std::size_t count) {
    for (const core::ClientInput& report : reports(count)) {
        for (const core::Event& event : decide(report).events) core::evolve(state_, event);
    }
}

// So that as many are open as before; the memory of those that go is that of those that come, as in the hub.
void Deciding::close_oldest(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const core::IncidentId id = state_.incidents.begin()->first;
        core::evolve(state_, {now_, core::the_hub, core::Closed{id, {}}});
        core::evolve(state_, {now_, core::the_hub, core::IncidentRetired{id}});
    }
}

void Deciding::run(Costs& costs, std::size_t batches) {
    std::chrono::nanoseconds took{};
    Apart took_apart;
    for (std::size_t i = 0; i < batches; ++i) {
        took += time_together(reports(reports_at_once));
        close_oldest(reports_at_once);
        time_apart(reports(reports_at_once), took_apart);
        close_oldest(reports_at_once);
    }
    const auto all = static_cast<double>(reports_at_once * batches);
    const auto each_us = [&](std::chrono::nanoseconds span) { return static_cast<double>(span.count()) / 1e3 / all; };
    costs.per_second.values.push_back(1e6 / each_us(took));
    costs.us.values.push_back(each_us(took));
    costs.decide_us.values.push_back(each_us(took_apart.decide));
    costs.evolve_us.values.push_back(each_us(took_apart.evolve));
    costs.encode_us.values.push_back(each_us(took_apart.encode));
    costs.events = static_cast<double>(took_apart.events) / all;
}

std::vector<core::ClientInput> Deciding::reports(std::size_t count) {
    std::vector<core::ClientInput> made;
    for (std::size_t i = 0; i < count; ++i) {
        core::Report report = kinds_[number_ % kinds_.size()];
        report.position = square(++number_);
        now_ = begun_ + Milliseconds{static_cast<std::int64_t>(number_)};
        made.push_back({core::ClientName{caller(number_)}, "t-" + std::to_string(number_), std::move(report),
                        core::IncidentId{numbered(number_, now_)}, core::InstructionId{numbered(number_, now_)}});
    }
    return made;
}

core::Outcome Deciding::decide(const core::CoreCommand& report) const {
    core::Outcome outcome = decider_.decide(state_, observed_, report, now_);
    if (outcome.refusal) throw std::runtime_error(outcome.refusal->sentence);
    return outcome;
}

std::chrono::nanoseconds Deciding::time_together(const std::vector<core::ClientInput>& inputs) {
    const std::vector<core::CoreCommand> commands(inputs.begin(), inputs.end());
    std::vector<core::EncodedEvent> kept;
    const auto begin = cpu_time();
    for (const core::CoreCommand& command : commands) {
        kept.clear();
        const core::Outcome outcome = decide(command);
        for (const core::Event& event : outcome.events) {
            core::evolve(state_, event);
            kept.push_back(core::encode(event));
        }
    }
    return cpu_time() - begin;
}

// The same one step after the other: none of these reports changes what another comes to.
void Deciding::time_apart(const std::vector<core::ClientInput>& inputs, Apart& into) {
    const std::vector<core::CoreCommand> commands(inputs.begin(), inputs.end());
    for (std::size_t first = 0; first < commands.size(); first += timed_apart) {
        std::vector<core::Event> events;
        const auto begin = cpu_time();
        for (std::size_t i = first; i < std::min(first + timed_apart, commands.size()); ++i) {
            core::Outcome outcome = decide(commands[i]);
            std::move(outcome.events.begin(), outcome.events.end(), std::back_inserter(events));
        }
        const auto decided = cpu_time();
        for (const core::Event& event : events) core::evolve(state_, event);
        const auto evolved = cpu_time();
        std::vector<core::EncodedEvent> kept;
        for (const core::Event& event : events) kept.push_back(core::encode(event));
        const auto encoded = cpu_time();
        into.decide += decided - begin;
        into.evolve += evolved - decided;
        into.encode += encoded - evolved;
        into.events += events.size();
    }
}

}  // namespace paraat::bench
