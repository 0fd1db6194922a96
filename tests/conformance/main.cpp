#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <vector>

#include "tests/conformance/verdict.hpp"

// cel-conformance: runs the conformance cases of a folder, tells those that fail, and how many there are.
namespace paraat::conformance {
namespace {

constexpr int exit_failed = 1;
constexpr int exit_usage = 64;

struct Tally {
    int passed = 0;
    int failed = 0;
    int allowed = 0;
};

// The first column of a table's rows, in backticks: "| `file/section/name` | reason |".
std::set<std::string> read_allowed(const std::string& file) {
    std::set<std::string> names;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        const std::size_t end = line.starts_with("| `") ? line.find("` |", 3) : std::string::npos;
        if (end != std::string::npos) names.insert(line.substr(3, end - 3));
    }
    return names;
}

void run_line(const std::string& line, const std::set<std::string>& allowed, Tally& tally) {
    const auto read = read_case(line);
    const Verdict verdict = read ? run(*read) : Verdict{false, "a case", "bad line: " + read.error().message};
    const std::string name = read ? read->name : "?";
    if (verdict.has_passed) {
        ++tally.passed;
        return;
    }
    const bool is_allowed = allowed.contains(name);
    ++(is_allowed ? tally.allowed : tally.failed);
    std::printf("%s %s\n  %s\n  wanted %s\n  got    %s\n", is_allowed ? "allowed" : "FAILED", name.c_str(),
                read ? read->source.c_str() : line.c_str(), verdict.wanted.c_str(), verdict.got.c_str());
}

int run_folder(const std::filesystem::path& folder, const std::set<std::string>& allowed) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    Tally tally;
    for (const auto& file : files) {
        const Tally before = tally;
        std::ifstream in(file);
        for (std::string line; std::getline(in, line);) {
            if (!line.empty()) run_line(line, allowed, tally);
        }
        std::printf("%-20s %4d passed, %d failed\n", file.filename().c_str(), tally.passed - before.passed,
                    tally.failed - before.failed);
    }
    if (tally.allowed > 0) std::printf("%d are known to fail\n", tally.allowed);
    std::printf("%d passed, %d failed\n", tally.passed, tally.failed);
    return tally.failed == 0 ? 0 : exit_failed;
}

int run_named(const std::vector<std::string>& arguments) {
    const bool has_allowed = arguments.size() == 3 && arguments[0] == "--allow";
    const bool is_right = has_allowed || (arguments.size() == 1 && !arguments[0].starts_with('-'));
    std::error_code failed;
    if (!is_right || !std::filesystem::is_directory(arguments.back(), failed)) {
        std::fputs("usage: cel-conformance [--allow FILE] DIR\n", stderr);
        return exit_usage;
    }
    return run_folder(arguments.back(), has_allowed ? read_allowed(arguments[1]) : std::set<std::string>{});
}

}  // namespace
}  // namespace paraat::conformance

int main(int count, char** words) {
    return paraat::conformance::run_named({words + 1, words + count});
}
