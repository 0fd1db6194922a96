#pragma once

#include "tests/bench/figures/figures.hpp"
#include "tests/bench/site/site.hpp"

namespace paraat::bench {

// The core thread's work for reports, as hub/app/intake.cpp does it between reading one and answering; in CPU time.
class Deciding {
public:
    struct Costs {
        Runs per_second;
        Runs us;  // of a report, all together
        Runs decide_us, evolve_us, encode_us;
        double events = 0;  // of a report
    };

    // Goes on from that site, with reports of these kinds in turn. The rules and the site's organisation outlive it.
    Deciding(const Site& site, const core::RuleQuestions& rules, std::vector<core::Report> kinds);

    // So many incidents more that are open beside those that are measured.
    void open(std::size_t count);
    // One run: so many times twice 500 reports, each at a place of its own so that it opens an incident. After each 500
    // as many of the oldest are closed and forgotten, untimed, so that never more are open beside the others.
    void run(Costs& costs, std::size_t batches = 20);

private:
    struct Apart {
        std::chrono::nanoseconds decide{}, evolve{}, encode{};
        std::size_t events = 0;
    };
    std::vector<core::ClientInput> reports(std::size_t count);
    core::Outcome decide(const core::CoreCommand& report) const;
    std::chrono::nanoseconds time_together(const std::vector<core::ClientInput>& inputs);
    void time_apart(const std::vector<core::ClientInput>& inputs, Apart& into);
    void close_oldest(std::size_t count);

    const core::Decider decider_;
    const std::vector<core::Report> kinds_;
    const Instant begun_;
    Instant now_ = begun_;
    core::State state_;
    core::Observed observed_;
    std::size_t number_ = 0;
};

// A report of somebody whom the organisation does not know.
core::Report plain_report(const std::string& category);

}  // namespace paraat::bench
