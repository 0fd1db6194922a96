#pragma once

#include <string>
#include <vector>

#include "clients/cli/command.hpp"
#include "hub/app/hub_config.hpp"
#include "hub/base/result.hpp"
#include "hub/provision/claim_store.hpp"

// What the words of `paraat provision` share.
namespace paraat::cli {

struct ProvisionWords {
    std::string config = "config/hub.toml";
    std::string account;
    std::string kind = "paraat";
    std::string label;
    std::string valid;
    std::int64_t uses = 1;
    bool allows_unknown = false;
    std::string png;
    std::string file;
    std::string out = ".";
};

int fail_provision(const Error& error);
// The hub's own configuration, so that both speak of the same folders, ports and names.
Result<app::HubConfig> config_of(const ProvisionWords& words);

// Whoever's login is disabled, or who has no account in the organisation in force, is given no topic by whichever
// certificate: a new link would make a device that nobody hears. Refused: `login_disabled`, or `unknown_account` unless
// that is allowed, with what to do; or as what cannot be read.
Result<void> check_accounts(const app::HubConfig& config, const ProvisionWords& words,
                            const std::vector<std::string>& accounts);

int list_links(const Options& options, const ProvisionWords& words);
int revoke_device(const Options& options, const ProvisionWords& words);
// What a device got by its link, as the files that programs ask for.
int unpack_file(const Options& options, const ProvisionWords& words);

// The devices of a CSV text whose first line names its columns: account, and if there are kind and label. All of them,
// or what is wrong with the first that cannot be: a batch is not made by half. `usual` says what a line leaves out.
Result<std::vector<provision::ClaimStore::Wanted>> batch_in(const std::string& csv,
                                                            const provision::ClaimStore::Wanted& usual);

}  // namespace paraat::cli
