#include "hub/rules/rule_file.hpp"

#include <algorithm>

#include "hub/rules/test_run.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/fuzz/town.hpp"

namespace paraat::fuzz {
namespace {

using rules::RuleFiles;
using rules::RuleReading;

constexpr std::size_t files_most = 8;
// A reminder each second makes 3,600 events of an hour; what a week of them costs is known (rule_test.hpp).
constexpr Milliseconds test_runs_most = std::chrono::hours{1};
constexpr std::size_t tests_run_most = 20;

RuleFiles files_of(std::string_view input) {
    RuleFiles files;
    std::string kind = ".toml";
    const auto add = [&](std::string_view text) {
        if (files.texts.size() < files_most) {
            files.texts.emplace_back(std::to_string(files.texts.size() + 1) + kind, text);
        }
    };
    constexpr std::string_view heading = "--- ";
    std::size_t begin = 0;
    for (std::size_t at = 0; at < input.size();) {
        const std::size_t end = std::min(input.find('\n', at), input.size());
        const std::string_view line = input.substr(at, end - at);
        if (line.starts_with(heading)) {
            if (at > begin) add(input.substr(begin, at - begin));
            kind = line.ends_with(".geojson") ? ".geojson" : ".toml";
            begin = std::min(end + 1, input.size());
        }
        at = end + 1;
    }
    add(input.substr(begin));
    return files;
}

void check_source(const SourceIssue& issue, const RuleReading& reading) {
    const auto source = reading.sources.find(issue.file);
    promise(source != reading.sources.end(), "an issue is of a file that was read");
    check_issue(issue, source->second);
}

RuleReading read(const RuleFiles& files, const core::Organisation* organisation) {
    RuleReading reading = rules::read_rules(files, organisation);
    for (const SourceIssue& issue : reading.issues) check_source(issue, reading);
    for (const SourceIssue& caution : reading.cautions) check_source(caution, reading);
    return reading;
}

bool can_be_run(const std::vector<rules::RuleTest>& tests) {
    return tests.size() <= tests_run_most && std::all_of(tests.begin(), tests.end(), [](const rules::RuleTest& test) {
               return test.steps.empty() || test.steps.back().at <= test_runs_most;
           });
}

std::vector<std::string> faults_of(const std::vector<rules::TestOutcome>& outcomes) {
    std::vector<std::string> all;
    for (const rules::TestOutcome& outcome : outcomes) {
        for (const rules::TestFault& fault : outcome.faults) {
            all.push_back(outcome.file + ":" + std::to_string(fault.line) + ": " + fault.said);
        }
    }
    return all;
}

void run_all_tests(const rules::RuleSet& set) {
    rules::Coverage coverage;
    const auto outcomes = rules::run_tests(set, town(), &coverage);
    promise(outcomes.size() == set.content().tests.size(), "each test comes to something");
    promise(faults_of(outcomes) == faults_of(rules::run_tests(set, town())), "a test always comes to the same");
    const auto summary = coverage.summary(set.content());
    promise(summary.seen <= summary.all && summary.untested.size() == summary.all - summary.seen,
            "what no test makes happen is told");
}

}  // namespace

void rule_file(std::string_view input) {
    const RuleFiles files = files_of(input);
    RuleReading reading = read(files, &town());
    const RuleReading again = read(files, &town());
    promise(reading.issues == again.issues && reading.cautions == again.cautions, "what is told is always the same");
    promise(reading.content.version == again.content.version, "the same files are the same version");
    static_cast<void>(read(files, nullptr));
    if (!reading.issues.empty()) return;
    const rules::RuleSet set(std::move(reading.content));
    if (can_be_run(set.content().tests)) run_all_tests(set);
}

}  // namespace paraat::fuzz
