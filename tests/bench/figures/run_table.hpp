#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {

// What several things came to, run by run. Each column is named once, by those who add to it: "p99_ms" is the key of
// its figures, "p99 ms" its title.
class RunTable {
public:
    // `of` stands above the names of the rows; may be empty.
    explicit RunTable(std::string of) : of_(std::move(of)) {}

    // One run of that row; each has the same columns in the same order.
    void add(const std::string& row, const std::vector<std::pair<std::string, double>>& values);
    // Of a row and column that there are.
    const Runs& runs(const std::string& row, const std::string& column) const;
    // A line each, rows in the order in which they were first added; the figures by row and column.
    void describe(Report& report) const;

private:
    struct Row {
        std::string name;
        std::vector<std::pair<std::string, Runs>> columns;
    };
    const Row& row_of(const std::string& name) const;

    std::string of_;
    std::vector<Row> rows_;
};

}  // namespace paraat::bench
