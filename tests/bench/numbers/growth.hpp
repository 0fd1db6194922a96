#pragma once

#include "tests/bench/figures/run_table.hpp"

namespace paraat::bench {

// What a report costs beside more and more of what a hub has: rules, open incidents, units, calls that run, consoles
// that listen, and a past in its journal. Throws std::runtime_error when something does not start.
Report measure_growth();

// Adds the table, whose rows are "10 rules" and so on, and the goal: in that column the greatest size is at most twice
// the least.
void add_growth(const std::string& what, const std::vector<std::size_t>& sizes, const RunTable& table,
                const std::string& column, Report& report);
std::string grown(std::size_t size, const std::string& what);  // "10 rules"

}  // namespace paraat::bench
