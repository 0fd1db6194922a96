#include "clients/cli/provision.hpp"

#include <cstdio>

#include "clients/cli/lines.hpp"
#include "hub/access/login_store.hpp"
#include "hub/app/hub_files.hpp"
#include "hub/app/organisation_in_force.hpp"
#include "hub/app/provisioning.hpp"
#include "hub/base/durable_file.hpp"
#include "hub/base/owner.hpp"
#include "hub/base/plain_name.hpp"
#include "hub/pki/site_ca.hpp"
#include "hub/provision/device_file.hpp"

// Devices that have a link, or had one.
namespace paraat::cli {
namespace {

namespace fs = std::filesystem;
using provision::ClaimStore;

constexpr std::size_t read_file_most = 4UL << 20;  // bytes

// Of the certificates that still count of an account, the longest lasting one's end; 0 = it has none.
std::int64_t certified_until(const std::vector<pki::Certificate>& all, const std::string& account) {
    std::int64_t until = 0;
    for (const pki::Certificate& one : all) {
        const bool counts =
            one.name == account && one.purpose == pki::Purpose::device && one.is_good(sdk::wall_clock());
        if (counts) until = std::max(until, one.until.ms);
    }
    return until;
}

std::string link_line(const provision::Claim& claim, std::int64_t certified) {
    const auto state = state_of(claim, sdk::wall_clock());
    std::string line = claim.account + "  " + claim.kind + "  " + word_of(state);
    if (state == provision::ClaimState::waiting) line += " until " + moment(claim.until.ms);
    if (!claim.claimed.empty()) line += ", claimed at " + moment(claim.claimed.back().ms);
    line += certified == 0 ? ", no certificate" : ", certificate until " + moment(certified);
    return line + (claim.label.empty() ? "" : "  " + shown(Json{{"label", claim.label}}, "label"));
}

Json link_json(const provision::Claim& claim, std::int64_t certified) {
    Json line = {{"account", claim.account}, {"kind", claim.kind},
                 {"label", claim.label},     {"state", word_of(state_of(claim, sdk::wall_clock()))},
                 {"made", claim.made.ms},    {"until", claim.until.ms},
                 {"uses", claim.uses}};
    line["claimed"] = Json::array();
    for (const Instant at : claim.claimed) line["claimed"].push_back(at.ms);
    if (certified != 0) line["certificate_until"] = certified;
    return line;
}

// True when there was one that counted.
Result<bool> disable_login(const app::HubConfig& config, const std::string& account) {
    access::LoginStore store(config.access.directory);
    const auto logins = store.read();
    if (!logins) return logins.error();
    const auto login = logins->find(account);
    if (login == logins->end() || login->second.is_disabled) return false;
    if (auto done = store.set_disabled(account, true); !done) return done.error();
    return true;
}

// The one in force.
Result<core::Organisation> organisation_of(const ProvisionWords& words) {
    app::HubFiles files = app::read_hub_files(words.config, app::paraat_environment(), {});
    if (!files.issues.empty() && !files.has_only_wrong_rules) {
        return Error{"configuration", "", files.issues.front()};
    }
    auto in_force = app::organisation_in_force(files.organisation, files.config.journal.directory);
    if (!in_force) return in_force.error();
    return std::move(in_force->organisation);
}

}  // namespace

int fail_provision(const Error& error) {
    std::fprintf(stderr, "paraat provision: %s\n", error.message.c_str());
    if (error.code == "configuration") return exit_configuration;
    if (error.code == "not_owner") return exit_no_permission;
    if (error.code == "disk_io" || error.code == "claim_damaged" || error.code == "ca_damaged") return exit_io;
    if (error.code == "not_found" || error.code == "ca_absent") return exit_no_input;
    return exit_data;
}

Result<app::HubConfig> config_of(const ProvisionWords& words) {
    const auto text = read_file(words.config, read_file_most);
    if (!text) return Error{"configuration", "", "cannot read " + words.config + "; --config says where it is"};
    auto reading = app::read_config(*text, words.config, app::paraat_environment(), {});
    if (auto own = check_owner(reading.config.access.directory); !own) return own.error();
    if (reading.issues.empty()) return std::move(reading.config);
    return Error{"configuration", "", reading.issues.front().file + ": " + reading.issues.front().message};
}

Result<void> check_accounts(const app::HubConfig& config, const ProvisionWords& words,
                            const std::vector<std::string>& accounts) {
    const auto logins = access::LoginStore(config.access.directory).read();
    if (!logins) return logins.error();
    core::Organisation organisation;
    if (!words.allows_unknown) {
        auto in_force = organisation_of(words);
        if (!in_force) return in_force.error();
        organisation = std::move(*in_force);
    }
    for (const std::string& account : accounts) {
        const auto login = logins->find(account);
        if (login != logins->end() && login->second.is_disabled) {
            return Error{"login_disabled", "account",
                         "the login of \"" + account +
                             "\" is disabled, so nothing of it would be heard; first: paraat "
                             "admin enable " +
                             account};
        }
        // A name that cannot be one is refused as such by whoever makes the link.
        if (words.allows_unknown || !is_plain_name(account)) continue;
        if (organisation.account(core::ClientName{account}) != nullptr) continue;
        return Error{"unknown_account", "account",
                     "the organisation has no account \"" + account +
                         "\", so nothing of it would be heard; first: "
                         "paraat appoint " +
                         account + " --team TEAM --as opco-1, or organisation.toml; or --allow-unknown"};
    }
    return {};
}

int list_links(const Options& options, const ProvisionWords& words) {
    const auto config = config_of(words);
    if (!config) return fail_provision(config.error());
    const auto claims = ClaimStore(app::claims_directory(*config)).all();
    if (!claims) return fail_provision(claims.error());
    std::vector<pki::Certificate> certificates;
    if (pki::SiteCa::exists(app::ca_directory(*config))) {
        const auto ca = pki::SiteCa::open(app::ca_directory(*config));
        auto issued = ca ? ca->issued() : Result<std::vector<pki::Certificate>>(ca.error());
        if (!issued) return fail_provision(issued.error());
        certificates = std::move(*issued);
    }
    for (const provision::Claim& claim : *claims) {
        const std::int64_t certified = certified_until(certificates, claim.account);
        if (!print(options.json ? link_json(claim, certified).dump() : link_line(claim, certified))) return exit_io;
    }
    if (claims->empty()) say(options, "no link was made yet");
    return exit_ok;
}

int revoke_device(const Options& options, const ProvisionWords& words) {
    const auto config = config_of(words);
    if (!config) return fail_provision(config.error());
    const auto ended = ClaimStore(app::claims_directory(*config)).end(words.account, sdk::wall_clock());
    if (!ended) return fail_provision(ended.error());
    std::size_t revoked = 0;
    if (pki::SiteCa::exists(app::ca_directory(*config))) {
        auto ca = pki::SiteCa::open(app::ca_directory(*config));
        if (!ca) return fail_provision(ca.error());
        const auto done = ca->revoke(words.account, sdk::wall_clock());
        if (!done && done.error().code != "not_found") return fail_provision(done.error());
        if (done) revoked = done->size();
    }
    const auto is_login_disabled = disable_login(*config, words.account);
    if (!is_login_disabled) return fail_provision(is_login_disabled.error());
    if (*ended == 0 && revoked == 0 && !*is_login_disabled) {
        return fail_provision(
            {"not_found", "", "\"" + words.account + "\" has no link, no login and no certificate that counts"});
    }
    if (options.json) {
        const Json line = {{"account", words.account},
                           {"links", *ended},
                           {"certificates", revoked},
                           {"login_disabled", *is_login_disabled}};
        return print(line.dump()) ? exit_ok : exit_io;
    }
    return print(words.account + ": " + std::to_string(*ended) + " links ended, " + std::to_string(revoked) +
                 " certificates revoked" + (*is_login_disabled ? ", its login disabled" : "") +
                 "; a running hub cuts its session within seconds")
               ? exit_ok
               : exit_io;
}

int unpack_file(const Options& options, const ProvisionWords& words) {
    const auto text = read_file(words.file, read_file_most);
    if (!text) return fail_provision({"not_found", "", "cannot read " + words.file});
    const auto file = provision::read_device_file(*text);
    if (!file) return fail_provision(file.error());
    std::error_code ignored;  // where it cannot be made, the next lines say so
    fs::create_directories(words.out, ignored);
    const std::string own = (fs::path(words.out) / file->account).string();
    for (const auto& [path, content] : {std::pair{(fs::path(words.out) / "root.pem").string(), &file->ca},
                                        {own + ".pem", &file->certificate},
                                        {own + ".key", &file->key}}) {
        if (content->empty()) continue;
        if (auto kept = replace_file(path, *content); !kept) return fail_provision(kept.error());
    }
    say(options, "try:");
    return print("paraat --host " + file->host + " --port " + std::to_string(file->port) + " --root " + file->root +
                 " --ca-file " + (fs::path(words.out) / "root.pem").string() + " --cert-file " + own +
                 ".pem --key-file " + own + ".key --as " + file->account + " health")
               ? exit_ok
               : exit_io;
}

}  // namespace paraat::cli
