#include "clients/cli/doctor/look.hpp"

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "clients/sdk/wall_clock.hpp"
#include "hub/access/login_store.hpp"
#include "hub/app/config_keys.hpp"
#include "hub/app/provisioning.hpp"
#include "hub/base/durable_file.hpp"
#include "hub/journal/files.hpp"
#include "hub/pki/site_ca.hpp"
#include "hub/provision/claim_store.hpp"

namespace paraat::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t pem_bytes_most = 1UL << 20;

bool is_closed_to_us(const fs::path& folder) {
    return ::access(folder.c_str(), R_OK | X_OK) != 0 && errno == EACCES;
}

bool is_closed_to_others(const fs::path& folder) {
    struct stat seen {};
    return ::stat(folder.c_str(), &seen) == 0 && (seen.st_mode & 0077) == 0;
}

void look_at_file(const fs::path& file, SecretFacts& facts) {
    struct stat seen {};
    if (file.empty()) return;
    if (::stat(file.c_str(), &seen) != 0) {
        if (errno == EACCES) facts.unseen.push_back(file.string());
        return;
    }
    const bool is_folder = S_ISDIR(seen.st_mode);
    facts.files.push_back(
        {file.string(), is_folder, !is_folder && is_closed_to_others(file.parent_path()), seen.st_mode, seen.st_uid});
}

void look_at_folder(const fs::path& folder, const std::string& extension, SecretFacts& facts) {
    look_at_file(folder, facts);
    std::error_code failed;
    std::vector<fs::path> inside;
    for (fs::directory_iterator one(folder, failed), end; !failed && one != end; one.increment(failed)) {
        if (extension.empty() || one->path().extension() == extension) inside.push_back(one->path());
    }
    std::sort(inside.begin(), inside.end());
    for (const fs::path& file : inside) look_at_file(file, facts);
}

// Keys of secrets, and where each stands, by the file alone: our own environment is not the hub's.
std::vector<std::string> secrets_in_config(const app::HubConfig& config) {
    std::vector<std::string> found;
    for (const app::ConfigKey& key : app::config_keys()) {
        const auto origin = config.origins.find(key.name);
        if (key.kind != app::ConfigKey::Kind::secret || key.get(config).empty() || origin == config.origins.end())
            continue;
        const bool is_of_file = !origin->second.starts_with("PARAAT_") && !origin->second.starts_with("--") &&
                                !origin->second.starts_with("$");
        if (is_of_file) found.push_back(key.name + " (" + origin->second + ")");
    }
    return found;
}

std::vector<std::string> secrets_in(const std::vector<std::string>& environment) {
    std::vector<std::string> found;
    for (const app::ConfigKey& key : app::config_keys()) {
        const std::string begin = key.environment() + "=";
        const bool is_there = std::any_of(environment.begin(), environment.end(),
                                          [&](const std::string& one) { return one.starts_with(begin); });
        if (key.kind == app::ConfigKey::Kind::secret && is_there) found.push_back(key.environment());
    }
    return found;
}

std::vector<std::string> secret_flags_in(const std::vector<std::string>& arguments) {
    std::vector<std::string> found;
    for (const app::ConfigKey& key : app::config_keys()) {
        const bool is_there = std::any_of(arguments.begin(), arguments.end(), [&](const std::string& one) {
            return one == key.flag() || one.starts_with(key.flag() + "=");
        });
        if (key.kind == app::ConfigKey::Kind::secret && is_there) found.push_back(key.flag());
    }
    return found;
}

// Empty when it is not there.
std::string value_in(const std::vector<std::string>& environment, const std::string& name) {
    for (const std::string& one : environment) {
        if (one.starts_with(name + "=")) return one.substr(name.size() + 1);
    }
    return {};
}

void look_at_certificate(const fs::path& file, const std::string& what, const std::string& next, DateFacts& facts) {
    if (file.empty()) return;
    const auto pem = read_file(file, pem_bytes_most);
    const auto read = pem ? pki::read_certificate(*pem) : Result<pki::Certificate>(Error{});
    if (read) facts.certificates.push_back({what, read->until, next});
}

void look_at_ca(const Sight& sight, DateFacts& facts) {
    const fs::path folder = app::ca_directory(sight.files.config);
    const auto ca = pki::SiteCa::open(folder);
    const auto list = ca ? ca->list() : Result<pki::RevocationList>(ca.error());
    const auto issued = list ? ca->issued() : Result<std::vector<pki::Certificate>>(list.error());
    if (!issued) {
        facts.ca_fault = issued.error().message;
        return;
    }
    look_at_certificate(folder / "root.pem", "the site's root certificate", "a new CA, and new certificates for all",
                        facts);
    facts.certificates.push_back({"the revocation list", list->until, "paraat ca crl, or start the hub"});
    if (sight.files.config.broker.tls_port != 0) {
        look_at_certificate(folder / "broker.pem", "the broker's certificate", "start the hub: it renews it", facts);
    }
    std::map<std::string, Instant> last;
    for (const pki::Certificate& one : *issued) {
        if (one.purpose != pki::Purpose::device || !one.is_good(facts.now)) continue;
        last[one.name] = std::max(last[one.name], one.until);
    }
    facts.devices_due = static_cast<std::size_t>(
        std::count_if(last.begin(), last.end(), [&](const auto& one) { return one.second - facts.now < soon; }));
}

}  // namespace

