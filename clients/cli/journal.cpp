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
    take.does([directory] { return adopt(*directory); });
}

}  // namespace paraat::cli
