#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <random>

#include "clients/cli/command.hpp"

// paraat: one command for people.
namespace paraat::cli {

std::string fresh_id() {
    static constexpr char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    std::random_device chance;
    std::string id;
    for (int i = 0; i < 20; ++i) id += digits[chance() % 32];
    return id;
}

void say(const Options& options, const std::string& words) {
    if (!options.quiet) std::fprintf(stderr, "%s\n", words.c_str());
}

int fail(const Error& error) {
    std::fprintf(stderr, "paraat: %s\n", error.message.c_str());
    return error.code == "unreachable" ? exit_unavailable : exit_data;
}

namespace {

std::string environment(const char* name, const std::string& otherwise) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? value : otherwise;
}

}  // namespace
}  // namespace paraat::cli

int main(int argc, char** argv) {
    using namespace paraat::cli;
    Options options;
    options.broker.host = environment("PARAAT_BROKER_ADDRESS", options.broker.host);
    options.broker.port = std::atoi(environment("PARAAT_BROKER_PORT", "1883").c_str());
    options.as = environment("PARAAT_AS", "");
    CommandLine line("paraat: report, answer, command and look, over MQTT.", std::string("paraat ") + PARAAT_VERSION);
    Word root = line.root();
    root.needs_sub().example(
        "Examples:\n  paraat report --category shooting --text 'shots heard' --lat 51.92 --lon 4.48\n"
        "  paraat ack 01jd8... --as radio-8\n  paraat watch dvo\nExit codes: 0 ok, 1 no, 64 usage, 65 bad data, 69 "
        "unavailable, 75 try again, 77 not allowed, 78 configuration.");
    const auto into = [](auto& place) { return [&place](const auto& given) { place = given; }; };
    root.on_text("--host", "broker (PARAAT_BROKER_ADDRESS)", into(options.broker.host)).otherwise(options.broker.host);
    root.on_whole("--port", "its port (PARAAT_BROKER_PORT)",
                  [&options](std::int64_t port) { options.broker.port = static_cast<int>(port); })
        .between(1, 65'535)
        .otherwise(std::to_string(options.broker.port));
    root.on_text("--user", "broker account, where it asks for one", into(options.broker.username));
    root.on_text("--password", "its password", into(options.broker.password));
    root.on_text("--root", "first level of all topics", into(options.root)).otherwise(options.root);
    root.on_text("--as", "the account to speak as (PARAAT_AS)", into(options.as));
    root.on_whole("--timeout", "seconds to wait for an answer",
                  [&options](std::int64_t seconds) { options.timeout_s = static_cast<int>(seconds); })
        .between(1, 86'400)
        .otherwise(std::to_string(options.timeout_s));
    root.on_flag("--json", "what was answered, as JSON", [&options] { options.json = true; });
    root.on_flag("-q,--quiet", "no talk on standard error", [&options] { options.quiet = true; });
    add_sending(root, options);
    add_asking(root, options);
    add_replay(root, options);
    add_sim(root, options);
    add_rules(root, options);
    add_journal(root, options);
    return line.run(argc, argv, exit_usage);
}
