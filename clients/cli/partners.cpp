#include <cstdio>
#include <memory>

#include "clients/cli/rules.hpp"
#include "hub/app/agreements_file.hpp"
#include "hub/app/partner_past.hpp"
#include "hub/base/amount.hpp"
#include "hub/foreign/partner_words.hpp"
#include "hub/rules/cel/moment.hpp"

namespace paraat::cli {
namespace {

struct PartnersAsked {
    std::string config = "config/hub.toml";
    std::string journal;
    std::string since = "7d";
    std::string partner;
};

std::string moment(Instant at) {
    return rules::cel::to_rfc3339(rules::cel::timestamp_of(at));
}

// What the hub would read; nullopt after its issues were said.
struct AgreementsAtHand {
    app::HubFiles files;
    app::AgreementsFile read;
};
std::optional<AgreementsAtHand> agreements_at_hand(const std::string& config) {
    AgreementsAtHand found{app::read_hub_files(config, app::paraat_environment(), {}), {}};
    for (const std::string& issue : found.files.issues) std::fprintf(stderr, "%s\n", issue.c_str());
    if (!found.files.issues.empty()) return std::nullopt;
    found.read =
        app::read_agreements_file(found.files.config.hub.partners, found.files.organisation, found.files.rules);
    return found;
}

std::filesystem::path journal_of(const app::HubFiles& files, const PartnersAsked& asked) {
    return asked.journal.empty() ? files.config.journal.directory : std::filesystem::path(asked.journal);
}

int check_partners(const Options& options, const PartnersAsked& asked) {
    const auto at_hand = agreements_at_hand(asked.config);
    if (!at_hand) return exit_configuration;
    for (const std::string& caution : at_hand->read.cautions) std::fprintf(stderr, "caution: %s\n", caution.c_str());
    const Instant now = sdk::wall_clock();
    std::int64_t in_force = 0;
    for (const core::Agreement& agreement : at_hand->read.agreements) {
        const bool decides =
            (agreement.gives() || agreement.takes()) && !agreement.is_over(now) && now >= agreement.from;
        if (decides) ++in_force;
    }
    if (options.json) {
        const Json result = {{"agreements", at_hand->read.agreements.size()}, {"in_force", in_force}};
        std::printf("%s\n", result.dump().c_str());
    } else {
        std::printf("%zu agreements are good, %lld of them let something through now\n",
                    at_hand->read.agreements.size(), static_cast<long long>(in_force));
    }
    return exit_ok;
}

// What the partner would be sent, each in its agreement's format.
std::vector<std::string> messages_of(const core::Agreement& agreement, const std::vector<core::Event>& words) {
    std::map<core::CaseId, std::vector<Instant>> earlier;
    std::vector<std::string> messages;
    for (const core::Event& event : words) {
        const auto& told = std::get<core::PartnerTold>(event.body);
        std::vector<Instant>& before = earlier[told.word.name];
        messages.push_back(foreign::write_for_partner(agreement.format, told.word, event.at,
                                                      {agreement.partner, agreement.origin, before}));
        if (told.word.kind == core::PartnerWordKind::alert) before.push_back(event.at);
        if (told.word.kind != core::PartnerWordKind::alert) before.clear();
    }
    return messages;
}

Json json_of(const core::Event& event, const std::string& message, core::PartnerFormat format) {
    const auto& told = std::get<core::PartnerTold>(event.body);
    return {{"at", event.at.ms},
            {"incident", told.incident.text()},
            {"kind", core::word(told.word.kind)},
            {"message", format == core::PartnerFormat::cap ? Json(message) : Json::parse(message)}};
}

// As if it were in force: whoever tries an agreement out wants to know what it would give.
void tell_preview(const core::Agreement& agreement, const app::PartnerPreview& preview) {
    std::map<std::string, std::int64_t> kinds;
    const std::vector<std::string> messages = messages_of(agreement, preview.told);
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const core::Event& event = preview.told[i];
        const auto& told = std::get<core::PartnerTold>(event.body);
        const std::string kind(core::word(told.word.kind));
        ++kinds[kind];
        std::printf("%s %s of %s: %s\n", moment(event.at).c_str(), kind.c_str(), told.incident.text().c_str(),
                    messages[i].c_str());
    }
    std::printf("%s would have been told %zu %s, %s to %s\n", agreement.partner.text.c_str(), preview.told.size(),
                preview.told.size() == 1 ? "word" : "words", moment(preview.since).c_str(),
                moment(preview.until).c_str());
    if (agreement.is_over(sdk::wall_clock())) {
        std::printf("  Nothing goes out now: the agreement was over at %s. This is as if it were in force.\n",
                    moment(agreement.until).c_str());
    }
    for (const auto& [kind, count] : kinds) std::printf("  %s: %lld\n", kind.c_str(), static_cast<long long>(count));
    for (const auto& [why, count] : preview.withheld) {
        std::printf("  nothing of %lld incidents: %s\n", static_cast<long long>(count),
                    std::string(core::word(why)).c_str());
    }
}

int preview(const Options& options, const PartnersAsked& asked) {
    const auto since = parse_duration(asked.since);
    if (!since || *since <= Milliseconds{0}) {
        std::fprintf(stderr, "paraat partners preview: --since is a duration: 90m, 12h or 7d\n");
        return exit_usage;
    }
    const auto at_hand = agreements_at_hand(asked.config);
    if (!at_hand) return exit_configuration;
    const core::Agreement* wanted = nullptr;
    for (const core::Agreement& agreement : at_hand->read.agreements) {
        if (agreement.partner.text == asked.partner) wanted = &agreement;
    }
    if (wanted == nullptr) {
        std::fprintf(stderr, "paraat partners preview: there is no agreement with \"%s\"\n", asked.partner.c_str());
        return exit_data;
    }
    const std::filesystem::path journal = journal_of(at_hand->files, asked);
    if (!open_journal(journal)) return exit_no_input;
    const auto made = app::preview_partner(journal, *wanted, *since, sdk::wall_clock());
    if (!made) {
        std::fprintf(stderr, "paraat: %s\n", made.error().message.c_str());
        return exit_io;
    }
    if (!options.json) {
        tell_preview(*wanted, *made);
        return exit_ok;
    }
    Json words = Json::array();
    const std::vector<std::string> messages = messages_of(*wanted, made->told);
    for (std::size_t i = 0; i < messages.size(); ++i) {
        words.push_back(json_of(made->told[i], messages[i], wanted->format));
    }
    Json withheld = Json::object();
    for (const auto& [why, count] : made->withheld) withheld[std::string(core::word(why))] = count;
    const Json result = {{"partner", asked.partner},
                         {"since", made->since.ms},
                         {"until", made->until.ms},
                         {"words", words},
                         {"withheld", withheld}};
    std::printf("%s\n", result.dump().c_str());
    return exit_ok;
}

Json json_of(const std::string& name, const app::PartnerRecord& record) {
    Json kept = Json::array();
    for (const auto& one : record.kept) {
        kept.push_back(
            {{"case", one.name.text()}, {"rev", one.rev}, {"told_at", one.told_at.ms}, {"over", one.is_over}});
    }
    Json made = {{"partner", name},
                 {"in_force", !record.version.empty()},
                 {"version", record.version},
                 {"purpose", record.agreement.purpose},
                 {"legal_ground", record.agreement.legal_ground},
                 {"from", record.agreement.from.ms},
                 {"until", record.agreement.until.ms},
                 {"words", record.words},
                 {"standing", record.standing},
                 {"waiting", record.waiting},
                 {"recalled", record.recalled},
                 {"not_recalled", kept}};
    if (record.ended) made["ended"] = core::word(*record.ended);
    if (record.ended) made["ended_at"] = record.ended_at.ms;
    return made;
}

void tell_record(const std::string& name, const app::PartnerRecord& record) {
    const bool is_in_force = !record.version.empty();
    std::string how = is_in_force ? "in force until " + moment(record.agreement.until) : "no agreement";
    if (record.ended) how = "ended at " + moment(record.ended_at) + ": " + std::string(core::word(*record.ended));
    std::printf("%s: %s\n", name.c_str(), how.c_str());
    std::printf("  told %lld words; %lld incidents stand with it, %lld words wait, %lld recalled\n",
                static_cast<long long>(record.words), static_cast<long long>(record.standing),
                static_cast<long long>(record.waiting), static_cast<long long>(record.recalled));
    if (is_in_force) return;
    for (const auto& one : record.kept) {
        std::printf("  cannot be recalled: %s, told until %s\n", one.name.text().c_str(), moment(one.told_at).c_str());
    }
}

int list_partners(const Options& options, const PartnersAsked& asked) {
    const auto at_hand = agreements_at_hand(asked.config);
    if (!at_hand) return exit_configuration;
    const std::filesystem::path journal = journal_of(at_hand->files, asked);
    if (!open_journal(journal)) return exit_no_input;
    auto records = app::partner_records(journal);
    if (!records) {
        std::fprintf(stderr, "paraat: %s\n", records.error().message.c_str());
        return exit_io;
    }
    // Those that the hub has not read yet, or never put in force.
    for (const core::Agreement& agreement : at_hand->read.agreements) {
        records->try_emplace(agreement.partner, app::PartnerRecord{agreement, {}, 0, 0, 0, 0, {}, {}, {}});
    }
    Json all = Json::array();
    for (const auto& [name, record] : *records) {
        if (options.json) all.push_back(json_of(name.text, record));
        if (!options.json) tell_record(name.text, record);
    }
    if (options.json) std::printf("%s\n", all.dump().c_str());
    return exit_ok;
}

}  // namespace

