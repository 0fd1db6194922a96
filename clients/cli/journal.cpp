#include <cstdio>
#include <memory>

#include "clients/cli/command.hpp"
#include "hub/base/digest.hpp"
#include "hub/journal/verify.hpp"

namespace paraat::cli {
namespace {

int verify(const Options& options, const std::string& directory) {
    const journal::VerifyReport report = journal::verify(directory);
    if (options.json) {
        Json result = {{"whole", report.is_whole()},
                       {"events", report.events},
                       {"inputs", report.inputs},
                       {"erased", report.erased_parts},
                       {"head", hex(report.head.hash)}};
        if (report.fault) result["fault"] = {{"event", report.fault->sequence.value}, {"what", report.fault->what}};
        std::printf("%s\n", result.dump().c_str());
    } else if (report.is_whole()) {
        std::printf("whole: %lld events, %lld inputs, head %s\n", static_cast<long long>(report.events),
                    static_cast<long long>(report.inputs), hex(report.head.hash).substr(0, 16).c_str());
    }
    if (report.is_whole()) return exit_ok;
    std::fprintf(stderr, "paraat: event %lld: %s\n", static_cast<long long>(report.fault->sequence.value),
                 report.fault->what.c_str());
    return exit_io;
}

int adopt(const std::string& directory) {
    const auto head = journal::adopt_head(directory);
    if (!head) {
        std::fprintf(stderr, "paraat: %s\n", head.error().message.c_str());
        return exit_io;
    }
    std::printf("the hub goes on from event %lld\n", static_cast<long long>(head->sequence.value));
    return exit_ok;
}

}  // namespace

void add_journal(CLI::App& app, const Options& options, Action& action) {
    CLI::App* command = app.add_subcommand("journal", "look after the hub's journal");
    command->footer("Example: paraat journal verify data/journal");
    command->require_subcommand(1);
    auto directory = std::make_shared<std::string>("data/journal");
    CLI::App* check = command->add_subcommand("verify", "whether it is whole: every event, in its order, unchanged");
    check->add_option("directory", *directory, "the journal's folder")->capture_default_str();
    check->callback(
        [&options, &action, directory] { action = [&options, directory] { return verify(options, *directory); }; });
    CLI::App* take =
        command->add_subcommand("adopt", "go on with this journal, e.g. after a restore; the hub must be stopped");
    take->add_option("directory", *directory, "the journal's folder")->capture_default_str();
    take->callback([&action, directory] { action = [directory] { return adopt(*directory); }; });
}

}  // namespace paraat::cli