Sight look_around(const Options& options, const app::HubFiles& files) {
    const app::HubConfig& config = files.config;
    Sight sight{options, files, sdk::wall_clock(), hub_of(config.journal.directory),
                app::organisation_in_force(files.organisation, config.journal.directory)};
    sight.broker_port = config.broker.port;
    if (config.broker.address.empty() && sight.hub && sight.hub->may_look_into_broker) {
        sight.broker_port = first_port_in(sight.hub->broker_configuration);
    }
    sight.may_see_access = !is_closed_to_us(config.access.directory);
    return sight;
}

SecretFacts look_at_secrets(const Sight& sight) {
    const app::HubConfig& config = sight.files.config;
    SecretFacts facts;
    struct stat journal {};
    if (::stat(config.journal.directory.c_str(), &journal) == 0) facts.owner = journal.st_uid;
    look_at_file(config.journal.directory, facts);
    look_at_file(config.access.directory, facts);
    if (sight.may_see_access) {
        look_at_file(config.access.directory / "logins.toml", facts);
        look_at_folder(config.access.directory / "kept", "", facts);
        look_at_folder(app::claims_directory(config), ".json", facts);
        look_at_folder(app::ca_directory(config), ".key", facts);
    } else {
        facts.unseen.push_back(config.access.directory.string());
    }
    if (!is_closed_to_us(config.journal.directory)) {
        look_at_file(journal::Paths{config.journal.directory}.site_key(), facts);
    } else {
        facts.unseen.push_back(config.journal.directory.string());
    }
    look_at_file(config.broker.key_file, facts);
    if (const char* file = std::getenv("PARAAT_BROKER_PASSWORD_FILE")) look_at_file(file, facts);
    facts.in_config = secrets_in_config(config);
    if (sight.hub && sight.hub->pid != 0) {
        look_at_file(value_in(sight.hub->environment, "PARAAT_BROKER_PASSWORD_FILE"), facts);
        facts.in_environment = secrets_in(sight.hub->environment);
        facts.on_command_line = secret_flags_in(sight.hub->arguments);
    }
    return facts;
}

DateFacts look_at_dates(const Sight& sight) {
    const app::HubConfig& config = sight.files.config;
    DateFacts facts;
    facts.now = sight.now;
    facts.is_ca_unseen = !sight.may_see_access;
    if (sight.may_see_access && pki::SiteCa::exists(app::ca_directory(config))) look_at_ca(sight, facts);
    if (!config.broker.address.empty()) {
        look_at_certificate(config.broker.ca_file, "the certificate of broker.ca_file",
                            "a newer one of that broker's CA", facts);
        look_at_certificate(config.broker.cert_file, "the hub's own certificate", "a new one, by whoever issued it",
                            facts);
    }
    for (const auto& [name, compartment] : sight.files.organisation.compartments)
        facts.compartments.push_back(compartment);
    facts.agreements = sight.files.agreements;
    return facts;
}

PeopleFacts look_at_people(const Sight& sight) {
    PeopleFacts facts;
    facts.now = sight.now;
    const access::LoginStore store(sight.files.config.access.directory);
    const auto logins = store.read();
    const auto links = provision::ClaimStore(app::claims_directory(sight.files.config)).all();
    if (!sight.in_force) facts.unseen = "who was appointed, and who ever spoke: " + sight.in_force.error().message;
    if (!links) facts.unseen = "claim links: " + links.error().message;
    if (!logins || !sight.may_see_access) {
        facts.unseen =
            "logins and claim links: " + (logins ? "their folder is closed to this user" : logins.error().message);
        return facts;
    }
    if (links) facts.links = *links;
    const core::Organisation& organisation = sight.in_force ? sight.in_force->organisation : sight.files.organisation;
    for (const auto& [name, login] : *logins) {
        const core::Account* account = organisation.account(core::ClientName{name});
        LoginSeen seen;
        seen.account = name;
        seen.is_known = account != nullptr;
        seen.has_role = account != nullptr && !account->roles.empty();
        seen.is_disabled = login.is_disabled;
        seen.is_kept = store.kept_password(name).has_value();
        seen.made_at = login.made_at;
        if (sight.in_force) seen.has_spoken = sight.in_force->state.unit(core::ClientName{name}) != nullptr;
        facts.logins.push_back(std::move(seen));
    }
    return facts;
}

}  // namespace paraat::cli
