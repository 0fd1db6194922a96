#include "hub/journal/verification_parts.hpp"

#include <algorithm>

#include "hub/journal/hash_chain.hpp"

namespace paraat::journal {

namespace {

using Found = std::optional<Fault>;

Found fault_of(const Error& error, Sequence sequence = {}) {
    return Fault{sequence, error.message, error.code == "journal_io"};
}

Found check_pages(Database& database, Depth depth) {
    const bool quick = depth == Depth::quick;
    auto told = database.ask(quick ? "PRAGMA quick_check(1)" : "PRAGMA integrity_check(1)");
    if (!told) return fault_of(told.error());
    if (*told != "ok") return Fault{{}, "SQLite's check: " + *told};
    return {};
}

Found missing(Sequence sequence) {
    return Fault{sequence, "event " + std::to_string(sequence.value) + ": it is missing"};
}

// Runs `check` on each row until one has a fault.
template <class Check>
Found check_rows(Database& database, std::string_view text, Check check) {
    auto rows = Statement::prepare(database, text);
    if (!rows) return fault_of(rows.error());
    rows->start();
    for (;;) {
        auto more = rows->next();
        if (!more) return fault_of(more.error());
        if (!*more) return {};
        if (auto found = check(*rows)) return found;
    }
}

// A stretch of the chain. Its first predecessor is believed here, and checked as the last of the stretch before.
struct Stretch {
    Sequence after, last;
};

Found check_stretch(Queries& queries, Stretch stretch, const Effort& effort, VerifyReport& report,
                    const Part::IsOver& is_over) {
    constexpr std::int64_t page = 1024;
    auto before = queries.hash_of(stretch.after);
    if (!before) return fault_of(before.error(), stretch.after);
    if (!*before) return missing(stretch.after);
    report.head.sequence = stretch.after;
    report.head.hash = **before;
    while (report.head.sequence < stretch.last && !is_over()) {
        Queries::Checked checked;
        const auto limit = std::min(page, stretch.last.value - report.head.sequence.value);
        auto done = queries.check(report.head, static_cast<std::size_t>(limit), checked);
        report.events += checked.events;
        report.sealed_parts += checked.sealed_parts;
        report.erased_parts += checked.erased_parts;
        report.sealed_fields += checked.sealed_fields;
        report.erased_fields += checked.erased_fields;
        if (effort.left != nullptr) *effort.left -= checked.events;
        const Sequence next{report.head.sequence.value + 1};
        if (!done) return fault_of(done.error(), next);
        if (checked.events == 0) return missing(next);
    }
    return {};
}

Found check_inputs(Queries& queries, std::int64_t after, std::int64_t last, VerifyReport& report,
                   const Part::IsOver& is_over) {
    constexpr std::size_t page = 256;
    while (!is_over()) {
        auto checked = queries.check_inputs(after, last, page);
        if (!checked) return fault_of(checked.error());
        report.inputs += *checked;
        if (*checked == 0) return {};
    }
    return {};
}

Found check_clients(Database& database) {
    return check_rows(database, "SELECT client, last_seq, digest FROM client", [](const Statement& row) -> Found {
        if (row.bytes(2) == as_text(client_digest(row.bytes(0), row.integer(1)))) return {};
        return Fault{{}, "the counter of a client's accepted inputs was changed"};
    });
}

Found check_orphans(Looking& at) {
    const auto without_event =
        check_rows(at.database, "SELECT seq FROM sealed WHERE seq NOT IN (SELECT seq FROM event)",
                   [](const Statement& row) -> Found {
                       return Fault{Sequence{row.integer(0)}, "there is a sealed part without its event"};
                   });
    const KeyPlace keys = at.queries.identity().keys;
    if (without_event || keys == KeyPlace::none) return without_event;
    const std::string schema = keys == KeyPlace::inside ? "main" : keys_apart_schema;
    return check_rows(at.database,
                      "SELECT field_key.seq FROM " + schema +
                          ".field_key AS field_key LEFT JOIN sealed ON sealed.seq = field_key.seq "
                          "WHERE sealed.seq IS NULL OR length(sealed.salt) > 0",
                      [](const Statement& row) -> Found {
                          return Fault{Sequence{row.integer(0)}, "there are keys without their sealed part"};
                      });
}

// Never very many of them, whatever number a damaged journal says that it ends with.
std::int64_t stretch_length(const Effort& effort, std::int64_t last) {
    constexpr std::int64_t most = 256;
    return std::max(effort.stretch, last / most + 1);
}

void add_chain(Queries& queries, Sequence end, const Effort& effort, std::vector<Part>& parts) {
    const auto newest = queries.head();
    const auto add = [&](const Stretch& stretch) {
        parts.push_back({[stretch, &effort](Looking& at, VerifyReport& report, const Part::IsOver& is_over) {
            return check_stretch(at.queries, stretch, effort, report, is_over);
        }});
    };
    // Gone through until it breaks, which names the place better than SQLite does.
    if (!newest) return add({Sequence{0}, Sequence{INT64_MAX}});
    const Sequence last = std::min(end, newest->sequence);
    const std::int64_t length = stretch_length(effort, last.value);
    for (Sequence after; after < last;) {
        const Sequence until{last.value - after.value <= length ? last.value : after.value + length};
        add({after, until});
        after = until;
    }
}

void add_inputs(Queries& queries, const Effort& effort, std::vector<Part>& parts) {
    const auto newest = queries.last_position();
    const std::int64_t length = newest ? stretch_length(effort, *newest) : INT64_MAX;
    for (std::int64_t after = INT64_MIN; after < INT64_MAX;) {
        const std::int64_t begin = std::max<std::int64_t>(after, 0);
        const std::int64_t until = !newest || *newest - begin <= length ? INT64_MAX : begin + length;
        parts.push_back({[after, until](Looking& at, VerifyReport& report, const Part::IsOver& is_over) {
            return check_inputs(at.queries, after, until, report, is_over);
        }});
        after = until;
    }
}

}  // namespace

std::vector<Part> parts_of_journal(Queries& queries, Sequence end, Depth depth, const Effort& effort) {
    std::vector<Part> parts;
    add_chain(queries, end, effort, parts);
    parts.push_back({[](Looking& at, VerifyReport&, const auto&) { return check_orphans(at); }});
    add_inputs(queries, effort, parts);
    parts.push_back({[](Looking& at, VerifyReport&, const auto&) { return check_clients(at.database); }});
    const auto pages = [depth](Looking& at, VerifyReport&, const auto&) { return check_pages(at.database, depth); };
    parts.push_back({pages, true});
    return parts;
}

}  // namespace paraat::journal
