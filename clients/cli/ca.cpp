#include <cstdio>
#include <filesystem>
#include <memory>

#include "clients/cli/command.hpp"
#include "clients/cli/lines.hpp"
#include "clients/cli/login.hpp"
#include "hub/base/amount.hpp"
#include "hub/base/durable_file.hpp"
#include "hub/pki/site_ca.hpp"

// paraat ca: the certificates of this site.
namespace paraat::cli {
namespace {

namespace fs = std::filesystem;
using pki::SiteCa;

struct CaWords {
    std::string directory = (std::filesystem::path(access_directory()) / "ca").string();
    std::string name = "this site";
    std::string whom;
    std::vector<std::string> hosts;
    std::string valid;
    std::string out = ".";
};
using SharedCaWords = std::shared_ptr<CaWords>;

int fail_ca(const Error& error) {
    std::fprintf(stderr, "paraat ca: %s\n", error.message.c_str());
    if (error.code == "not_owner") return exit_no_permission;
    if (error.code == "bad_value" || error.code == "reserved") return exit_data;
    if (error.code == "ca_absent" || error.code == "not_found") return exit_no_input;
    if (error.code == "ca_exists" || error.code == "file_exists") return exit_cannot_create;
    return exit_io;
}

Result<Milliseconds> span_in(const std::string& text, Milliseconds otherwise) {
    if (text.empty()) return otherwise;
    if (const auto span = parse_duration(text)) return *span;
    return Error{"bad_value", "valid", "\"" + text + "\" is no time span like \"90d\" or \"12h\""};
}

Json certificate_json(const pki::Certificate& one) {
    const Instant now = sdk::wall_clock();
    Json line = {{"serial", one.serial}, {"name", one.name},      {"kind", pki::word_of(one.purpose)},
                 {"from", one.from.ms},  {"until", one.until.ms}, {"days_left", one.days_left(now)}};
    if (!one.hosts.empty()) line["hosts"] = one.hosts;
    if (one.revoked_at) line["revoked_at"] = one.revoked_at->ms;
    return line;
}

std::string state_of(const pki::Certificate& one, Instant now) {
    if (one.revoked_at) return "revoked at " + moment(one.revoked_at->ms);
    if (now >= one.until) return "ended at " + moment(one.until.ms);
    return "good until " + moment(one.until.ms) + ", " + std::to_string(one.days_left(now)) + " days";
}

std::string certificate_line(const pki::Certificate& one) {
    std::string line = one.serial + "  " + pki::word_of(one.purpose) + "  " + one.name;
    for (std::size_t i = 0; i < one.hosts.size(); ++i) line += (i == 0 ? " (" : ", ") + one.hosts[i];
    return line + (one.hosts.empty() ? "  " : ")  ") + state_of(one, sdk::wall_clock());
}

int tell_certificate(const Options& options, const pki::Certificate& one) {
    return print(options.json ? certificate_json(one).dump() : certificate_line(one)) ? exit_ok : exit_io;
}

int init_ca(const Options& options, const CaWords& words) {
    const auto made = SiteCa::create(words.directory, words.name, sdk::wall_clock());
    if (!made) return fail_ca(made.error());
    if (options.json) {
        const Json result = {{"directory", words.directory}, {"fingerprint", made->root_fingerprint()}};
        return print(result.dump()) ? exit_ok : exit_io;
    }
    say(options, "the CA is in " + words.directory +
                     "; root.key in it makes any identity: keep it closed, and a copy of the folder elsewhere");
    return print("fingerprint " + made->root_fingerprint()) ? exit_ok : exit_io;
}

// Certificate, key and root, in files that the owner alone reads.
Result<void> keep_issued(const fs::path& folder, const pki::Issued& issued, const std::string& root_pem) {
    std::error_code ignored;  // where it cannot be made, the next line says so
    fs::create_directories(folder, ignored);
    if (auto kept = replace_file(folder / (issued.certificate.name + ".key"), issued.key_pem); !kept) return kept;
    if (auto kept = replace_file(folder / (issued.certificate.name + ".pem"), issued.certificate.pem); !kept)
        return kept;
    return replace_file(folder / "root.pem", root_pem);
}

Result<pki::Issued> issue_as_told(SiteCa& ca, const CaWords& words) {
    const bool is_server = !words.hosts.empty();
    const auto valid = span_in(words.valid, is_server ? pki::server_valid : pki::device_valid);
    if (!valid) return valid.error();
    return is_server ? ca.issue_server(words.hosts, *valid, sdk::wall_clock())
                     : ca.issue_device(words.whom, *valid, sdk::wall_clock());
}

int issue_to(const Options& options, const CaWords& words, bool replaces) {
    if (words.hosts.empty() == words.whom.empty()) {
        std::fprintf(stderr, "paraat ca: say for whom: an account, or --server with the broker's host names\n");
        return exit_usage;
    }
    auto ca = SiteCa::open(words.directory);
    if (!ca) return fail_ca(ca.error());
    // Before anything is issued: an older key is never written over unasked.
    const fs::path key = fs::path(words.out) / ((words.hosts.empty() ? words.whom : words.hosts.front()) + ".key");
    std::error_code ignored;
    if (!replaces && fs::exists(key, ignored)) {
        return fail_ca({"file_exists", "", key.string() + " exists; name another folder, or: paraat ca renew"});
    }
    const auto issued = issue_as_told(*ca, words);
    if (!issued) return fail_ca(issued.error());
    if (auto kept = keep_issued(words.out, *issued, ca->root_pem()); !kept) return fail_ca(kept.error());
    say(options, "in " + words.out + ": " + issued->certificate.name + ".pem, " + issued->certificate.name +
                     ".key (secret), root.pem");
    return tell_certificate(options, issued->certificate);
}

int revoke_them(const Options& options, const CaWords& words) {
    auto ca = SiteCa::open(words.directory);
    if (!ca) return fail_ca(ca.error());
    const auto revoked = ca->revoke(words.whom, sdk::wall_clock());
    if (!revoked) return fail_ca(revoked.error());
    for (const pki::Certificate& one : *revoked) {
        if (const int code = tell_certificate(options, one); code != exit_ok) return code;
    }
    say(options, "a running hub with this CA cuts their sessions within seconds; another broker needs the new crl.pem");
    if (revoked->size() == 1 && revoked->front().serial == words.whom) {
        say(options, "nobody sees by which certificate a session came: that of " + revoked->front().name +
                         " is cut in any case, and comes back by itself with one that is good");
    }
    return exit_ok;
}

int list_them(const Options& options, const CaWords& words) {
    const auto ca = SiteCa::open(words.directory);
    if (!ca) return fail_ca(ca.error());
    const auto all = ca->issued();
    if (!all) return fail_ca(all.error());
    for (const pki::Certificate& one : *all) {
        if (const int code = tell_certificate(options, one); code != exit_ok) return code;
    }
    if (all->empty()) say(options, "nothing was issued yet");
    return exit_ok;
}

int write_crl(const Options& options, const CaWords& words) {
    auto ca = SiteCa::open(words.directory);
    if (!ca) return fail_ca(ca.error());
    if (auto renewed = ca->renew_list(SiteCa::Renewal::at_once, sdk::wall_clock()); !renewed) {
        return fail_ca(renewed.error());
    }
    const auto list = ca->list();
    if (!list) return fail_ca(list.error());
    const std::string file = (fs::path(words.directory) / "crl.pem").string();
    if (options.json) {
        const Json result = {
            {"file", file}, {"revoked", list->revoked.size()}, {"number", list->number}, {"until", list->until.ms}};
        return print(result.dump()) ? exit_ok : exit_io;
    }
    return print(file + ": " + std::to_string(list->revoked.size()) + " revoked, good until " + moment(list->until.ms))
               ? exit_ok
               : exit_io;
}

std::function<void(const std::string&)> into_text(const SharedCaWords& words, std::string CaWords::*member) {
    return [words, member](const std::string& given) { (*words).*member = given; };
}

Word ca_word(Word& parent, const SharedCaWords& words, const std::string& name, const std::string& help) {
    Word word = parent.sub(name, help);
    word.on_text("--directory", "the CA's folder", into_text(words, &CaWords::directory)).otherwise(words->directory);
    return word;
}

void add_issuing(Word& command, const Options& options, const SharedCaWords& words, bool replaces) {
    Word word = ca_word(command, words, replaces ? "renew" : "issue",
                        replaces ? "a new certificate and key; the older ones stay good until they end or are revoked"
                                 : "a certificate and a key, for a device's account or for a broker");
    word.example(replaces ? "Example: paraat ca renew radio-7 --out keys"
                          : "Examples:\n  paraat ca issue radio-7 --valid 90d --out keys\n"
                            "  paraat ca issue --server broker.example.nl --server 10.0.0.5 --out keys");
    word.on_text("account", "whose it is; its name at the broker", into_text(words, &CaWords::whom));
    word.on_texts("--server", "a name or address that clients of a broker connect to; may be given several times",
                  [words](const std::vector<std::string>& given) { words->hosts = given; });
    word.on_text("--valid", "how long it is good, 1m to 1825d (default 365d, of a server 90d)",
                 into_text(words, &CaWords::valid));
    word.on_text("--out", "folder for certificate, key and root", into_text(words, &CaWords::out))
        .otherwise(words->out);
    word.does([&options, words, replaces] { return issue_to(options, *words, replaces); });
}

}  // namespace

void add_ca(Word& root, const Options& options) {
    Word command = root.sub("ca", "certificates of this site: who may connect by TLS");
    command.example("Example: paraat ca init --name 'Noord', then paraat ca issue radio-7 --out keys").needs_sub();
    const auto words = std::make_shared<CaWords>();
    Word first = ca_word(command, words, "init", "make the site's CA: once, before all else");
    first.on_text("--name", "the site, as it stands in the root certificate", into_text(words, &CaWords::name))
        .otherwise(words->name);
    first.does([&options, words] { return init_ca(options, *words); });
    add_issuing(command, options, words, false);
    add_issuing(command, options, words, true);
    Word revoke = ca_word(command, words, "revoke", "end what is good, of an account or one by its serial number");
    revoke.on_text("whom", "the account, or the serial number as listed", into_text(words, &CaWords::whom)).required();
    revoke.does([&options, words] { return revoke_them(options, *words); });
    Word list = ca_word(command, words, "list", "all that was issued, the oldest first, with the days that are left");
    list.does([&options, words] { return list_them(options, *words); });
    Word crl = ca_word(command, words, "crl", "write the list of what was revoked anew, good for a year");
    crl.does([&options, words] { return write_crl(options, *words); });
}

}  // namespace paraat::cli
