#include <cstdio>
#include <exception>

#include "clients/cli/command.hpp"
#include "hub/base/utf8.hpp"

// paraat: one command for people.
namespace paraat::cli {
namespace {

void add_options(Word& root, Options& options) {
    const auto into = [](auto& place) { return [&place](const auto& given) { place = given; }; };
    root.on_text("--host", "where the broker is", into(options.broker.host))
        .or_environment("PARAAT_BROKER_ADDRESS")
        .otherwise(options.broker.host);
    root.on_whole("--port", "its port", [&options](std::int64_t port) { options.broker.port = static_cast<int>(port); })
        .between(1, 65'535)
        .or_environment("PARAAT_BROKER_PORT")
        .otherwise(std::to_string(options.broker.port));
    root.on_text("--user", "name for the broker, where it asks for one", into(options.broker.username));
    root.on_text("--password", "password for the broker, likewise", into(options.broker.password));
    root.on_text("--root", "first level of all topics", into(options.root)).otherwise(options.root);
    root.on_text("--as", "the account to speak as", into(options.as))
        .checked(account_fault)
        .or_environment("PARAAT_AS");
    root.on_whole("--timeout", "seconds to wait for an answer",
                  [&options](std::int64_t seconds) { options.timeout_s = static_cast<int>(seconds); })
        .between(1, 86'400)
        .otherwise(std::to_string(options.timeout_s));
    root.on_flag("--json", "print what was answered as JSON", [&options] { options.json = true; });
    root.on_flag("-q,--quiet", "no talk on standard error, only faults", [&options] { options.quiet = true; });
    root.on_flag("-v,--verbose", "say what goes to the broker", [&options] { options.verbose = true; });
}

int run(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        if (is_utf8(argv[i])) continue;
        return fail({"bad_value", "", "argument " + std::to_string(i) + " is not UTF-8"});
    }
    Options options;
    CommandLine line("paraat: report, answer, command and look, over MQTT.", std::string("paraat ") + PARAAT_VERSION);
    Word root = line.root();
    root.needs_sub().example(
        "Examples:\n  paraat report --category shooting --text 'shots heard' --lat 51.92 --lon 4.48 --as radio-7\n"
        "  paraat ack 01jd8... --as radio-8\n  paraat watch dvo\n" +
        exit_codes());
    add_options(root, options);
    add_sending(root, options);
    add_asking(root, options);
    add_watching(root, options);
    add_replay(root, options);
    add_sim(root, options);
    add_rules(root, options);
    add_journal(root, options);
    const int code = line.run(argc, argv, exit_usage);
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0 ? code : fail_to_write();
}

}  // namespace
}  // namespace paraat::cli

int main(int argc, char** argv) {
    // What no subcommand foresaw: a bug of ours, or a broker that says what no hub says.
    try {
        return paraat::cli::run(argc, argv);
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "paraat: this should not happen: %s\nPlease report it with the command that you gave.\n",
                     fault.what());
        return paraat::cli::exit_internal;
    }
}
