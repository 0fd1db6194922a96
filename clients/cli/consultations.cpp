#include "clients/cli/consultations.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

#include "clients/cli/lines.hpp"
#include "hub/app/erased_fields.hpp"
#include "hub/app/replay.hpp"
#include "hub/base/amount.hpp"
#include "hub/core/event_codec.hpp"
#include "hub/journal/files.hpp"
#include "hub/journal/reader.hpp"

namespace paraat::cli {
namespace {

constexpr std::size_t events_a_page = 4'096;

// What is listed, as it was asked for.
struct Wanted {
    std::string journal = "data/journal";
    std::string incident;
    std::string account;
    std::string since;
    bool refused_only = false;
};

struct Filter {
    std::optional<core::IncidentId> about;
    core::ClientName account;  // empty = everybody
    Instant since;
    bool refused_only = false;

    bool takes(const core::Event& event, const core::Consulted& consulted) const {
        if (event.at < since || (refused_only && !consulted.is_refused)) return false;
        if (!account.empty() && event.by != account) return false;
        return !about || consulted.about == about;
    }
};

Result<Filter> filter_of(const Wanted& wanted, Instant newest) {
    Filter filter;
    filter.account = core::ClientName{wanted.account};
    filter.refused_only = wanted.refused_only;
    if (!wanted.incident.empty()) {
        const auto id = Ulid::parse(wanted.incident);
        if (!id) return Error{"bad_value", "--incident", "--incident is the id of one, as `paraat query` shows it"};
        filter.about = core::IncidentId{*id};
    }
    if (!wanted.since.empty()) {
        const auto span = parse_duration(wanted.since);
        if (!span || *span <= Milliseconds{0}) {
            return Error{"bad_value", "--since", "--since is a duration: 90m, 12h or 7d"};
        }
        filter.since = newest - *span;
    }
    return filter;
}

bool tell(const Options& options, const core::Event& event, const core::Consulted& consulted, bool is_erased) {
    Json line = {{"at", event.at.ms}, {"account", event.by.text}, {"ask", consulted.ask}};
    if (consulted.about) line["incident"] = consulted.about->text();
    if (!consulted.division.empty()) line["division"] = consulted.division.text;
    if (!consulted.of.empty()) line["of"] = consulted.of.text;
    line["refused"] = consulted.is_refused;
    if (is_erased) line["erased"] = true;
    if (options.json) return print(line.dump());
    std::string text = moment(event.at.ms) + "  " + event.by.text + "  " + shown(line, "ask");
    if (consulted.about) text += "  " + consulted.about->text();
    if (!consulted.division.empty()) text += "  of " + consulted.division.text;
    if (!consulted.of.empty()) text += "  of " + consulted.of.text;
    if (is_erased) text += "  about what is erased by now";
    if (consulted.is_refused) text += "  refused";
    return print(text);
}

int list(const Options& options, const Wanted& wanted) {
    if (!std::filesystem::exists(journal::Paths{wanted.journal}.journal())) {
        std::fprintf(stderr, "paraat: there is no journal in %s\n", wanted.journal.c_str());
        return exit_no_input;
    }
    auto reader = journal::JournalReader::open(wanted.journal);
    if (!reader) return fail(reader.error());
    const auto head = reader->head();
    if (!head) return fail(head.error());
    const auto filter = filter_of(wanted, head->newest);
    if (!filter) return wrong("journal consultations", filter.error().message);
    const std::uint16_t kind = core::encode({{}, {}, core::Consulted{}}).kind;
    std::int64_t listed = 0;
    for (journal::Sequence next{1};;) {
        const auto page = reader->read(next, events_a_page);
        if (!page) return fail(page.error());
        if (page->empty()) break;
        next.value = page->back().sequence.value + 1;
        for (const journal::SequencedEvent& stored : *page) {
            if (stored.event.kind != kind) continue;
            const auto event = app::decode(stored);
            if (!event) return fail(event.error());
            const auto& consulted = std::get<core::Consulted>(event->body);
            if (!filter->takes(*event, consulted)) continue;
            if (!tell(options, *event, consulted, app::is_erased_in_part(stored))) return exit_io;
            ++listed;
        }
    }
    if (listed == 0) say(options, "nobody, as far as this journal goes");
    return exit_ok;
}

}  // namespace

void add_consultations(Word& journal, const Options& options) {
    Word command = journal.sub("consultations", "who asked for cases or people, and who was refused; the oldest first");
    command.example(
        "Example: paraat journal consultations --incident 01jd8q3xk5e9v1z7m2c4b6n8ra --since 30d\n"
        "What somebody asks again within ten minutes is one line. A refusal names no case: who probes names any.");
    auto wanted = std::make_shared<Wanted>();
    command
        .on_text("directory", "the journal's folder", [wanted](const std::string& given) { wanted->journal = given; })
        .otherwise(wanted->journal);
    command.on_text("--incident", "only about this one",
                    [wanted](const std::string& given) { wanted->incident = given; });
    command.on_text("--account", "only by this one", [wanted](const std::string& given) { wanted->account = given; });
    command.on_text("--since", "how far before the journal's newest event to begin: 90m, 12h, 7d",
                    [wanted](const std::string& given) { wanted->since = given; });
    command.on_flag("--refused", "only what was refused", [wanted] { wanted->refused_only = true; });
    command.does([&options, wanted] { return list(options, *wanted); });
}

}  // namespace paraat::cli
