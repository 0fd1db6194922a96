#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace paraat::bench {

// What this thread used of a processor: what others do on the machine hardly counts.
std::chrono::nanoseconds cpu_time();

inline constexpr std::size_t runs_each = 3;

// Several runs of one measurement, in the order they were made.
struct Runs {
    std::vector<double> values;

    double median() const;
    // From the least to the most, as a part of the median.
    double spread() const;
    std::string text() const;  // "1.24 +-6 %"
};

// A number that is to be reached.
struct Goal {
    std::string what;
    double value = 0;
    double bound = 0;
    enum class Is { at_most, at_least } is = Is::at_most;

    bool is_reached() const { return is == Is::at_most ? value <= bound : value >= bound; }
};

// What one number of docs/benchmarks.md came to. `name` is "P6".
struct Report {
    std::string name;
    std::vector<std::string> table;  // lines
    std::vector<Goal> goals;
    nlohmann::json figures;
};

// The value at that part of the way through them, 0 .. 1; reorders them.
double percentile(std::vector<double>& values, double part);
std::string fixed(double value, int digits);
// Cells of one line, each right-aligned in a column.
std::string row(const std::vector<std::string>& cells);

// Prints it, and leaves the figures in a file of the folder. Whether each goal is reached.
bool tell(const Report& report, const std::string& folder);

}  // namespace paraat::bench
