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
    Action action;
    CLI::App app{"paraat: report, answer, command and look, over MQTT."};
    app.footer(
        "Examples:\n  paraat report --category shooting --text 'shots heard' --lat 51.92 --lon 4.48\n"
        "  paraat ack 01jd8... --as radio-8\n  paraat watch dvo\nExit codes: 0 ok, 1 no, 64 usage, 65 bad data, 69 "
        "unavailable, 75 try again, 77 not allowed, 78 configuration.");
    app.set_version_flag("--version", std::string("paraat ") + PARAAT_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    options.broker.host = environment("PARAAT_BROKER_ADDRESS", options.broker.host);
    options.broker.port = std::atoi(environment("PARAAT_BROKER_PORT", "1883").c_str());
    options.as = environment("PARAAT_AS", "");
    app.add_option("--host", options.broker.host, "broker (PARAAT_BROKER_ADDRESS)")->capture_default_str();
    app.add_option("--port", options.broker.port, "its port (PARAAT_BROKER_PORT)")->capture_default_str();
    app.add_option("--user", options.broker.username, "broker account, where it asks for one");
    app.add_option("--password", options.broker.password, "its password");
    app.add_option("--root", options.root, "first level of all topics")->capture_default_str();
    app.add_option("--as", options.as, "the account to speak as (PARAAT_AS)");
    app.add_option("--timeout", options.timeout_s, "seconds to wait for an answer")->capture_default_str();
    app.add_flag("--json", options.json, "what was answered, as JSON");
    app.add_flag("-q,--quiet", options.quiet, "no talk on standard error");
    add_sending(app, options, action);
    add_asking(app, options, action);
    add_replay(app, options, action);
    add_sim(app, options, action);
    add_rules(app, options, action);
    add_journal(app, options, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exit_ok : exit_usage;
    }
    return action();
}
