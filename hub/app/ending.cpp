#include "hub/app/ending.hpp"

#include <unistd.h>

#include <cstdio>
#include <mutex>
#include <utility>

#include "hub/app/hub_log.hpp"
#include "hub/base/log.hpp"

namespace paraat::app {
namespace {

constexpr int exit_unavailable = 69;
constexpr int exit_software = 70;
constexpr int exit_cannot_create = 73;
constexpr int exit_io = 74;
constexpr int exit_try_again = 75;
constexpr int exit_configuration = 78;

struct LastStep {
    std::mutex mutex;
    std::function<void()> step;
};

LastStep& last_step() {
    static LastStep last;
    return last;
}

[[noreturn]] void end(int code) {
    // Never given back: of two threads that end the process one does.
    last_step().mutex.lock();
    if (last_step().step) last_step().step();
    flush_log();
    _exit(code);
}

}  // namespace

int exit_code_of(const Error& error) {
    if (error.code == "rules") return exit_configuration;
    if (error.code == "journal_directory") return exit_cannot_create;
    if (error.code == "journal_locked") return exit_try_again;
    if (error.code.starts_with("journal") || error.code == "site_key") return exit_io;
    if (error.code == "bad_logins") return exit_configuration;
    if (error.code == "disk_io") return exit_io;
    if (error.code.starts_with("broker") || error.code.starts_with("port")) return exit_unavailable;
    return exit_software;
}

void before_ending(std::function<void()> step) {
    std::lock_guard lock(last_step().mutex);
    last_step().step = std::move(step);
}

void end_for_journal(const std::string& why) {
    log_critical("the journal failed; the hub ends so that it can be opened anew", {{"why", why}});
    end(exit_io);
}

void end_for_damage(const Error& why) {
    log_critical("the journal is not whole; the hub ends, and does not start again on it", {{"why", why.message}});
    flush_log();
    std::fprintf(stderr, "paraat-hub: %s\n", why.message.c_str());
    end(exit_code_of(why));
}

void end_for_another(const std::string& node) {
    log_critical("another hub runs as this node on the broker; this one ends. Stop that one, or set [hub] node",
                 {{"other", node}});
    end(exit_unavailable);
}

}  // namespace paraat::app
