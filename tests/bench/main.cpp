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

// paraat-bench FOLDER NAME: measures one of them, prints, and leaves the figures in the folder. 0 when each goal is
// reached, 1 when one is missed, 64 for wrong use, 70 when something else went wrong. `./dev bench` runs it for each.
int main(int argc, char** argv) {
    using namespace paraat::bench;
    const std::map<std::string, std::function<Report()>> all = {
        {"P1", measure_most_reports}, {"P2", measure_report_latency}, {"P3", measure_reports_in_a_storm},
        {"P4", measure_most_beacons}, {"P5", measure_deciding},       {"P6", measure_rules},
        {"P7", measure_nearby},       {"P8", measure_start},          {"P9", measure_timers},
        {"P10", measure_memory},      {"P11", measure_fan_out},       {"P12", measure_return_of_many},
        {"growth", measure_growth},   {"soak", measure_soak}};
    const auto found = argc == 3 ? all.find(argv[2]) : all.end();
    if (found == all.end()) {
        std::cerr << "usage: paraat-bench FOLDER NAME; a name is P1 to P12, growth or soak\n";
        return 64;
    }
    try {
        return tell(found->second(), argv[1]) ? 0 : 1;
    } catch (const std::exception& error) {
        std::cerr << found->first << ": " << error.what() << '\n';
        return 70;
    }
}
