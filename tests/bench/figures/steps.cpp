#include "tests/bench/figures/steps.hpp"

#include <algorithm>

namespace paraat::bench {

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void Steps::add(const std::string& name, double seconds) {
    auto step = std::find_if(all_.begin(), all_.end(), [&](const auto& one) { return one.first == name; });
    if (step == all_.end()) step = all_.insert(all_.end(), {name, Runs{}});
    step->second.values.push_back(seconds);
}

const Runs& Steps::runs(const std::string& name) const {
    return std::find_if(all_.begin(), all_.end(), [&](const auto& one) { return one.first == name; })->second;
}

void Steps::describe(const std::string& title, Report& report) const {
    report.table.push_back(title);
    for (const auto& [name, seconds] : all_) {
        report.table.push_back(row({seconds.text()}) + " s  " + name);
        report.figures[title][name] = seconds.values;
    }
}

}  // namespace paraat::bench
