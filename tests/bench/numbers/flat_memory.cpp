#include "tests/bench/numbers/flat_memory.hpp"

#include <deque>

#include "tests/bench/figures/allocation.hpp"
#include "tests/bench/site/site.hpp"

namespace paraat::bench {
namespace {

constexpr double grows_most = 1.01;  // times, and not again in the next as long
constexpr Milliseconds an_hour = std::chrono::hours{1};

core::InputBody read(const core::IncidentId& incident) {
    core::Ack ack;
    ack.incident = incident;
    ack.answer = core::Answer::read;
    return ack;
}

core::InputBody closing(const core::IncidentId& incident) {
    core::Command close;
    close.deed = core::Deed::close;
    close.incident = incident;
    return close;
}

const char* category(std::size_t number) {
    return number % 10 < 3 ? "drug_dealing" : "robbery";
}

void talk_for_an_hour(Site& site, const std::vector<core::IncidentId>& about, std::size_t commands) {
    const Milliseconds pause = an_hour / commands;
    for (std::size_t i = 0; i < commands; ++i) {
        site.passes_to(site.now + pause);
        const core::IncidentId& incident = about[i * 7'919 % about.size()];
        switch (i % 3) {
            case 0: site.receives("radio-" + std::to_string(1 + i % 12), status_at(i % 1'000)); break;
            case 1: site.receives("coord-ondermijning-1", command(core::Deed::note, incident)); break;
            case 2: site.receives("coord-ondermijning-1", read(incident)); break;
        }
    }
}

// So many times what was allocated before the hour is allocated after it.
double hour_grows(Report& report) {
    constexpr std::size_t incidents = 10'000;
    const double none = allocated();
    Site site;
    std::vector<core::IncidentId> open;
    for (std::size_t i = 0; i < incidents; ++i) open.push_back(site.worked_on(category(i), i));
    // In the first hour calls come to those who were not asked yet, things are said for the first time, and each
    // incident gets the newest notes that are remembered of it.
    talk_for_an_hour(site, open, 360'000);
    const double before = allocated() - none;
    talk_for_an_hour(site, open, 360'000);
    const double after = allocated() - none;
    report.table.push_back(row({fixed(before / mib, 2), fixed(after / mib, 2)}));
    report.figures["hour"].push_back({{"before", before}, {"after", after}});
    return after / before;
}

double days_grow(Report& report) {
    constexpr std::size_t an_hours = 200;
    const double none = allocated();
    Site site;
    std::deque<core::IncidentId> open;
    double full = 0, last = 0;
    std::vector<std::string> cells;
    nlohmann::json figures;
    for (std::size_t i = 1; i <= 144 * an_hours; ++i) {
        site.passes_to(site.now + an_hour / an_hours);
        open.push_back(site.worked_on(category(i), i));
        site.receives("opco-1", acknowledgement(open.back()));
        if (open.size() > an_hours) {
            site.receives("opco-1", closing(open.front()));
            open.pop_front();
        }
        if (i % (12 * an_hours) != 0) continue;
        const std::size_t hours = i / an_hours;
        last = allocated() - none;
        if (hours == 60) full = last;
        cells.push_back(fixed(last / mib, 2));
        figures.push_back({{"hours", hours}, {"kept", site.state.incidents.size()}, {"bytes", last}});
    }
    report.table.push_back(row(cells));
    report.figures["days"].push_back(figures);
    return last / full;
}

}  // namespace

void measure_hour(Report& report) {
    report.table.push_back("one fold before and after an hour with 100 commands a second about 10,000 open incidents");
    report.table.push_back(row({"before, MiB", "after, MiB"}));
    Runs grows;
    for (std::size_t run = 0; run < runs_each; ++run) grows.values.push_back(hour_grows(report));
    report.goals.push_back({"an hour's commands leave so many times what was allocated", grows, grows_most});
}

void measure_days(Report& report) {
    report.table.push_back("one fold with 200 incidents an hour, each closed an hour later and let go of after 48");
    report.table.push_back("MiB that are allocated after 12, 24, ... 144 hours");
    Runs grows;
    for (std::size_t run = 0; run < runs_each; ++run) grows.values.push_back(days_grow(report));
    report.goals.push_back(
        {"after six days, so many times what was allocated after two and a half", grows, grows_most});
}

}  // namespace paraat::bench
