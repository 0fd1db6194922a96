#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>

#include "hub/app/command_line.hpp"
#include "hub/app/config_keys.hpp"
#include "hub/app/ending.hpp"
#include "hub/app/hub.hpp"
#include "hub/app/hub_files.hpp"
#include "hub/app/hub_log.hpp"
#include "hub/app/version.hpp"
#include "hub/base/log.hpp"
#include "hub/journal/files.hpp"

// paraat-hub: flags, run, exit code.
namespace {

constexpr int exit_usage = 64;
constexpr int exit_configuration = 78;

constexpr int looks_for_broker = 100;  // before the greeting
constexpr timespec look_interval{0, 50'000'000};

// What is opened later must not take the place of a standard stream that was closed, and get what is written to it.
void fill_standard_streams() {
    for (int stream = 0; stream <= 2; ++stream) {
        if (fcntl(stream, F_GETFD) < 0) (void)!open("/dev/null", O_RDWR);
    }
}

// Only where it does not wait: a pipe that nobody reads must not keep the hub from ending.
void greet(const std::string& words) {
    pollfd out{STDOUT_FILENO, POLLOUT, 0};
    if (poll(&out, 1, 0) != 1 || (out.revents & POLLOUT) == 0) return;
    std::fputs(words.c_str(), stdout);
    std::fflush(stdout);
}

// Until a signal that ends the hub. A terminal that is closed ends what was started in it; a service is told SIGHUP
// to read its rules anew.
void wait_for_end(paraat::app::Hub& hub, const sigset_t& signals) {
    const bool is_in_terminal = isatty(STDIN_FILENO) == 1;
    bool is_greeted = false;
    for (int looks = 0;; ++looks) {
        if (!is_greeted && (hub.is_connected() || looks == looks_for_broker)) {
            greet(hub.greeting());
            is_greeted = true;
        }
        const int taken = is_greeted ? sigwaitinfo(&signals, nullptr) : sigtimedwait(&signals, nullptr, &look_interval);
        if (taken == SIGINT || taken == SIGTERM || (taken == SIGHUP && is_in_terminal)) return;
        if (taken == SIGHUP) {
            hub.reload_rules();
            hub.reload_agreements();
        }
    }
}

int run(paraat::app::HubFiles files) {
    // Threads inherit the mask: only this one takes the signals.
    sigset_t ends;
    sigemptyset(&ends);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ends, signal);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    signal(SIGPIPE, SIG_IGN);
    // Ignored by whoever started the hub, it would hide that the private broker ended.
    signal(SIGCHLD, SIG_DFL);
    paraat::app::start_log(files.config.hub.node);
    auto hub = paraat::app::Hub::start(std::move(files));
    if (!hub) {
        paraat::app::flush_log();
        std::fprintf(stderr, "paraat-hub: %s\n", hub.error().message.c_str());
        return paraat::app::exit_code_of(hub.error());
    }
    wait_for_end(**hub, ends);
    paraat::log_info("stopping");
    hub->reset();
    paraat::app::flush_log();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    fill_standard_streams();
    paraat::app::CommandLine line(
        "paraat-hub",
        "The Paraat hub: takes reports over MQTT, journals them, lets rules decide, tells those who must know.",
        paraat::app::version);
    paraat::app::Word root = line.root();
    root.example(
        "Example: paraat-hub --config config/hub.toml --broker-port 1884\nAfter --check the exit code is 0 or 78.");
    std::string config = "config/hub.toml";
    bool check = false;
    bool print = false;
    std::map<std::string, std::string> flags;
    root.on_text("--config", "the configuration file", [&](const std::string& file) { config = file; })
        .otherwise(config);
    root.on_flag("--check", "check configuration, organisation and rules, then end", [&] { check = true; });
    root.on_flag("--print-config", "print the effective values and where each came from, then end",
                 [&] { print = true; });
    for (const paraat::app::ConfigKey& key : paraat::app::config_keys()) {
        root.on_text(key.flag(), key.help(), [&, name = key.name](const std::string& value) { flags[name] = value; });
    }
    root.does([&] {
        paraat::app::HubFiles files = paraat::app::read_hub_files(config, paraat::app::paraat_environment(), flags);
        for (const std::string& issue : files.issues)
            std::fprintf(stderr, "%s%s", issue.c_str(), issue.ends_with('\n') ? "" : "\n");
        // Wrong rules do not keep a hub down that was rolled back to others; which it is, its journal says.
        const bool may_be_rolled_back = files.has_only_wrong_rules && !check && !print &&
                                        paraat::journal::Paths{files.config.journal.directory}.has_journal();
        if (!files.issues.empty() && !may_be_rolled_back) return exit_configuration;
        for (const std::string& caution : files.cautions)
            std::fprintf(stderr, "caution: %s%s", caution.c_str(), caution.ends_with('\n') ? "" : "\n");
        if (print) std::printf("%s", paraat::app::print_config(files.config).c_str());
        if (check)
            std::printf("configuration, organisation and %zu rules are good\n", files.rules.content().rules.size());
        return check || print ? 0 : run(std::move(files));
    });
    return line.run(argc, argv, exit_usage, [] { return 0; });
}
