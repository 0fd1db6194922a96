#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "clients/cli/site.hpp"
#include "hub/access/login_store.hpp"
#include "hub/app/gatekeeper.hpp"
#include "hub/base/durable_file.hpp"
#include "hub/core/event.hpp"
#include "hub/journal/files.hpp"
#include "hub/projection/access.hpp"

// Who may read and write which topics, as hub/projection/access says it.
namespace paraat::cli {
namespace {

using projection::Access;

// By identity; the hub itself is "hub", and who has no account "".
std::vector<std::pair<std::string, std::vector<Access>>> table_of(const app::HubFiles& files) {
    const projection::Topics topics(files.config.hub.root);
    std::vector<std::pair<std::string, std::vector<Access>>> table;
    for (const auto& [name, account] : files.organisation.accounts) {
        table.emplace_back(name.text, projection::access_of(files.organisation, topics, name));
    }
    table.emplace_back("hub", projection::access_of_the_hub(files.organisation, topics));
    table.emplace_back("", projection::access_of(files.organisation, topics, core::ClientName{}));
    return table;
}

Json row_json(const std::string& identity, const Access& row, const projection::Topics& topics) {
    const bool reads_twin = row.may_read && row.family.has_twin;
    Json made = {{"identity", identity},        {"family", row.family.name}, {"filter", row.family.filter},
                 {"topic", row.family.example}, {"read", row.may_read},      {"write", row.may_write},
                 {"retained", row.may_read},    {"twin", reads_twin},        {"query", row.may_ask}};
    if (row.family.has_twin) made["twin_topic"] = topics.twin(row.family.example);
    if (!row.question.empty()) made["question"] = row.question;
    return made;
}

std::string row_words(const Access& row) {
    std::string words = row.may_read ? "read, retained" : "";
    if (row.may_read && row.family.has_twin) words += ", twin";
    if (row.may_write) words += words.empty() ? "write" : ", write";
    if (row.may_ask) words += ", query " + row.question;
    return words;
}

// Where the journal is elsewhere, whoever reads this must know what is not in it.
void tell_without_journal(const Options& options, const app::HubFiles& files) {
    const std::filesystem::path& journal = files.config.journal.directory;
    if (journal::Paths{journal}.has_journal()) return;
    say(options, "there is no journal in " + journal.string() + ": if somebody was appointed, that is not in it");
}

int show_table(const Options& options, const Site& site) {
    const auto files = site.read_in_force();
    if (!files) return exit_configuration;
    tell_without_journal(options, *files);
    const projection::Topics topics(files->config.hub.root);
    Json all = Json::array();
    for (const auto& [identity, rows] : table_of(*files)) {
        bool has_any = false;
        for (const Access& row : rows) {
            if (options.json) all.push_back(row_json(identity, row, topics));
            const std::string words = row_words(row);
            if (options.json || words.empty()) continue;
            has_any = true;
            std::printf("%-22s %-36s %s\n", identity.c_str(), row.family.filter.c_str(), words.c_str());
        }
        if (!options.json && !has_any)
            std::printf("%-22s %s\n", identity.empty() ? "(no account)" : identity.c_str(), "nothing");
    }
    if (options.json) std::printf("%s\n", all.dump().c_str());
    return exit_ok;
}

// The line of the hub's own login, which only the site knows, as it stands in a password file that is there already.
std::string hub_line_in(const std::filesystem::path& file) {
    std::ifstream lines(file);
    const std::string begin = core::the_hub.text + ":";
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(begin)) return line + "\n";
    }
    return {};
}

// With the owner and mode of the one that it replaces: the broker reads it as another user.
Result<void> renew_file(const std::filesystem::path& file, const std::string& text) {
    struct stat before {};
    const bool is_there = ::stat(file.c_str(), &before) == 0;
    if (auto written = replace_file(file, text); !written || !is_there) return written;
    if (::chmod(file.c_str(), before.st_mode & 07777) != 0 ||
        ::chown(file.c_str(), before.st_uid, before.st_gid) != 0) {
        return Error{"disk_io", "", "cannot give " + file.string() + " the owner and mode that it had"};
    }
    return {};
}

int write_broker_files(const Options& options, const Site& site, const std::string& folder) {
    const auto files = site.read_in_force();
    if (!files) return exit_configuration;
    tell_without_journal(options, *files);
    const auto logins = access::LoginStore(files->config.access.directory).read();
    if (!logins) return fail(logins.error());
    transport::Admission admission = app::site_admission(files->config, files->organisation, *logins);
    const std::filesystem::path directory(folder);
    std::error_code failed;
    std::filesystem::create_directories(directory, failed);
    const std::string hub_line = hub_line_in(directory / "paraat.passwd");
    admission.password_file += hub_line;
    for (const auto& [name, text] :
         {std::pair{"paraat.acl", &admission.access_file}, std::pair{"paraat.passwd", &admission.password_file}}) {
        if (auto written = renew_file(directory / name, *text); !written) {
            std::fprintf(stderr, "paraat access: %s\n", written.error().message.c_str());
            return exit_cannot_create;
        }
    }
    say(options,
        "wrote " + (directory / "paraat.acl").string() +
            " and paraat.passwd; the broker's own user must be able to read them. In its mosquitto.conf:\n"
            "  allow_anonymous false\n  acl_file " +
            std::filesystem::absolute(directory / "paraat.acl").string() + "\n  password_file " +
            std::filesystem::absolute(directory / "paraat.passwd").string() +
            (hub_line.empty() ? "\nAdd the hub's own account to the second: mosquitto_passwd -b FILE hub PASSWORD"
                              : "\nThe hub's own account in the second is kept as it was"));
    return exit_ok;
}

}  // namespace

void add_access(Word& root, const Options& options) {
    Word access = root.sub("access", "who may read and write which topics");
    access.needs_sub().example(
        "Examples: paraat access table\n          paraat access table --json\n          paraat access broker-files "
        "/etc/mosquitto/paraat\n"
        "All of it follows from config/organisation.toml, and from who was appointed or dismissed since (paraat "
        "appoint),\n"
        "as it stands in the journal of this machine ([journal] directory).");
    Word table = access.sub("table", "every identity and every family of topics");
    auto site = add_site(table);
    table.does([&options, site] { return show_table(options, *site); });

    Word files = access.sub("broker-files", "write the access and password file of a site's own Mosquitto");
    auto folder = std::make_shared<std::string>();
    files.on_text("folder", "where to", [folder](const std::string& given) { *folder = given; }).required();
    site = add_site(files);
    files.does([&options, site, folder] { return write_broker_files(options, *site, *folder); });
}

}  // namespace paraat::cli
