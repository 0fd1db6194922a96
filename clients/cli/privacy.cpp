#include <cstdio>
#include <memory>

#include "clients/cli/command_fields.hpp"
#include "clients/cli/message_word.hpp"
#include "clients/cli/rules.hpp"
#include "hub/app/past.hpp"
#include "hub/app/record_outlook.hpp"
#include "hub/app/record_proof.hpp"
#include "hub/base/amount.hpp"
#include "hub/core/record_kinds.hpp"
#include "hub/journal/verify.hpp"
#include "hub/rules/cel/moment.hpp"

// How long records are kept, what will go, what went, and what people decide about that.
namespace paraat::cli {
namespace {

struct PrivacyAsked {
    std::string config = "config/hub.toml";
    std::string journal;
    std::string within = "30d";
    std::string incident;
};

std::string moment_text(Instant at) {
    return rules::cel::to_rfc3339(rules::cel::timestamp_of(at));
}

// Configuration and organisation, as far as the terms need them; nullopt after their issues were said.
std::optional<app::HubFiles> files_at_hand(const PrivacyAsked& asked) {
    app::HubFiles files = app::read_hub_files(asked.config, app::paraat_environment(), {});
    for (const std::string& issue : files.issues) std::fprintf(stderr, "%s\n", issue.c_str());
    if (!files.issues.empty()) return std::nullopt;
    return files;
}

std::filesystem::path journal_folder(const app::HubFiles& files, const PrivacyAsked& asked) {
    return asked.journal.empty() ? files.config.journal.directory : std::filesystem::path(asked.journal);
}

// Over one reader, which outlives it.
int unreadable_journal(const Error& why) {
    std::fprintf(stderr, "paraat: %s\n", why.message.c_str());
    return exit_io;
}

int tell_table(const Options& options, const PrivacyAsked& asked) {
    const auto files = files_at_hand(asked);
    if (!files) return exit_configuration;
    const core::Retention& retention = files->retention;
    Json rows = Json::array();
    for (const core::Regime& regime : retention.regimes) {
        for (const std::string& word : core::word_list<core::RecordKind>()) {
            const core::RecordKind record = *core::from_word<core::RecordKind>(word);
            const core::RetentionTerm& term = retention.term(regime, record);
            rows.push_back({{"regime", regime.name},
                            {"label", regime.label},
                            {"record", word},
                            {"keep", duration_text(term.keep)},
                            {"from", core::word_of(core::term_from(record))},
                            {"ground", term.ground}});
        }
    }
    rows.push_back({{"regime", ""},
                    {"label", ""},
                    {"record", "input"},
                    {"keep", duration_text(retention.inputs)},
                    {"from", "event"},
                    {"ground", "by it a repeat is known for one"}});
    if (options.json) {
        std::printf("%s\n", rows.dump().c_str());
        return exit_ok;
    }
    std::printf("%-14s %-15s %-7s %-15s %s\n", "regime", "record", "keep", "from", "ground");
    for (const Json& row : rows) {
        std::printf("%-14s %-15s %-7s %-15s %s\n", text_of(row, "regime").c_str(), text_of(row, "record").c_str(),
                    text_of(row, "keep").c_str(), text_of(row, "from").c_str(), text_of(row, "ground").c_str());
    }
    return exit_ok;
}

Result<core::Privacy> privacy_now(journal::JournalReader reader) {
    auto past = app::Past::before(std::move(reader), journal::Sequence{INT64_MAX});
    if (!past) return past.error();
    while (true) {
        const auto event = past->next();
        if (!event) return event.error();
        if (!*event) return past->state.privacy;
        past->state.privacy.follow(**event);
    }
}

Json json_of(const app::RecordOutlook& outlook) {
    Json incidents = Json::array();
    for (const app::IncidentDue& one : outlook.incidents) {
        Json due = Json::object();
        for (const auto& [record, at] : one.due) due[std::string(core::word(record))] = at.ms;
        incidents.push_back({{"incident", one.incident.text()},
                             {"closed_at", one.closed_at.ms},
                             {"regime", one.regime},
                             {"due", due},
                             {"preserved", one.is_preserved}});
    }
    Json others = Json::array();
    for (const auto& [walk, one] : outlook.loose) {
        others.push_back({{"record", core::word(walk.record)},
                          {"regime", walk.regime},
                          {"events", one.events},
                          {"first", one.first.ms}});
    }
    return {{"incidents", incidents}, {"others", others}};
}

void tell_outlook(const app::RecordOutlook& outlook) {
    for (const app::IncidentDue& one : outlook.incidents) {
        std::string what;
        for (const auto& [record, at] : one.due) {
            what += (what.empty() ? "" : ", ") + std::string(core::word(record)) + " from " + moment_text(at);
        }
        std::printf("%s closed %s, %s: %s%s\n", one.incident.text().c_str(), moment_text(one.closed_at).c_str(),
                    one.regime.c_str(), what.c_str(), one.is_preserved ? " - stays: it is preserved" : "");
    }
    for (const auto& [walk, one] : outlook.loose) {
        std::printf("%lld %s records, %s: from %s\n", static_cast<long long>(one.events),
                    std::string(core::word(walk.record)).c_str(), walk.regime.c_str(), moment_text(one.first).c_str());
    }
    if (outlook.incidents.empty() && outlook.loose.empty()) {
        std::printf("nothing that the hub has let go of is over by then\n");
    }
    std::printf("incidents are told once the hub has let go of them, 48 hours after their close\n");
}

int tell_due(const Options& options, const PrivacyAsked& asked) {
    const auto within = parse_duration(asked.within);
    if (!within || *within < Milliseconds{0}) return wrong("privacy due", "--within is a duration: 12h, 30d");
    const auto files = files_at_hand(asked);
    if (!files) return exit_configuration;
    const std::filesystem::path folder = journal_folder(*files, asked);
    auto reader = open_journal(folder);
    auto second = reader ? open_journal(folder) : std::nullopt;
    if (!reader || !second) return exit_no_input;
    const auto head = reader->head();
    if (!head) return unreadable_journal(head.error());
    const auto privacy = privacy_now(std::move(*second));
    if (!privacy) return unreadable_journal(privacy.error());
    const Instant now = std::max(sdk::wall_clock(), head->newest);
    const auto outlook = app::records_due(app::past_of(std::make_shared<journal::JournalReader>(std::move(*reader))),
                                          files->retention, *privacy, now, now + *within);
    if (!outlook) return unreadable_journal(outlook.error());
    if (options.json) {
        std::printf("%s\n", json_of(*outlook).dump().c_str());
    } else {
        tell_outlook(*outlook);
    }
    return exit_ok;
}

Json json_of(const app::FieldProof& field) {
    Json made = {{"number", field.number},
                 {"record", core::word(field.record)},
                 {"sort", core::word(field.sort)},
                 {"state", field.is_destroyed ? "destroyed" : "there"}};
    if (field.order > 0) made["order"] = field.order;
    return made;
}

Json json_of(const app::OrderProof& one) {
    Json made = {{"order", one.ordered.order},
                 {"at", one.at.ms},
                 {"by", one.by.text},
                 {"ground", one.ordered.regime.empty() ? one.ordered.text : one.ordered.ground}};
    if (!one.ordered.regime.empty()) made["regime"] = one.ordered.regime;
    if (one.done) {
        made["erased_at"] = one.done_at.ms;
        made["events"] = one.done->events;
        made["fields"] = one.done->destroyed;
        made["through"] = one.done->through;
        made["chain"] = one.done->chain;
    }
    return made;
}

Json json_of(const app::IncidentProof& proof, const journal::VerifyReport& report) {
    Json entries = Json::array();
    for (const app::EntryProof& entry : proof.entries) {
        Json fields = Json::array();
        for (const app::FieldProof& field : entry.fields) fields.push_back(json_of(field));
        Json made = {{"seq", entry.sequence}, {"at", entry.at.ms}, {"what", entry.what}, {"fields", fields}};
        if (!entry.chain.empty()) made["chain"] = entry.chain;
        entries.push_back(std::move(made));
    }
    Json orders = Json::array();
    for (const app::OrderProof& one : proof.orders) orders.push_back(json_of(one));
    Json related = Json::array();
    for (const core::IncidentId& other : proof.related) related.push_back(other.text());
    return {{"incident", proof.incident.text()},
            {"let_go", proof.is_let_go},
            {"entries", entries},
            {"orders", orders},
            {"related", related},
            {"whole", report.is_whole()},
            {"head", hex(report.head.hash)}};
}

void tell_proof(const app::IncidentProof& proof, const journal::VerifyReport& report) {
    std::printf("incident %s%s\n", proof.incident.text().c_str(),
                proof.is_let_go ? "" : ", which the hub has not let go of yet: its orders are not named here before");
    for (const app::EntryProof& entry : proof.entries) {
        std::printf("%8lld %s %s%s%s\n", static_cast<long long>(entry.sequence), moment_text(entry.at).c_str(),
                    entry.what.c_str(), entry.chain.empty() ? "" : " chain ", entry.chain.c_str());
        for (const app::FieldProof& field : entry.fields) {
            const std::string by = field.order > 0 ? ", by order " + std::to_string(field.order) : "";
            std::printf("         %s of %s: %s%s\n", std::string(core::word(field.sort)).c_str(),
                        std::string(core::word(field.record)).c_str(), field.is_destroyed ? "destroyed" : "there",
                        by.c_str());
        }
    }
    for (const app::OrderProof& one : proof.orders) {
        std::printf("order %lld of %s by %s: %s\n", static_cast<long long>(one.ordered.order),
                    moment_text(one.at).c_str(), one.by.text.c_str(),
                    one.ordered.regime.empty() ? one.ordered.text.c_str() : one.ordered.ground.c_str());
        if (!one.done) std::printf("  not done yet\n");
        if (!one.done) continue;
        std::printf("  done %s: %lld fields of %lld events; the chain up to event %lld, hash %s\n",
                    moment_text(one.done_at).c_str(), static_cast<long long>(one.done->destroyed),
                    static_cast<long long>(one.done->events), static_cast<long long>(one.done->through),
                    one.done->chain.c_str());
    }
    for (const core::IncidentId& other : proof.related) {
        std::printf("shares reports with %s, which has its own copy\n", other.text().c_str());
    }
    if (report.is_whole()) {
        std::printf("the chain is whole: %lld events, head %s\n", static_cast<long long>(report.events),
                    hex(report.head.hash).c_str());
    }
}

int prove(const Options& options, const PrivacyAsked& asked) {
    const auto id = Ulid::parse(asked.incident);
    if (!id) return wrong("privacy proof", "an incident's id has 26 characters");
    const auto files = files_at_hand(asked);
    if (!files) return exit_configuration;
    const std::filesystem::path folder = journal_folder(*files, asked);
    auto reader = open_journal(folder);
    if (!reader) return exit_no_input;
    const auto shared = std::make_shared<journal::JournalReader>(std::move(*reader));
    const auto proof =
        app::prove_incident(app::past_of(shared), core::IncidentId{*id}, [&](journal::Sequence sequence) {
            const auto entry = shared->prove(sequence);
            return entry && *entry ? hex((*entry)->hash) : std::string{};
        });
    if (!proof) return unreadable_journal(proof.error());
    if (!*proof) return wrong("privacy proof", "the journal knows no incident " + asked.incident);
    const journal::VerifyReport report =
        journal::verify(folder, journal::Depth::thorough, {journal::threads_at_most()});
    if (options.json) {
        std::printf("%s\n", json_of(**proof, report).dump().c_str());
    } else {
        tell_proof(**proof, report);
    }
    if (report.is_whole()) return exit_ok;
    std::fprintf(stderr, "paraat: %s\n", report.fault->what.c_str());
    return exit_io;
}

void add_deeds(Word& privacy, const Options& options) {
    const auto add = [&](const std::string& name, const std::string& deed, const std::string& help,
                         const std::string& example) {
        MessageWord word(privacy.sub(name, help), example);
        word.text("incident", "incident", "id of the incident, however long ago it was")
            .text("--text", "text", "why; it stays in the journal")
            .text("--id", "id", "your own id; the same one again is the same command");
        (*word.body())["do"] = deed;
        if (deed == "preserve") word.moment("--until", "until_ms", "until when: 90d, or until it is ended");
        if (deed == "erase") {
            word.texts("--field", "fields", "reporter, address, position, text or facts; several times; absent = all");
        }
        word.sends(options, "command", [](Json& body) { return check_command(body); });
    };
    add("preserve", "preserve", "keep what is on record of an incident, whatever its term (legal hold)",
        "Example: paraat privacy preserve 01jd8... --text 'vordering 12-345' --as opco-1");
    add("release", "preserve_end", "end that: its term counts again",
        "Example: paraat privacy release 01jd8... --text 'zaak gesloten' --as opco-1");
    add("erase", "erase", "destroy what is personal of an incident",
        "Example: paraat privacy erase 01jd8... --field reporter --text 'verzoek van de melder' --as opco-1\n"
        "Refused while it is preserved. Of an incident that is open, or closed less than two days ago, it is done "
        "when\n"
        "the hub lets go of it. It is not undone by anybody. Proof: paraat privacy proof INCIDENT.");
}

}  // namespace

void add_privacy(Word& root, const Options& options) {
    Word privacy = root.sub("privacy", "how long records are kept, what will go, and what went");
    privacy.example("Example: paraat privacy due --within 30d").needs_sub();
    auto asked = std::make_shared<PrivacyAsked>();
    privacy.on_text("--config", "the hub's configuration", [asked](const std::string& file) { asked->config = file; })
        .otherwise(asked->config);
    privacy.on_text("--journal", "the journal's folder; absent = the configuration's",
                    [asked](const std::string& directory) { asked->journal = directory; });
    privacy.sub("table", "for how long each kind of record is kept, by which law").does([&options, asked] {
        return tell_table(options, *asked);
    });
    Word due = privacy.sub("due", "what will be erased, and what is preserved, as the journal stands");
    due.on_text("--within", "how far ahead: 12h, 30d", [asked](const std::string& span) { asked->within = span; })
        .otherwise(asked->within);
    due.does([&options, asked] { return tell_due(options, *asked); });
    Word proof = privacy.sub("proof", "what is left of an incident, what was destroyed, when and why");
    proof.example(
        "Example: paraat privacy proof 01jd8... --json\n"
        "Reads and verifies the hub's journal, also while the hub runs. Exit code 74 when it is not whole.");
    proof.on_text("INCIDENT", "its id", [asked](const std::string& id) { asked->incident = id; }).required();
    proof.does([&options, asked] { return prove(options, *asked); });
    add_deeds(privacy, options);
}

}  // namespace paraat::cli
