#include "clients/cli/provision.hpp"

#include <unistd.h>

#include <memory>

#include "clients/cli/lines.hpp"
#include "hub/app/provisioning.hpp"
#include "hub/base/amount.hpp"
#include "hub/base/durable_file.hpp"
#include "hub/provision/qr_code.hpp"
#include "hub/provision/sheets.hpp"

// paraat provision: links that make a device a client of this site.
namespace paraat::cli {
namespace {

namespace fs = std::filesystem;
using provision::ClaimStore;
using provision::QrCode;

constexpr int png_pixels = 8;
constexpr Milliseconds batch_valid = std::chrono::hours{7 * 24};
constexpr std::size_t given_file_most = 4UL << 20;  // bytes

using SharedProvisionWords = std::shared_ptr<ProvisionWords>;

// The same for what makes links: without TLS there is nothing to set a device up for.
Result<app::HubConfig> config_with_tls(const ProvisionWords& words) {
    auto config = config_of(words);
    if (!config || app::device_port(*config)) return config;
    return Error{"configuration", "",
                 "the broker takes no device by TLS: set [broker] tls_port and tls_names in " + words.config +
                     " (docs/provisioning.md)"};
}

Result<ClaimStore::Wanted> wanted_by(const ProvisionWords& words, Milliseconds usual_valid) {
    const auto valid = words.valid.empty() ? std::optional(usual_valid) : parse_duration(words.valid);
    if (!valid) {
        return Error{"bad_value", "valid", "\"" + words.valid + "\" is no time span like \"15m\" or \"7d\""};
    }
    return ClaimStore::Wanted{words.account, words.kind, words.label, *valid, static_cast<int>(words.uses)};
}

int tell_link(const Options& options, const app::HubConfig& config, const ProvisionWords& words,
              const ClaimStore::Made& made) {
    const std::string url = app::claim_url(config, made.token);
    const auto code = QrCode::of(url);
    if (!code) return fail_provision(code.error());
    if (!words.png.empty()) {
        const auto picture = code->png(png_pixels);
        if (!picture) return fail_provision(picture.error());
        if (auto kept = replace_file(words.png, *picture); !kept) return fail_provision(kept.error());
    }
    const provision::Claim& claim = made.claim;
    if (options.json) {
        const Json line = {{"account", claim.account},
                           {"kind", claim.kind},
                           {"url", url},
                           {"until", claim.until.ms},
                           {"uses", claim.uses}};
        return print(line.dump()) ? exit_ok : exit_io;
    }
    if (isatty(STDOUT_FILENO) == 1 && !print(code->terminal(QrCode::Ink::colours))) return exit_io;
    say(options,
        "for " + claim.account + ", until " + moment(claim.until.ms) + "; whoever opens it first is that device");
    if (config.provision.url.empty()) {
        say(options, "it opens on this machine alone: phones need [provision] url (docs/provisioning.md)");
    }
    return print(url) ? exit_ok : exit_io;
}

int make_link(const Options& options, const ProvisionWords& words) {
    // First what was asked: no setting of the hub makes that possible.
    const auto wanted = wanted_by(words, provision::claim_valid);
    if (!wanted) return fail_provision(wanted.error());
    if (auto sound = ClaimStore::check(*wanted); !sound) return fail_provision(sound.error());
    const auto config = config_with_tls(words);
    if (!config) return fail_provision(config.error());
    if (wanted->kind == "atak" && config->tak.tls_port == 0) {
        return fail_provision(
            {"configuration", "",
             "the hub takes no clients of TAK: set [tak] tls_port in " + words.config + " (docs/tak.md)"});
    }
    if (auto good = check_accounts(*config, words, {words.account}); !good) return fail_provision(good.error());
    const auto made = ClaimStore(app::claims_directory(*config)).make(*wanted, sdk::wall_clock());
    if (!made) return fail_provision(made.error());
    return tell_link(options, *config, words, *made);
}

// A new link for a device that had one, as it was; what waited of it is ended.
int renew_link(const Options& options, const ProvisionWords& words) {
    const auto config = config_with_tls(words);
    if (!config) return fail_provision(config.error());
    const ClaimStore store(app::claims_directory(*config));
    const auto claims = store.all();
    if (!claims) return fail_provision(claims.error());
    ProvisionWords again = words;
    bool has_one = false;
    for (const provision::Claim& claim : *claims) {
        if (claim.account != words.account) continue;
        has_one = true;
        again.kind = claim.kind;
        again.label = claim.label;
    }
    if (!has_one) return fail_provision({"not_found", "", "\"" + words.account + "\" never had a link; try: device"});
    const auto wanted = wanted_by(again, provision::claim_valid);
    if (!wanted) return fail_provision(wanted.error());
    if (auto good = check_accounts(*config, words, {words.account}); !good) return fail_provision(good.error());
    if (auto ended = store.end(words.account, sdk::wall_clock()); !ended) return fail_provision(ended.error());
    const auto made = store.make(*wanted, sdk::wall_clock());
    if (!made) return fail_provision(made.error());
    return tell_link(options, *config, again, *made);
}

int make_batch(const Options& options, const ProvisionWords& words) {
    const auto csv = read_file(words.file, given_file_most);
    if (!csv) return fail_provision({"not_found", "", "cannot read " + words.file});
    const auto usual = wanted_by(words, batch_valid);
    const auto batch = usual ? batch_in(*csv, *usual) : Result<std::vector<ClaimStore::Wanted>>(usual.error());
    if (!batch) return fail_provision(batch.error());
    const auto config = config_with_tls(words);
    if (!config) return fail_provision(config.error());
    std::vector<std::string> accounts;
    for (const ClaimStore::Wanted& wanted : *batch) accounts.push_back(wanted.account);
    if (auto good = check_accounts(*config, words, accounts); !good) return fail_provision(good.error());
    if (auto made = make_private_directory(words.out); !made) return fail_provision(made.error());
    const ClaimStore store(app::claims_directory(*config));
    std::vector<provision::SheetCard> cards;
    for (const ClaimStore::Wanted& wanted : *batch) {
        const auto made = store.make(wanted, sdk::wall_clock());
        if (!made) return fail_provision(made.error());
        cards.push_back(
            {wanted.account, wanted.label, app::claim_url(*config, made->token), moment(made->claim.until.ms)});
    }
    const auto page = provision::sheets_page(cards);
    if (!page) return fail_provision(page.error());
    const fs::path sheets = fs::path(words.out) / "sheets.html";
    if (auto kept = replace_file(sheets, *page); !kept) return fail_provision(kept.error());
    say(options, "each code makes a device a client: print it, then remove the file");
    return print(sheets.string() + ": " + std::to_string(cards.size()) + " devices") ? exit_ok : exit_io;
}

std::function<void(const std::string&)> into_word(const SharedProvisionWords& words,
                                                  std::string ProvisionWords::*member) {
    return [words, member](const std::string& given) { (*words).*member = given; };
}

Word provision_word(Word& parent, const SharedProvisionWords& words, const std::string& name, const std::string& help) {
    Word word = parent.sub(name, help);
    word.on_text("--config", "the hub's configuration", into_word(words, &ProvisionWords::config))
        .otherwise(words->config);
    return word;
}

void add_validity(Word& word, const SharedProvisionWords& words, const std::string& usual) {
    word.on_text("--valid", "how long the link works, 1m to 30d (default " + usual + ")",
                 into_word(words, &ProvisionWords::valid));
}

void add_unknown(Word& word, const SharedProvisionWords& words) {
    word.on_flag("--allow-unknown", "also for an account that the organisation does not have yet",
                 [words] { words->allows_unknown = true; });
}

void add_linking(Word& command, const Options& options, const SharedProvisionWords& words) {
    Word device = provision_word(command, words, "device", "a link, and its QR code, that makes one device a client");
    device.example(
        "Example: paraat provision device radio-7 --kind paraat --label 'Van 3' --png radio-7.png\n"
        "The code holds no password and works once, for a quarter of an hour.");
    device
        .on_text("account", "the device's account: 1 to 32 of a-z, 0-9 and -",
                 into_word(words, &ProvisionWords::account))
        .required();
    device
        .on_text("--kind", "of its program: paraat, owntracks for a phone with that app, or atak for an app of TAK",
                 into_word(words, &ProvisionWords::kind))
        .otherwise(words->kind);
    device.on_text("--label", "what a person calls it", into_word(words, &ProvisionWords::label));
    add_validity(device, words, "15m");
    add_unknown(device, words);
    device.on_whole("--uses", "how often it works", [words](std::int64_t given) { words->uses = given; })
        .between(1, provision::claim_uses_most)
        .otherwise("1");
    device.on_text("--png", "file for the code as a picture", into_word(words, &ProvisionWords::png));
    device.does([&options, words] { return make_link(options, *words); });
    Word renew = provision_word(command, words, "renew", "a new link for a device that had one; the old one ends");
    renew.on_text("account", "the device's account", into_word(words, &ProvisionWords::account)).required();
    add_validity(renew, words, "15m");
    add_unknown(renew, words);
    renew.on_text("--png", "file for the code as a picture", into_word(words, &ProvisionWords::png));
    renew.does([&options, words] { return renew_link(options, *words); });
    Word batch = provision_word(command, words, "batch", "links for many devices, on sheets of A4 to be printed");
    batch.example(
        "Example: paraat provision batch devices.csv --sheets sheets\n"
        "The file's first line is: account,kind,label");
    batch.on_text("file", "CSV with a line for each device", into_word(words, &ProvisionWords::file)).required();
    batch.on_text("--sheets", "folder for sheets.html", into_word(words, &ProvisionWords::out)).required();
    add_validity(batch, words, "7d");
    add_unknown(batch, words);
    batch.does([&options, words] { return make_batch(options, *words); });
}

}  // namespace

void add_provision(Word& root, const Options& options) {
    Word command = root.sub("provision", "set devices up by a link that works once");
    command.example("Example: paraat provision device radio-7").needs_sub();
    const auto words = std::make_shared<ProvisionWords>();
    add_linking(command, options, words);
    Word list = provision_word(command, words, "list", "all links, the oldest first: waiting, claimed, expired");
    list.does([&options, words] { return list_links(options, *words); });
    Word revoke = provision_word(command, words, "revoke", "end a device's links, certificates and session");
    revoke.on_text("account", "the device's account", into_word(words, &ProvisionWords::account)).required();
    revoke.does([&options, words] { return revoke_device(options, *words); });
    Word unpack = command.sub("unpack", "the files of what a device got by its link");
    unpack.on_text("file", "as it came: radio-7.paraat.json", into_word(words, &ProvisionWords::file)).required();
    unpack.on_text("--out", "folder for them", into_word(words, &ProvisionWords::out)).otherwise(words->out);
    unpack.does([&options, words] { return unpack_file(options, *words); });
}

}  // namespace paraat::cli
