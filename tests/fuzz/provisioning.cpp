#include <set>

#include "clients/cli/provision.hpp"
#include "hub/base/plain_name.hpp"
#include "hub/provision/claim.hpp"
#include "hub/provision/device_file.hpp"
#include "tests/fuzz/targets.hpp"

namespace paraat::fuzz {
namespace {

void check_claim(const std::string& text) {
    const auto claim = provision::read_claim(text);
    if (!claim) return check_error(claim.error());
    promise(provision::claim_text(*claim) == text, "a link's record is what was written");
}

void check_device(const std::string& text) {
    const auto file = provision::read_device_file(text);
    if (!file) return check_error(file.error());
    promise(is_plain_name(file->account), "an account names a file, and no path");
    const std::string again = provision::device_text(*file);
    promise(provision::device_text(provision::read_device_file(again).value()) == again,
            "a device's file is read as it is");
}

void check_batch(const std::string& text) {
    const auto batch = cli::batch_in(text, {"", "paraat", "", provision::claim_valid, 1});
    if (!batch) return check_error(batch.error());
    std::set<std::string> accounts;
    for (const auto& wanted : *batch) {
        promise(provision::ClaimStore::check(wanted).has_value(), "of each device a link can be made");
        promise(accounts.insert(wanted.account).second, "an account is there once");
    }
}

}  // namespace

void provisioning(std::string_view input) {
    const std::string text(input);
    check_claim(text);
    check_device(text);
    check_batch(text);
}

}  // namespace paraat::fuzz
