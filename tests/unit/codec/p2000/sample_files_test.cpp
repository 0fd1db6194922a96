#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "hub/codec/p2000/to_report.hpp"
#include "tests/unit/codec/foreign_table.hpp"
#include "tests/unit/codec/p2000/sample.hpp"

// What becomes of each line of the sample files, as a table: tests/data/foreign/p2000.tsv. No text and no place stands
// in it, since the samples are of real people. PARAAT_TEST_DATA names the samples' folder; PARAAT_REWRITE renews the
// table.
namespace paraat::codec::p2000 {
namespace {

const std::string table_file = std::string(PARAAT_SOURCE_DIR) + "/tests/data/foreign/p2000.tsv";

using Reader = Result<Page> (*)(std::string_view);

std::vector<std::string> lines_of(const std::string& file) {
    std::istringstream in(test::content_of(file));
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::string or_dash(const std::string& text) {
    return text.empty() ? "-" : text;
}

std::string flags_of(const Dispatch& dispatch) {
    std::string flags;
    const auto add = [&](bool is_set, const char* flag) {
        if (is_set) flags += (flags.empty() ? "" : ",") + std::string(flag);
    };
    add(dispatch.is_test, "test");
    add(dispatch.is_exercise, "exercise");
    add(dispatch.is_withdrawal, "withdrawal");
    add(dispatch.is_fragment, "fragment");
    add(!dispatch.place.empty(), "place");
    add(!dispatch.street.empty() || !dispatch.postcode.empty(), "address");
    return or_dash(flags);
}

// One file's lines, in their order.
class Account {
public:
    Account(std::string file, Reader read) : file_(std::move(file)), read_(read) {}

    std::string row(std::size_t number, const std::string& line) {
        const std::string head = file_ + "\t" + std::to_string(number) + "\t";
        const auto page = read_(line);
        if (!page) return head + "refused:" + page.error().code + "\t-\t-\t-\t-\t-\n";
        const auto no_offset = [](Instant) { return Milliseconds{0}; };
        const Instant at = page->received ? moment_of(*page->received, no_offset) : Instant{};
        const JoinedPage joined = joiner_.take(*page, {at, at});
        if (joined.number != 0) line_of_[joined.number] = number;
        const Told told = to_report(joined, shipped_tables(), at);
        const std::string outcome = told.report ? "report" : "none:" + std::string(word(*told.why));
        const Dispatch& dispatch = joined.dispatch;
        return head + outcome + "\t" + std::string(word(dispatch.service)) + "\t" + or_dash(dispatch.priority_text) +
               "\t" + or_dash(dispatch.lmc.empty() ? dispatch.class_name : dispatch.lmc) + "\t" + flags_of(dispatch) +
               "\t" + (joined.of ? std::to_string(line_of_[*joined.of]) : "-") + "\n";
    }

private:
    std::string file_;
    Reader read_;
    PageJoiner joiner_{shipped_tables()};
    std::map<std::uint64_t, std::size_t> line_of_;
};

std::string account_of(const std::string& folder, const std::string& file, Reader read, bool has_head) {
    Account account{file, read};
    std::string rows;
    const auto lines = lines_of(folder + "/" + file);
    EXPECT_FALSE(lines.empty()) << file;
    for (std::size_t i = has_head ? 1 : 0; i < lines.size(); ++i) rows += account.row(i + 1, lines[i]);
    return rows;
}

TEST(P2000Samples, ComeToWhatTheTableSays) {
    const std::string folder = codec::foreign_data("p2000").string();
    if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "NOT RUN: no samples in " << folder;
    const std::string told = "file\tline\toutcome\tservice\tpriority\tclass\tflags\tjoined\n" +
                             account_of(folder, "flex_raw_lines.part1.txt", read_line, false) +
                             account_of(folder, "scraped_2022_2023.part1.tsv", read_scraped_row, true);
    if (std::getenv("PARAAT_REWRITE") != nullptr) std::ofstream(table_file, std::ios::binary) << told;
    EXPECT_EQ(told, test::content_of(table_file));
}

}  // namespace
}  // namespace paraat::codec::p2000