void add_partners(Word& root, const Options& options) {
    Word partners = root.sub("partners", "agreements with partners: what goes out, by what right");
    partners.example("Example: paraat partners preview politie --since 7d").needs_sub();
    auto asked = std::make_shared<PartnersAsked>();
    partners.on_text("--config", "the hub's configuration", [asked](const std::string& file) { asked->config = file; })
        .otherwise(asked->config);
    partners.on_text("--journal", "the journal's folder; absent = the configuration's",
                     [asked](const std::string& directory) { asked->journal = directory; });
    partners.sub("check", "the file of the agreements; exit code 78 when something is wrong").does([&options, asked] {
        return check_partners(options, *asked);
    });
    partners.sub("list", "how each agreement stands, what its partner was told, and what cannot be recalled")
        .does([&options, asked] { return list_partners(options, *asked); });
    Word word = partners.sub("preview", "what a partner would have been told, had its agreement been in force");
    word.example(
        "Example: paraat partners preview politie --since 7d\n"
        "Reads the hub's journal, also while the hub runs, and sends nothing. The agreement's own dates do not count.");
    word.on_text("PARTNER", "its account", [asked](const std::string& name) { asked->partner = name; }).required();
    word.on_text("--since", "how long ago to begin: 90m, 12h, 7d",
                 [asked](const std::string& since) { asked->since = since; })
        .otherwise(asked->since);
    word.does([&options, asked] { return preview(options, *asked); });
}

}  // namespace paraat::cli
