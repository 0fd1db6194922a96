#include "tests/bench/figures/figures.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace paraat::bench {
namespace {

// A ratio to nothing is no figure, and would be reached or missed by chance.
void check_figures(const Goal& goal) {
    for (const double value : goal.runs.values) {
        if (!std::isfinite(value)) throw std::runtime_error(goal.what + ": a run of it came to no number");
    }
}

}  // namespace

std::chrono::nanoseconds cpu_time() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

double Runs::median() const {
    std::vector<double> sorted = values;
    return percentile(sorted, 0.5);
}

double Runs::most() const {
    if (values.empty()) throw std::runtime_error("nothing came that could be measured");
    return *std::max_element(values.begin(), values.end());
}

double Runs::spread() const {
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    return *most == *least || median() == 0 ? 0 : (*most - *least) / median();
}

std::string Runs::text() const {
    return fixed(median(), 2) + " +-" + fixed(spread() * 50, 0) + " %";
}

Runs ratios(const Runs& of, const Runs& to) {
    Runs made;
    for (std::size_t run = 0; run < std::min(of.values.size(), to.values.size()); ++run) {
        made.values.push_back(of.values[run] / to.values[run]);
    }
    return made;
}

std::string Goal::needed() const {
    return (is == Is::at_most ? "at most " : "at least ") + fixed(bound, bound == std::floor(bound) ? 0 : 2);
}

Goal none(const std::string& what, const Runs& runs) {
    return {what, runs, 0, Goal::Is::at_most, Goal::By::worst};
}

double percentile(std::vector<double>& values, double part) {
    if (values.empty()) throw std::runtime_error("nothing came that could be measured");
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
        check_figures(goal);
        std::cout << (goal.is_reached() ? "reached  " : "MISSED   ") << goal.what << ": " << fixed(goal.value(), 2)
                  << " (" << goal.needed() << ")\n";
        goals.push_back({{"what", goal.what},
                         {"measured", goal.value()},
                         {"runs", goal.runs.values},
                         {"needed", goal.needed()},
                         {"is", goal.is == Goal::Is::at_most ? "at most" : "at least"},
                         {"reached", goal.is_reached()}});
        is_reached &= goal.is_reached();
    }
    std::cout << std::endl;
    std::filesystem::create_directories(folder);
    const std::string path = folder + "/" + report.name + ".json";
    std::ofstream file(path);
    file << nlohmann::json{{"name", report.name}, {"goals", goals}, {"figures", report.figures}}.dump(2) << '\n';
    file.close();
    if (!file) throw std::runtime_error(path + " cannot be written");
    return is_reached;
}

}  // namespace paraat::bench
