#include <signal.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "hub/app/config_keys.hpp"
#include "hub/app/hub.hpp"
#include "hub/app/hub_files.hpp"
#include "hub/app/version.hpp"

// paraat-hub: flags, run, exit code.
namespace {

constexpr int exit_configuration = 78;

int run(paraat::app::HubFiles files) {
    spdlog::set_default_logger(spdlog::stderr_color_mt("paraat"));
    // Threads inherit the mask: only this one takes the signals.
    sigset_t ends;
    sigemptyset(&ends);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ends, signal);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    signal(SIGPIPE, SIG_IGN);
    auto hub = paraat::app::Hub::start(std::move(files.config), std::move(files.organisation), std::move(files.rules));
    if (!hub) {
        std::fprintf(stderr, "paraat-hub: %s\n", hub.error().message.c_str());
        return paraat::app::exit_code_of(hub.error());
    }
    std::printf("%s", (*hub)->greeting().c_str());
    std::fflush(stdout);
    int taken = SIGHUP;
    while (taken == SIGHUP) sigwait(&ends, &taken);
    std::fprintf(stderr, "stopping\n");
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{
        "The Paraat hub: takes reports over MQTT, journals them, lets rules decide, tells those who must know."};
    app.footer(
        "Example: paraat-hub --config config/hub.toml --broker-port 1884\nAfter --check the exit code is 0 or 78.");
    app.set_version_flag("--version", std::string("paraat-hub ") + paraat::app::version);
    std::string config = "config/hub.toml";
    bool check = false;
    bool print = false;
    app.add_option("--config", config, "the configuration file")->capture_default_str();
    app.add_flag("--check", check, "check configuration, organisation and rules, then end");
    app.add_flag("--print-config", print, "print the effective values and where each came from, then end");
    std::map<std::string, std::string> flags;
    for (const paraat::app::ConfigKey& key : paraat::app::config_keys()) {
        app.add_option_function<std::string>(
            key.flag(), [&flags, name = key.name](const std::string& value) { flags[name] = value; }, key.help());
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 64;
    }
    paraat::app::HubFiles files = paraat::app::read_hub_files(config, paraat::app::paraat_environment(), flags);
    for (const std::string& issue : files.issues)
        std::fprintf(stderr, "%s%s", issue.c_str(), issue.ends_with('\n') ? "" : "\n");
    if (!files.issues.empty()) return exit_configuration;
    if (print) std::printf("%s", paraat::app::print_config(files.config).c_str());
    if (check) std::printf("configuration, organisation and %zu rules are good\n", files.rules.content().rules.size());
    return check || print ? 0 : run(std::move(files));
}
