#include <cstdio>
#include <memory>
#include <optional>

#include "clients/cli/rules.hpp"

#include "hub/journal/files.hpp"
#include "hub/rules/test_run.hpp"

namespace paraat::cli {
namespace {

void say_all(const std::string& before, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
        std::fprintf(stderr, "%s%s%s", before.c_str(), text.c_str(), text.ends_with('\n') ? "" : "\n");
    }
}

// The set as the hub would run it; nullopt after its issues were said.
std::optional<app::HubFiles> load(const std::string& config) {
    app::HubFiles files = app::read_hub_files(config, app::paraat_environment(), {});
    say_all("", files.issues);
    if (!files.issues.empty()) return std::nullopt;
    return files;
}

int check(const Options& options, const std::string& config) {
    const auto files = load(config);
    if (!files) return exit_configuration;
    say_all("caution: ", files->cautions);
    const auto& content = files->rules.content();
    if (options.json) {
        const Json result = {{"rules", content.rules.size()},
                             {"escalations", content.policies.size()},
                             {"version", content.version},
                             {"cautions", files->cautions.size()}};
        std::printf("%s\n", result.dump().c_str());
    } else {
        std::printf("%zu rules and %zu escalations are good (version %s)\n", content.rules.size(),
                    content.policies.size(), content.version.c_str());
    }
    return exit_ok;
}

// What is asked of the tests beside that they pass.
struct Wanted {
    bool coverage = false;
    std::optional<double> least;  // percent
};

std::string place(const rules::Untested& untested) {
    return untested.file + ":" + std::to_string(untested.place.line) + ":" + std::to_string(untested.place.column);
}

Json json_of(const std::vector<rules::TestOutcome>& outcomes) {
    Json faults = Json::array();
    for (const rules::TestOutcome& outcome : outcomes) {
        for (const rules::TestFault& fault : outcome.faults) {
            faults.push_back(
                {{"file", outcome.file}, {"line", fault.line}, {"test", outcome.name}, {"said", fault.said}});
        }
    }
    return faults;
}

Json json_of(const rules::Coverage::Summary& summary) {
    Json untested = Json::array();
    for (const rules::Untested& one : summary.untested) {
        untested.push_back({{"file", one.file},
                            {"line", one.place.line},
                            {"column", one.place.column},
                            {"rule", one.rule},
                            {"said", one.said()}});
    }
    return {{"percent", summary.percent()}, {"seen", summary.seen}, {"all", summary.all}, {"untested", untested}};
}

void say_faults(const std::vector<rules::TestOutcome>& outcomes) {
    for (const rules::TestOutcome& outcome : outcomes) {
        for (const rules::TestFault& fault : outcome.faults) {
            const std::string name = outcome.name.empty() ? "" : "\"" + outcome.name + "\": ";
            std::fprintf(stderr, "%s:%d: %s%s\n", outcome.file.c_str(), fault.line, name.c_str(), fault.said.c_str());
        }
    }
}

// True unless less is covered than is wanted.
bool is_covered(const rules::Coverage::Summary& summary, const Wanted& wanted) {
    const auto all = static_cast<double>(summary.all);
    return !wanted.least || static_cast<double>(summary.seen) * 100 >= *wanted.least * all;
}

int test(const Options& options, const std::string& config, const Wanted& wanted) {
    const auto files = load(config);
    if (!files) return exit_configuration;
    rules::Coverage coverage;
    const auto outcomes = rules::run_tests(files->rules, files->organisation, wanted.coverage ? &coverage : nullptr);
    std::size_t passed = 0;
    for (const rules::TestOutcome& outcome : outcomes) passed += outcome.faults.empty() ? 1 : 0;
    const auto summary = coverage.summary(files->rules.content());
    const bool is_enough = !wanted.coverage || is_covered(summary, wanted);
    if (options.json) {
        Json result = {{"passed", passed}, {"failed", outcomes.size() - passed}, {"faults", json_of(outcomes)}};
        if (wanted.coverage) result["coverage"] = json_of(summary);
        std::printf("%s\n", result.dump().c_str());
    } else {
        say_faults(outcomes);
        std::printf("%zu passed, %zu failed\n", passed, outcomes.size() - passed);
    }
    if (wanted.coverage && !options.json) {
        for (const rules::Untested& one : summary.untested) {
            std::printf("%s: %s\n", place(one).c_str(), one.said().c_str());
        }
        std::printf("coverage: %d %% (%zu of %zu outcomes of rules and their branches)\n", summary.percent(),
                    summary.seen, summary.all);
    }
    if (!is_enough) std::fprintf(stderr, "paraat: less than %g %% is covered\n", *wanted.least);
    return passed == outcomes.size() && is_enough ? exit_ok : exit_no;
}

int change(const Options& options, const char* deed) {
    const auto as = named_account(options);
    if (!as) return fail(as.error());
    return send_input(options, *as, "command", {{"do", deed}});
}

}  // namespace

std::optional<app::HubFiles> load_organisation(const std::string& config) {
    app::HubFiles files = app::read_hub_files(config, app::paraat_environment(), {});
    if (files.issues.empty() || files.has_only_wrong_rules) return files;
    for (const std::string& issue : files.issues) std::fprintf(stderr, "%s\n", issue.c_str());
    return std::nullopt;
}

std::optional<journal::JournalReader> open_journal(const std::filesystem::path& directory) {
    if (!journal::Paths{directory}.has_journal()) {
        std::fprintf(stderr, "paraat: there is no journal in %s\n", directory.c_str());
        return std::nullopt;
    }
    auto reader = journal::JournalReader::open(directory);
    if (reader) return std::move(*reader);
    std::fprintf(stderr, "paraat: %s\n", reader.error().message.c_str());
    return std::nullopt;
}

void add_rules(Word& root, const Options& options) {
    Word command = root.sub("rules", "check and test the rule files, and put them in force");
    command.example("Example: paraat rules check && paraat rules test && paraat rules reload --as opco-1").needs_sub();
    auto config = std::make_shared<std::string>("config/hub.toml");
    command.on_text("--config", "the hub's configuration", [config](const std::string& file) { *config = file; })
        .otherwise(*config);
    command.sub("check", "the files and the set as a whole; exit code 78 when something is wrong, 0 with cautions only")
        .does([&options, config] { return check(options, *config); });
    auto wanted = std::make_shared<Wanted>();
    Word test_word = command.sub("test", "the tests that stand in the rule files; exit code 1 when one fails");
    test_word.on_flag("--coverage", "list the rules and branches that no test reaches",
                      [wanted] { wanted->coverage = true; });
    test_word
        .on_real("--coverage-min", "percent; below it the exit code is 1 (implies --coverage)",
                 [wanted](double percent) {
                     wanted->coverage = true;
                     wanted->least = percent;
                 })
        .between(0, 100);
    test_word.example("Example: paraat rules test --coverage-min 100");
    test_word.does([&options, config, wanted] { return test(options, *config, *wanted); });
    add_rules_replay(command, options, config);
    add_rules_explain(command, options, config);
    Word reload =
        command.sub("reload", "let the hub run the rules on its disk: all of them, or none when one is wrong");
    reload.example("Example: paraat rules reload --as opco-1").does([&options] {
        return change(options, "reload_rules");
    });
    Word back = command.sub("rollback", "go back to the rules before; they stay until the next reload");
    back.example("Example: paraat rules rollback --as opco-1").does([&options] {
        return change(options, "rollback_rules");
    });
}

}  // namespace paraat::cli
