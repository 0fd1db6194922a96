#include <cstdio>
#include <ctime>
#include <map>

#include "clients/cli/site.hpp"
#include "hub/access/login_store.hpp"
#include "hub/core/clearance.hpp"

// The logins of this site: a folder of the hub's machine, which the running hub looks at.
namespace paraat::cli {

namespace {

int refused_login(const Error& error) {
    std::fprintf(stderr, "paraat admin: %s\n", error.message.c_str());
    if (error.code == "no_login") return exit_no;
    if (error.code == "not_owner") return exit_no_permission;
    return error.code == "disk_io" ? exit_io : exit_configuration;
}

std::string first_administrator(const core::Organisation& organisation) {
    for (const auto& [name, account] : organisation.accounts) {
        if (core::may_manage_accounts(organisation, name)) return name.text;
    }
    return {};
}

std::string role_words(const core::Account& account) {
    std::string words = account.is_unit ? "unit" : "";
    if (account.is_outside) words = "outside";
    if (!account.team.empty()) words += (words.empty() ? "" : ", ") + account.team.text;
    for (const core::RoleName& role : account.roles) words += (words.empty() ? "" : ", ") + role.text;
    return words;
}

std::string day_of(Instant made) {
    const std::time_t seconds = made.ms / 1000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d", &utc);
    return text;
}

int list_logins(const Options& options, const Site& site) {
    const auto files = site.read_in_force();
    if (!files) return exit_configuration;
    const access::LoginStore store(files->config.access.directory);
    const auto logins = store.read();
    if (!logins) return refused_login(logins.error());
    Json all = Json::array();
    const auto add = [&](const std::string& account, const std::string& what, bool is_known) {
        const auto found = logins->find(account);
        const bool has_login = found != logins->end();
        const bool is_disabled = has_login && found->second.is_disabled;
        const bool is_kept = has_login && store.kept_password(account).has_value();
        if (options.json) {
            Json one = {{"account", account},
                        {"known", is_known},
                        {"login", has_login},
                        {"disabled", is_disabled},
                        {"kept", is_kept}};
            if (has_login) one["made_at"] = found->second.made_at.ms;
            all.push_back(std::move(one));
            return;
        }
        std::string state = !has_login ? "no login" : "login of " + day_of(found->second.made_at);
        if (is_disabled) state += ", disabled";
        if (is_kept) state += ", password kept readable";
        if (!is_known) state += ", but no account of the organisation: lets nobody in";
        std::printf("%-24s %-34s %s\n", account.c_str(), what.c_str(), state.c_str());
    };
    for (const auto& [name, account] : files->organisation.accounts) add(name.text, role_words(account), true);
    for (const auto& [name, login] : *logins) {
        if (!files->organisation.accounts.contains(core::ClientName{name})) add(name, "", false);
    }
    if (options.json) std::printf("%s\n", all.dump().c_str());
    return exit_ok;
}

// For a shell; the password has none of its letters.
std::string line_for(const app::HubConfig& config, const std::string& account, const std::string& password) {
    const std::string host = config.broker.address.empty() ? "" : "-h " + config.broker.address + " ";
    return "mosquitto_pub " + host + "-p " + std::to_string(config.broker.port) + " -u " + account + " -P " + password +
           " -t " + config.hub.root + "/up/" + account +
           "/report -q 1 -m '{\"id\":\"t1\",\"category\":\"noise_nuisance\",\"text\":\"a first report\"}'";
}

int show_login(const Options& options, const Site& site, std::string account) {
    const auto files = site.read();
    if (!files) return exit_configuration;
    if (account.empty()) account = first_administrator(files->organisation);
    if (account.empty()) return wrong("admin", "no account of the organisation is an administrator: name one");
    const access::LoginStore store(files->config.access.directory);
    const auto password = store.kept_password(account);
    if (!password) {
        std::fprintf(stderr, "paraat admin: %s; a new one: paraat admin password %s\n",
                     password.error().message.c_str(), account.c_str());
        return exit_no;
    }
    if (options.json) return print(Json{{"account", account}, {"password", *password}}.dump()) ? exit_ok : exit_io;
    std::printf(
        "account   %s\npassword  %s\n\nIt works with, for example:\n  %s\nOnce it is changed, nobody can read it: "
        "paraat admin password %s\n",
        account.c_str(), password->c_str(), line_for(files->config, account, *password).c_str(), account.c_str());
    return exit_ok;
}

int make_password(const Options& options, const Site& site, const std::string& account, access::LoginStore::Copy copy) {
    const auto files = site.read_in_force();
    if (!files) return exit_configuration;
    if (!files->organisation.accounts.contains(core::ClientName{account})) {
        return wrong("admin", "the organisation has no account \"" + account + "\": paraat appoint makes one, or " +
                                  files->config.hub.organisation.string());
    }
    access::LoginStore store(files->config.access.directory);
    const auto password = store.make(account, copy, sdk::wall_clock());
    if (!password) return refused_login(password.error());
    if (options.json) return print(Json{{"account", account}, {"password", *password}}.dump()) ? exit_ok : exit_io;
    if (!print(*password)) return exit_io;
    say(options,
        copy == access::LoginStore::Copy::kept
            ? "the password of " + account + "; whoever may read " + store.kept_file(account).string() + " has it too"
            : "the password of " + account + ", shown this once; an older one has ended, with its sessions");
    const auto logins = store.read();
    if (logins && logins->at(account).is_disabled)
        say(options, account + " is disabled: paraat admin enable " + account);
    return exit_ok;
}

int set_disabled(const Options& options, const Site& site, const std::string& account, bool is_disabled) {
    const auto files = site.read();
    if (!files) return exit_configuration;
    access::LoginStore store(files->config.access.directory);
    if (auto done = store.set_disabled(account, is_disabled); !done) return refused_login(done.error());
    if (options.json) return print(Json{{"account", account}, {"disabled", is_disabled}}.dump()) ? exit_ok : exit_io;
    say(options, account + (is_disabled ? " is disabled; its sessions end within a second" : " may log in again"));
    return exit_ok;
}

}  // namespace

void add_admin(Word& root, const Options& options) {
    Word admin = root.sub("admin", "the logins of this site, on the machine of its hub");
    admin.needs_sub().example(
        "Examples: paraat admin list\n          paraat admin password radio-7\n          paraat admin disable radio-7\n"
        "Whoever may write the folder of the logins ([access] directory) may do this. A running hub takes a change up\n"
        "within a second: it ends the sessions of a password that is no more.");
    auto account = std::make_shared<std::string>();
    const auto take = [account](const std::string& given) { *account = given; };

    Word list = admin.sub("list", "who has a login");
    auto site = add_site(list);
    list.does([&options, site] { return list_logins(options, *site); });

    Word show = admin.sub("show-login", "the password of a login that nobody has changed yet");
    show.on_text("account", "whose; absent = the administrator's", take);
    site = add_site(show);
    show.does([&options, site, account] { return show_login(options, *site, *account); });

    Word password = admin.sub("password", "make a login, or a new password; shown once");
    password.on_text("account", "whose", take).required();
    auto copy = std::make_shared<access::LoginStore::Copy>(access::LoginStore::Copy::none);
    password.on_flag("--keep",
                     "keep it readable on this machine, so that `paraat --as ACCOUNT` finds it: to try things",
                     [copy] { *copy = access::LoginStore::Copy::kept; });
    site = add_site(password);
    password.does([&options, site, account, copy] { return make_password(options, *site, *account, *copy); });

    Word disable = admin.sub("disable", "end a login and its sessions, until it is enabled");
    disable.on_text("account", "whose", take).required();
    site = add_site(disable);
    disable.does([&options, site, account] { return set_disabled(options, *site, *account, true); });

    Word enable = admin.sub("enable", "let a disabled login in again, with its password");
    enable.on_text("account", "whose", take).required();
    site = add_site(enable);
    enable.does([&options, site, account] { return set_disabled(options, *site, *account, false); });
}

}  // namespace paraat::cli
