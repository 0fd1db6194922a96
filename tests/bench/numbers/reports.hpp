#pragma once

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {

// Where Node-RED is installed and does not start or ends: it is left out with a word on standard error, or, where it
// was asked for, nothing is measured.
enum class NodeRed { if_it_works, asked_for };

// P1: the most reports per second, durable, as a ratio to the bare relay. P2: how late one is at 1,000 a second. Both
// throw std::runtime_error when something does not start, and when the bare relay lost reports.
Report measure_most_reports(NodeRed node_red);
Report measure_report_latency(NodeRed node_red);

}  // namespace paraat::bench
