#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <string_view>

#include "tests/bench/numbers/decide.hpp"
#include "tests/bench/numbers/growth.hpp"
#include "tests/bench/numbers/many_clients.hpp"
#include "tests/bench/numbers/memory.hpp"
#include "tests/bench/numbers/most_beacons.hpp"
#include "tests/bench/numbers/nearby.hpp"
#include "tests/bench/numbers/reports.hpp"
#include "tests/bench/numbers/rules.hpp"
#include "tests/bench/numbers/soak.hpp"
#include "tests/bench/numbers/start.hpp"
#include "tests/bench/numbers/storm.hpp"
#include "tests/bench/numbers/timers.hpp"

// paraat-bench FOLDER NAME [--node-red]: measures one of them, prints, and leaves the figures in the folder. With the
// flag P1 and P2 need Node-RED. 0 when each goal is reached, 1 when one is missed, 64 for wrong use, 70 when something
// else went wrong. `./dev bench` runs it for each.
int main(int argc, char** argv) {
    using namespace paraat::bench;
    const bool has_flag = argc == 4 && std::string_view(argv[3]) == "--node-red";
    const NodeRed node_red = has_flag ? NodeRed::asked_for : NodeRed::if_it_works;
    const std::map<std::string, std::function<Report()>> all = {
        {"P1", [&] { return measure_most_reports(node_red); }},
        {"P2", [&] { return measure_report_latency(node_red); }},
        {"P3", measure_reports_in_a_storm},
        {"P4", measure_most_beacons},
        {"P5", measure_deciding},
        {"P6", measure_rules},
        {"P7", measure_nearby},
        {"P8", measure_start},
        {"P9", measure_timers},
        {"P10", measure_memory},
        {"P11", measure_fan_out},
        {"P12", measure_return_of_many},
        {"growth", measure_growth},
        {"soak", measure_soak}};
    const auto found = argc == 3 || has_flag ? all.find(argv[2]) : all.end();
    if (found == all.end()) {
        std::cerr << "usage: paraat-bench FOLDER NAME [--node-red]; a name is P1 to P12, growth or soak\n";
        return 64;
    }
    try {
        return tell(found->second(), argv[1]) ? 0 : 1;
    } catch (const std::exception& error) {
        std::cerr << found->first << ": " << error.what() << '\n';
        return 70;
    }
}
