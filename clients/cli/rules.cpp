#include <cstdio>
#include <memory>

#include "clients/cli/rules.hpp"

#include "hub/journal/files.hpp"

namespace paraat::cli {
namespace {

// The set as the hub would run it; nullopt after its issues were said.
std::optional<app::HubFiles> load(const std::string& config) {
    app::HubFiles files = app::read_hub_files(config, app::paraat_environment(), {});
    for (const std::string& issue : files.issues) std::fprintf(stderr, "%s\n", issue.c_str());
    if (!files.issues.empty()) return std::nullopt;
    return files;
}

int check(const Options& options, const std::string& config) {
    const auto files = load(config);
    if (!files) return exit_configuration;
    const auto& content = files->rules.content();
    if (options.json) {
        const Json result = {
            {"rules", content.rules.size()}, {"escalations", content.policies.size()}, {"version", content.version}};
        std::printf("%s\n", result.dump().c_str());
    } else {
        std::printf("%zu rules and %zu escalations are good (version %s)\n", content.rules.size(),
                    content.policies.size(), content.version.c_str());
    }
    return exit_ok;
}

int test(const Options& options, const std::string& config) {
    const auto files = load(config);
    if (!files) return exit_configuration;
    std::size_t passed = 0;
    const auto outcomes = rules::run_tests(files->rules, files->organisation);
    for (const rules::TestOutcome& outcome : outcomes) {
        passed += outcome.faults.empty() ? 1 : 0;
        for (const std::string& fault : outcome.faults) {
            std::fprintf(stderr, "%s:%d: %s\n", outcome.file.c_str(), outcome.line, fault.c_str());
        }
    }
    std::printf(options.json ? "{\"passed\":%zu,\"failed\":%zu}\n" : "%zu passed, %zu failed\n", passed,
                outcomes.size() - passed);
    return passed == outcomes.size() ? exit_ok : exit_no;
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
    command.sub("check", "names, types and references; exit code 78 when something is wrong").does([&options, config] {
        return check(options, *config);
    });
    command.sub("test", "the tests that stand in the rule files").does([&options, config] {
        return test(options, *config);
    });
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
