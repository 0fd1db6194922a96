#include "clients/cli/login.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "hub/access/login_store.hpp"
#include "hub/app/hub_config.hpp"
#include "hub/app/hub_files.hpp"
#include "hub/base/durable_file.hpp"

namespace paraat::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* usual_config = "config/hub.toml";
constexpr std::size_t password_most = 1024;  // bytes of its file
constexpr std::size_t config_most = 1UL << 20;

// Its first line.
Result<std::string> password_in(const fs::path& file) {
    const auto text = read_file(file, password_most);
    if (!text) return Error{"no_password", "", "cannot read the password in " + file.string()};
    std::string password = text->substr(0, text->find('\n'));
    if (password.ends_with('\r')) password.pop_back();
    if (password.empty()) return Error{"no_password", "", "there is no password in " + file.string()};
    return password;
}

fs::path own_login(const std::string& as) {
    const char* set = std::getenv("XDG_CONFIG_HOME");
    const char* home = std::getenv("HOME");
    fs::path folder = set != nullptr ? set : "";
    if (!folder.is_absolute() && home != nullptr && *home == '/') folder = fs::path(home) / ".config";
    return folder.is_absolute() ? folder / "paraat" / "logins" / as : fs::path{};
}

Result<std::optional<std::string>> find_password(const Options& options, const std::string& as) {
    const auto found = [](Result<std::string> password) -> Result<std::optional<std::string>> {
        if (!password) return password.error();
        return std::optional(std::move(*password));
    };
    if (!options.password_file.empty()) return found(password_in(options.password_file));
    std::error_code failed;
    const fs::path own = own_login(as);
    if (!own.empty() && fs::exists(own, failed)) return found(password_in(own));
    if (!is_this_machine(options.broker.host)) return std::optional<std::string>{};
    // What may not be read here is for others.
    auto kept = access::LoginStore(access_directory()).kept_password(as);
    return kept ? std::optional(std::move(*kept)) : std::optional<std::string>{};
}

std::string advice(const std::string& as) {
    if (as.empty()) return "; say who speaks: --as ACCOUNT";
    return "; its password is looked for in --password-file FILE, PARAAT_PASSWORD_FILE and ~/.config/paraat/logins/" +
           as + "; a new one is made where the hub runs: paraat admin password " + as + " --keep";
}

}  // namespace

bool is_this_machine(const std::string& host) {
    return host == "localhost" || host == "::1" || host == "[::1]" || host.starts_with("127.");
}

std::string access_directory() {
    const auto text = read_file(usual_config, config_most);
    return app::read_config(text.value_or(""), usual_config, app::paraat_environment(), {}).config.access.directory;
}

Result<sdk::Session> connect_as(const Options& options, const std::string& as, const std::string& tab) {
    sdk::BrokerAddress address = options.broker;
    const bool is_named = !address.username.empty();
    if (!is_named && !as.empty()) {
        auto password = find_password(options, as);
        if (!password) return password.error();
        if (*password) {
            address.username = as;
            address.password = **password;
        }
    }
    auto session = sdk::Session::connect(address, as.empty() ? tab : as + "." + tab);
    if (session || session.error().code != "not_let_in" || is_named) return session;
    Error refused = session.error();
    refused.message += advice(as);
    return refused;
}

}  // namespace paraat::cli
