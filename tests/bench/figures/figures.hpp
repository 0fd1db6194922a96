#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace paraat::bench {

// What this thread used of a processor: what others do on the machine hardly counts.
std::chrono::nanoseconds cpu_time();

inline constexpr std::size_t runs_each = 3;
inline constexpr double mib = 1 << 20;  // bytes

// Several runs of one measurement, in the order they were made.
struct Runs {
    std::vector<double> values;

    // Both throw std::runtime_error when there is none.
    double median() const;
    double most() const;
    // From the least to the most, as a part of the median; 0 when that is 0.
    double spread() const;
    std::string text() const;  // "1.24 +-6 %"
};

// Run by run, since those of one number were made in turn.
Runs ratios(const Runs& of, const Runs& to);

// A number that is to be reached.
struct Goal {
    enum class Is { at_most, at_least };
    enum class By { median, worst };  // the median of the runs; of what must never happen the most

    std::string what;
    Runs runs;
    double bound = 0;
    Is is = Is::at_most;
    By by = By::median;

    double value() const { return by == By::median ? runs.median() : runs.most(); }
    bool is_reached() const { return is == Is::at_most ? value() <= bound : value() >= bound; }
    std::string needed() const;  // "at most 1.50"
};

// That something never happened, in none of the runs.
Goal none(const std::string& what, const Runs& runs);

// What one number of docs/benchmarks.md came to. `name` is "P6".
struct Report {
    std::string name;
    std::vector<std::string> table;  // lines
    std::vector<Goal> goals;
    nlohmann::json figures;
};

// The value at that part of the way through them, 0 .. 1; reorders them. Throws std::runtime_error when there is none.
double percentile(std::vector<double>& values, double part);
std::string fixed(double value, int digits);
// Cells of one line, each right-aligned in a column.
std::string row(const std::vector<std::string>& cells);

// Prints it, and leaves the figures in a file of the folder. Whether each goal is reached. Throws std::runtime_error
// when a run of a goal is not finite, and when the file cannot be written.
bool tell(const Report& report, const std::string& folder);

}  // namespace paraat::bench
