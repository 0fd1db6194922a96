#include "tests/bench/figures/figures.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace paraat::bench {

std::chrono::nanoseconds cpu_time() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

double Runs::median() const {
    std::vector<double> sorted = values;
    return percentile(sorted, 0.5);
}

double Runs::spread() const {
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    return *most == *least ? 0 : (*most - *least) / median();
}

std::string Runs::text() const {
    return fixed(median(), 2) + " +-" + fixed(spread() * 50, 0) + " %";
}

double percentile(std::vector<double>& values, double part) {
    const auto place = static_cast<std::ptrdiff_t>(std::floor(part * static_cast<double>(values.size() - 1)));
    std::nth_element(values.begin(), values.begin() + place, values.end());
    return values[static_cast<std::size_t>(place)];
}

std::string fixed(double value, int digits) {
    std::ostringstream text;
    text.setf(std::ios::fixed);
    text.precision(digits);
    text << value;
    return text.str();
}

std::string row(const std::vector<std::string>& cells) {
    constexpr std::size_t width = 16;
    std::string line;
    for (const std::string& cell : cells) line += std::string(width - std::min(width, cell.size()), ' ') + cell;
    return line;
}

bool tell(const Report& report, const std::string& folder) {
    std::cout << report.name << '\n';
    for (const std::string& line : report.table) std::cout << line << '\n';
    bool is_reached = true;
    nlohmann::json goals = nlohmann::json::array();
    for (const Goal& goal : report.goals) {
        const std::string bound = (goal.is == Goal::Is::at_most ? "at most " : "at least ") +
                                  fixed(goal.bound, goal.bound == std::floor(goal.bound) ? 0 : 2);
        std::cout << (goal.is_reached() ? "reached  " : "MISSED   ") << goal.what << ": " << fixed(goal.value, 2)
                  << " (" << bound << ")\n";
        goals.push_back({{"what", goal.what}, {"value", goal.value}, {"bound", bound}, {"reached", goal.is_reached()}});
        is_reached &= goal.is_reached();
    }
    std::cout << std::endl;
    std::filesystem::create_directories(folder);
    std::ofstream file(folder + "/" + report.name + ".json");
    file << nlohmann::json{{"name", report.name}, {"goals", goals}, {"figures", report.figures}}.dump(2) << '\n';
    return is_reached;
}

}  // namespace paraat::bench
