#include <unistd.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "clients/cli/command.hpp"
#include "clients/cli/outbox_place.hpp"
#include "hub/base/utf8.hpp"

// paraat: one command for people.
namespace paraat::cli {

namespace {

constexpr std::size_t account_most = 32;

std::string environment(const char* name, const std::string& otherwise) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? value : otherwise;
}

bool is_account(const std::string& name) {
    return !name.empty() && name.size() <= account_most &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

// 0 when it is no port.
int port_in(const std::string& text) {
    int port = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, port);
    return read.ec == std::errc{} && read.ptr == end && port >= 1 && port <= 65'535 ? port : 0;
}

// What the line and the environment together say, before anything is done.
int check(const Options& options) {
    if (options.broker.port == 0) {
        std::fprintf(stderr, "paraat: PARAAT_BROKER_PORT is \"%s\"; a port is 1 to 65535\n",
                     shortened(environment("PARAAT_BROKER_PORT", "")).c_str());
        return exit_usage;
    }
    const sdk::TlsFiles& tls = options.broker.tls;
    if (tls.certificate.empty() != tls.key.empty() || (tls.ca.empty() && !tls.certificate.empty())) {
        std::fprintf(stderr, "paraat: --cert-file and --key-file go together, and with --ca-file\n");
        return exit_usage;
    }
    if (options.as.empty() || is_account(options.as)) return exit_ok;
    std::fprintf(stderr, "paraat: \"%s\" is no account: 1 to %zu of a-z, 0-9 and - (--as, PARAAT_AS)\n",
                 is_utf8(options.as) ? shortened(options.as).c_str() : "?", account_most);
    return exit_usage;
}

void add_options(Word& root, Options& options) {
    const auto into = [](auto& place) { return [&place](const auto& given) { place = given; }; };
    root.on_text("--host", "where the broker is (PARAAT_BROKER_ADDRESS)", into(options.broker.host))
        .otherwise(options.broker.host);
    root.on_whole("--port", "the broker's port (PARAAT_BROKER_PORT)",
                  [&options](std::int64_t port) { options.broker.port = static_cast<int>(port); })
        .between(1, 65'535)
        .otherwise(std::to_string(options.broker.port));
    root.on_text("--user", "user name at the broker, where it asks for one", into(options.broker.username));
    root.on_text("--password", "password of --user", into(options.broker.password));
    root.on_text("--password-file", "file with the password of --as (PARAAT_PASSWORD_FILE)",
                 into(options.password_file));
    root.on_text("--ca-file", "by TLS, to a broker of this CA alone, in PEM (PARAAT_BROKER_CA_FILE)",
                 into(options.broker.tls.ca));
    root.on_text("--cert-file", "the certificate to log in with, in PEM (PARAAT_BROKER_CERT_FILE)",
                 into(options.broker.tls.certificate));
    root.on_text("--key-file", "the key of --cert-file, in PEM (PARAAT_BROKER_KEY_FILE)", into(options.broker.tls.key));
    root.on_text("--root", "first level of all topics", into(options.root)).otherwise(options.root);
    // Never empty: a script's empty variable is no choice.
    root.on_text("--as", "the account to speak as, e.g. radio-7 (PARAAT_AS)",
                 [&options](const std::string& given) { options.as = given.empty() ? " " : given; });
    root.on_whole("--timeout", "seconds to wait for an answer",
                  [&options](std::int64_t seconds) { options.timeout_s = static_cast<int>(seconds); })
        .between(1, 86'400)
        .otherwise(std::to_string(options.timeout_s));
    root.on_text("--outbox", "where reports and panics wait for the hub, in a folder for each account (PARAAT_OUTBOX)",
                 into(options.outbox))
        .otherwise(options.outbox);
    root.on_flag("--json", "print what was answered as JSON, for programs", [&options] { options.json = true; });
    root.on_flag("-q,--quiet", "no talk on standard error, only faults", [&options] { options.quiet = true; });
}

int run(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        if (is_utf8(argv[i])) continue;
        std::fprintf(stderr, "paraat: argument %d is no UTF-8\n", i);
        return exit_data;
    }
    Options options;
    options.broker.host = environment("PARAAT_BROKER_ADDRESS", options.broker.host);
    options.broker.port = port_in(environment("PARAAT_BROKER_PORT", std::to_string(options.broker.port)));
    options.broker.tls = {environment("PARAAT_BROKER_CA_FILE", ""), environment("PARAAT_BROKER_CERT_FILE", ""),
                          environment("PARAAT_BROKER_KEY_FILE", "")};
    options.as = environment("PARAAT_AS", "");
    options.password_file = environment("PARAAT_PASSWORD_FILE", "");
    options.outbox_usual = outbox_default(environment("XDG_STATE_HOME", ""), environment("HOME", ""));
    options.outbox = environment("PARAAT_OUTBOX", options.outbox_usual);
    CommandLine line("paraat", "paraat: report, answer, command and look, over MQTT.", PARAAT_VERSION);
    Word root = line.root();
    root.needs_sub().example(
        "Examples:\n  paraat report --category shooting --text 'shots heard' --lat 51.92 --lon 4.48\n"
        "  paraat ack 01jd8... --as radio-8\n  paraat watch dvo\n"
        "  paraat outbox list --as radio-7     # what the hub does not have yet\n"
        "Exit codes: 0 ok, 1 no, 64 usage, 65 bad data, 66 no such file, 69 no broker or no hub, 70 a fault of ours,\n"
        "  74 cannot read or write, 75 no answer: try again, 77 not allowed, 78 configuration.");
    add_options(root, options);
    add_sending(root, options);
    add_orders(root, options);
    add_outbox(root, options);
    add_asking(root, options);
    add_planning(root, options);
    add_load(root, options);
    add_briefing(root, options);
    add_replay(root, options);
    add_sim(root, options);
    add_rules(root, options);
    add_journal(root, options);
    add_pin(root, options);
    add_partners(root, options);
    add_privacy(root, options);
    add_admin(root, options);
    add_access(root, options);
    add_doctor(root, options);
    add_ca(root, options);
    add_provision(root, options);
    const int code = line.run(argc, argv, exit_usage, [&options] { return check(options); });
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
    std::fprintf(stderr, "paraat: cannot write to standard output\n");
    return exit_io;
}

}  // namespace
}  // namespace paraat::cli

int main(int argc, char** argv) {
    // A pipe that nobody reads any more is an unwritable output like any other.
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return paraat::cli::run(argc, argv);
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "paraat: a fault of ours, please report it: %s\n", fault.what());
        return paraat::cli::exit_software;
    }
}
