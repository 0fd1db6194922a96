#include "tests/bench/figures/run_table.hpp"

#include <algorithm>

#include "hub/base/check.hpp"

namespace paraat::bench {
namespace {

// Runs of a small or large number in as few digits as tell them apart.
std::string cell(const Runs& runs) {
    const double median = runs.median();
    const std::string spread = runs.spread() == 0 ? "" : " +-" + fixed(runs.spread() * 50, 0) + " %";
    return fixed(median, median == 0 || median >= 1'000 ? 0 : 2) + spread;
}

// Of the first column, as wide as the widest of it.
std::string as_wide(const std::string& name, std::size_t width) {
    return std::string(width - std::min(width, name.size()), ' ') + name;
}

std::string title_of(std::string column) {
    std::replace(column.begin(), column.end(), '_', ' ');
    return column;
}

}  // namespace

void RunTable::add(const std::string& row, const std::vector<std::pair<std::string, double>>& values) {
    auto found = std::find_if(rows_.begin(), rows_.end(), [&](const Row& one) { return one.name == row; });
    if (found == rows_.end()) {
        found = rows_.insert(rows_.end(), {row, {}});
        for (const auto& [column, value] : values) found->columns.emplace_back(column, Runs{});
    }
    PARAAT_CHECK(found->columns.size() == values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        PARAAT_CHECK(found->columns[i].first == values[i].first);
        found->columns[i].second.values.push_back(values[i].second);
    }
}

const RunTable::Row& RunTable::row_of(const std::string& name) const {
    const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const Row& one) { return one.name == name; });
    PARAAT_CHECK(found != rows_.end());
    return *found;
}

const Runs& RunTable::runs(const std::string& row, const std::string& column) const {
    const auto& columns = row_of(row).columns;
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const auto& one) { return one.first == column; });
    PARAAT_CHECK(found != columns.end());
    return found->second;
}

void RunTable::describe(Report& report) const {
    if (rows_.empty()) return;
    std::size_t width = of_.size();
    for (const Row& one : rows_) width = std::max(width, one.name.size());
    std::vector<std::string> head = {as_wide(of_, width)};
    for (const auto& [column, runs] : rows_.front().columns) head.push_back(title_of(column));
    report.table.push_back(bench::row(head));
    for (const Row& one : rows_) {
        std::vector<std::string> cells = {as_wide(one.name, width)};
        for (const auto& [column, runs] : one.columns) {
            cells.push_back(cell(runs));
            report.figures[one.name][column] = runs.values;
        }
        report.table.push_back(bench::row(cells));
    }
}

}  // namespace paraat::bench
