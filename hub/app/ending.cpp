#include "hub/app/ending.hpp"

#include <unistd.h>

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

}  // namespace

int exit_code_of(const Error& error) {
    if (error.code == "rules") return exit_configuration;
    if (error.code == "journal_directory") return exit_cannot_create;
    if (error.code == "journal_locked") return exit_try_again;
    if (error.code.starts_with("journal") || error.code == "site_key") return exit_io;
    if (error.code.starts_with("broker") || error.code.starts_with("port")) return exit_unavailable;
    return exit_software;
}

void end_for_journal(const std::string& why) {
    log_critical("the journal failed; the hub ends so that it can be opened anew", {{"why", why}});
    flush_log();
    _exit(exit_io);
}

void end_for_another(const std::string& node) {
    log_critical("another hub runs as this node on the broker; this one ends. Stop that one, or set [hub] node",
                 {{"other", node}});
    flush_log();
    _exit(exit_unavailable);
}

}  // namespace paraat::app
