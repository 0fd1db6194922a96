#include <cstdio>
#include <filesystem>
#include <memory>

#include "clients/cli/command.hpp"
#include "hub/base/digest.hpp"
#include "hub/journal/files.hpp"
#include "hub/journal/verify.hpp"

namespace paraat::cli {
namespace {

int exit_of(const Error& error) {
    std::fprintf(stderr, "paraat: %s\n", error.message.c_str());
    if (error.code == "journal_locked") return exit_try_again;
    return error.code == "journal_directory" || error.code == "journal_exists" ? exit_cannot_create : exit_io;
}

// A side file alone says that there was a journal; that is for verify to name.
bool is_there(const std::string& directory) {
    const journal::Paths paths{directory};
    if (std::filesystem::exists(paths.journal()) || std::filesystem::exists(paths.expected_head())) return true;
    std::fprintf(stderr, "paraat: there is no journal in %s\n", directory.c_str());
    return false;
}

int verify(const Options& options, const std::string& directory) {
    if (!is_there(directory)) return exit_no_input;
    const journal::VerifyReport report = journal::verify(directory);
    if (options.json) {
        Json result = {
            {"whole", report.is_whole()},           {"events", report.events},       {"inputs", report.inputs},
            {"erased", report.erased_parts},        {"head", hex(report.head.hash)}, {"snapshots", report.snapshots},
            {"bad_snapshots", report.bad_snapshots}};
        if (report.fault) result["fault"] = {{"event", report.fault->sequence.value}, {"what", report.fault->what}};
        std::printf("%s\n", result.dump().c_str());
    } else if (report.is_whole()) {
        std::printf("whole: %lld events, %lld inputs, head %s\n", static_cast<long long>(report.events),
                    static_cast<long long>(report.inputs), hex(report.head.hash).substr(0, 16).c_str());
    }
    for (const std::string& why : report.bad_snapshots) {
        say(options, "snapshot " + why + "; the hub does without it and removes it at its next start");
    }
    if (report.is_whole()) return exit_ok;
    std::fprintf(stderr, "paraat: %s\n", report.fault->what.c_str());
    return exit_io;
}

int adopt(const Options& options, const std::string& directory) {
    if (!is_there(directory)) return exit_no_input;
    const auto head = journal::adopt_head(directory);
    if (!head) return exit_of(head.error());
    if (options.json) {
        const Json result = {{"adopted", true}, {"event", head->sequence.value}, {"head", hex(head->hash)}};
        std::printf("%s\n", result.dump().c_str());
    } else {
        std::printf("the hub goes on from event %lld, with a new generation\n",
                    static_cast<long long>(head->sequence.value));
    }
    return exit_ok;
}

int back_up(const Options& options, const std::string& directory, const std::string& target) {
    if (!is_there(directory)) return exit_no_input;
    const auto report = journal::back_up(directory, target);
    if (!report) return exit_of(report.error());
    if (!report->is_whole()) return exit_of({"journal_damaged", "", report->fault->what});
    if (options.json) {
        const Json result = {{"events", report->events}, {"inputs", report->inputs}, {"head", hex(report->head.hash)}};
        std::printf("%s\n", result.dump().c_str());
    } else {
        std::printf("%lld events are in %s, verified; a hub can start on it\n", static_cast<long long>(report->events),
                    target.c_str());
    }
    return exit_ok;
}

}  // namespace

void add_journal(Word& root, const Options& options) {
    Word command = root.sub("journal", "look after the hub's journal");
    command.example("Example: paraat journal verify data/journal").needs_sub();
    auto directory = std::make_shared<std::string>("data/journal");
    const auto add_directory = [directory](Word& word) {
        word.on_text("directory", "the journal's folder", [directory](const std::string& given) { *directory = given; })
            .otherwise(*directory);
    };
    Word check = command.sub("verify", "whether it is whole: every event, in its order, unchanged");
    add_directory(check);
    check.does([&options, directory] { return verify(options, *directory); });
    Word take = command.sub("adopt", "go on with this journal, e.g. after a restore; the hub must be stopped");
    add_directory(take);
    take.does([&options, directory] { return adopt(options, *directory); });
    Word copy = command.sub("backup", "a copy that a hub can start on, while the hub goes on writing");
    add_directory(copy);
    auto target = std::make_shared<std::string>();
    copy.on_text("target", "a new folder for the copy", [target](const std::string& given) { *target = given; })
        .required();
    copy.does([&options, directory, target] { return back_up(options, *directory, *target); });
}

}  // namespace paraat::cli
