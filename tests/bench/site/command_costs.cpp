#include "tests/bench/site/command_costs.hpp"

#include <algorithm>

namespace paraat::bench {
namespace {

constexpr std::size_t commands_a_run = 1'500;  // of each kind

bool is_serious(std::size_t number) {
    return number % 10 < 3;
}

}  // namespace

Site with_calls(std::size_t count) {
    std::mt19937 chance{9};
    Site site;
    const Instant end = site.now + std::chrono::minutes{5};
    std::vector<std::pair<Instant, std::size_t>> begun;
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t step_ms = is_serious(i) ? 60'000 : 300'000;
        begun.emplace_back(end - Milliseconds{1 + static_cast<std::int64_t>(chance()) % (step_ms - 1)}, i);
    }
    std::sort(begun.begin(), begun.end());
    for (const auto& [at, number] : begun) {
        site.now = at;
        site.reported(is_serious(number) ? "drug_dealing" : "robbery", number);
    }
    site.now = end;
    return site;
}

CommandCosts::CommandCosts(std::size_t calls) : calls_(calls), site_(with_calls(calls)) {
    for (const auto& [id, incident] : site_.state.incidents) {
        if (incident.is_escalated()) incidents_.push_back(id);
    }
}

void CommandCosts::run() {
    // A few at a time, and each time beside the calls as they were, so that there are always as many.
    const std::size_t each = std::clamp<std::size_t>(calls_ / 20, 5, 500);
    for (std::size_t done = 0; done < commands_a_run; done += each) round(each);
    for (Kind& kind : kinds_) {
        kind.us.values.push_back(kind.took_us / static_cast<double>(kind.count));
        kind.took_us = 0;
        kind.count = 0;
    }
}

const Runs& CommandCosts::of(const std::string& kind) const {
    return std::find_if(std::begin(kinds_), std::end(kinds_), [&](const Kind& one) { return one.name == kind; })->us;
}

Runs CommandCosts::mean() const {
    Runs mean;
    for (std::size_t run = 0; run < kinds_[0].us.values.size(); ++run) {
        double sum = 0;
        for (const Kind& kind : kinds_) sum += kind.us.values[run];
        mean.values.push_back(sum / static_cast<double>(std::size(kinds_)));
    }
    return mean;
}

std::vector<std::string> CommandCosts::head() {
    return {"calls", "step us", "report us", "joined us", "note us", "ack us"};
}

std::vector<std::string> CommandCosts::cells() const {
    std::vector<std::string> cells = {std::to_string(incidents_.size())};
    for (const Kind& kind : kinds_) cells.push_back(kind.us.text());
    return cells;
}

nlohmann::json CommandCosts::figures() const {
    nlohmann::json figures = {{"calls", incidents_.size()}};
    for (const Kind& kind : kinds_) figures[kind.name + "_us"] = kind.us.values;
    return figures;
}

void CommandCosts::round(std::size_t each) {
    Site site = site_;
    const auto any = [&] { return incidents_[chance_() % incidents_.size()]; };
    std::size_t square = calls_;
    // Several may be due in one millisecond, and are one command then.
    time(kinds_[0], each, [&] {
        site.now = site.state.timers.next_due();
        const auto events = site.takes(core::TimePasses{});
        return static_cast<std::size_t>(std::count_if(events.begin(), events.end(), [](const core::Event& event) {
            return std::holds_alternative<core::EscalationStepped>(event.body);
        }));
    });
    const auto one = [](auto&&) { return std::size_t{1}; };
    time(kinds_[1], each, [&] { return one(site.reported("drug_dealing", square++)); });
    time(kinds_[2], each, [&] { return one(site.reported("drug_dealing", --square)); });
    time(kinds_[3], each, [&] { return one(site.receives("coord-ondermijning-1", command(core::Deed::note, any()))); });
    time(kinds_[4], each, [&] { return one(site.receives("opco-1", acknowledgement(any()))); });
}

void CommandCosts::time(Kind& kind, std::size_t each, const std::function<std::size_t()>& deed) {
    const auto begin = cpu_time();
    for (std::size_t i = 0; i < each; ++i) kind.count += deed();
    kind.took_us += static_cast<double>((cpu_time() - begin).count()) / 1e3;
}

}  // namespace paraat::bench
