#include "hub/app/greeting.hpp"

#include "hub/app/console_serving.hpp"
#include "hub/app/version.hpp"

namespace paraat::app {
namespace {

// For a shell, whatever is in the path.
std::string quoted(const std::string& text) {
    std::string made = "'";
    for (const char c : text) made += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return made + "'";
}

std::string open_advice(const std::string& root, const std::string& options) {
    return "In a second terminal, watch:\n  mosquitto_sub " + options + " -t '" + root +
           "/json/#' -v\nand in a third, report:\n  mosquitto_pub " + options + " -t " + root +
           "/up/radio-7/report -q 1 -m "
           "'{\"id\":\"t1\",\"category\":\"shooting\",\"severity\":\"extreme\",\"text\":\"shots heard\",\"lat\":51.92,"
           "\"lon\":4.48}'\n";
}

std::string login_advice(const std::string& root, const std::string& options, const Whereabouts& where) {
    if (where.administrator.empty()) {
        return "Nobody connects without a login, and no account of the organisation is an administrator. Make logins "
               "here:\n"
               "  paraat admin password ACCOUNT\n";
    }
    const std::string& account = where.administrator;
    if (where.kept_password.empty()) {
        return "Nobody connects without a login. Who has one, and new ones:\n  paraat admin list\n"
               "  paraat admin password ACCOUNT\n";
    }
    const std::string login =
        options + " -u " + account + " -P \"$(cat " + quoted(where.kept_password.string()) + ")\"";
    return "Nobody connects without a login. The administrator's is " + account +
           "; its password is in the file below, and `paraat admin show-login` shows it.\n"
           "In a second terminal, watch what the hub answers:\n  mosquitto_sub " +
           login + " -t '" + root + "/json/down/" + account + "/#' -v\nand in a third, report:\n  mosquitto_pub " +
           login + " -t " + root + "/up/" + account +
           "/report -q 1 -m '{\"id\":\"t1\",\"category\":\"noise_nuisance\",\"text\":\"a first report\"}'\n"
           "Logins for others, kept readable here while you try: paraat admin password radio-7 --keep\n";
}

}  // namespace

std::string greeting(const HubConfig& config, const Whereabouts& where) {
    const bool is_private = config.broker.address.empty();
    const std::string port = std::to_string(where.broker_port);
    const std::string host = is_private ? "127.0.0.1" : config.broker.address;
    const std::string at = host + ":" + port;
    std::string options = is_private ? "-p " + port : "-h " + host + " -p " + port;
    // The private broker's port for this machine speaks plainly.
    const HubConfig::Broker& broker = config.broker;
    if (!is_private && broker.tls) options += " --cafile " + quoted(broker.ca_file.string());
    return "Paraat " + std::string(version) +
           (where.is_connected ? " is running" : " is waiting for the broker at " + at) + ".\n\n  broker    " + at +
           "\n  journal   " + config.journal.directory.string() +
           (where.has_console ? "\n  console   " + console_url(config, where.admin_port) + "/" : "") +
           "\n  health    http://127.0.0.1:" + std::to_string(where.admin_port) + "/readyz\n\n" +
           (config.broker.access == "open" || !is_private ? open_advice(config.hub.root, options)
                                                          : login_advice(config.hub.root, options, where)) +
           "Stop with Ctrl-C; nothing that was accepted is lost.\n";
}

}  // namespace paraat::app
