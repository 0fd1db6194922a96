#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <string_view>

#include "tests/bench/numbers/decide.hpp"
#include "tests/bench/numbers/memory.hpp"
#include "tests/bench/numbers/nearby.hpp"
#include "tests/bench/numbers/reports.hpp"
#include "tests/bench/numbers/rules.hpp"
#include "tests/bench/numbers/start.hpp"
#include "tests/bench/numbers/storm.hpp"
#include "tests/bench/numbers/timers.hpp"

// paraat-bench FOLDER [P6,P7]: measures, prints, and leaves the figures in the folder. 0 when each goal is reached, 1
// when one is missed, 64 for wrong use, 70 when something else went wrong.
int main(int argc, char** argv) {
    using namespace paraat::bench;
    const std::map<std::string, std::function<Report()>> all = {
        {"P1", measure_most_reports}, {"P2", measure_report_latency}, {"P3", measure_reports_in_a_storm},
        {"P4", measure_most_beacons}, {"P11", measure_fan_out},       {"P12", measure_return_of_many},
        {"P5", measure_deciding},     {"P8", measure_start},          {"P6", measure_rules},
        {"P7", measure_nearby},       {"P9", measure_timers},         {"P10", measure_memory}};
    if (argc < 2 || argc > 3) {
        std::cerr << "usage: paraat-bench FOLDER [P6,P7]\n";
        return 64;
    }
    std::string wanted = argc == 3 ? argv[2] : "P1,P2,P3,P4,P5,P6,P7,P8,P9,P10,P11,P12";
    bool is_reached = true;
    for (std::size_t end = 0; !wanted.empty(); wanted.erase(0, end == std::string::npos ? end : end + 1)) {
        end = wanted.find(',');
        const auto found = all.find(wanted.substr(0, end));
        if (found == all.end()) {
            std::cerr << "there is no \"" << wanted.substr(0, end) << "\"; there are P1 to P12\n";
            return 64;
        }
        try {
            is_reached &= tell(found->second(), argv[1]);
        } catch (const std::exception& error) {
            std::cerr << found->first << ": " << error.what() << '\n';
            return 70;
        }
    }
    return is_reached ? 0 : 1;
}
