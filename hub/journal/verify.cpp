#include "hub/journal/verify.hpp"

#include "hub/journal/files.hpp"
#include "hub/journal/hash_chain.hpp"
#include "hub/journal/opening.hpp"
#include "hub/journal/queries.hpp"
#include "hub/journal/schema.hpp"
#include "hub/journal/snapshot_store.hpp"
#include "hub/journal/statement.hpp"

namespace paraat::journal {

namespace {

using Found = std::optional<Fault>;

struct SideFile {
    bool judged;
    std::optional<ExpectedHead> expected;
};

Found fault_of(const Error& error, Sequence sequence = {}) {
    return Fault{sequence, error.message};
}

Found check_pages(Database& database, Depth depth) {
    const bool quick = depth == Depth::quick;
    auto told = database.ask(quick ? "PRAGMA quick_check(1)" : "PRAGMA integrity_check(1)");
    if (!told) return fault_of(told.error());
    if (*told != "ok") return Fault{{}, "SQLite's check: " + *told};
    return {};
}

// What the row says of itself; `report.head` holds what stands before it.
Found check_event(const Statement& row, VerifyReport& report) {
    const Sequence next{report.head.sequence.value + 1};
    if (row.integer(0) != next.value) return Fault{next, "the event is missing"};
    const bool seals = !row.is_null(6);
    const Sha256 sealed = digest_from(row.bytes(6));
    const bool kept = !row.is_null(8);
    if (kept && (!seals || sealed_digest(row.bytes(8), row.bytes(9)) != sealed)) {
        return Fault{next, "the sealed part is not the one that was stored"};
    }
    const auto small = [&](int column) { return row.integer(column) >= 0 && row.integer(column) <= 0xffff; };
    if (!small(2) || !small(3)) return Fault{next, "the kind or version is out of range"};
    const ChainRow chained{next,
                           Instant{row.integer(1)},
                           static_cast<std::uint16_t>(row.integer(2)),
                           static_cast<std::uint16_t>(row.integer(3)),
                           open_digest(row.bytes(4), row.bytes(5)),
                           sealed};
    const Sha256 hash = row_hash(report.head.hash, chained);
    if (row.bytes(7) != as_text(hash)) return Fault{next, "the event is not the one that was stored: its hash differs"};
    report.head.sequence = next;
    report.head.hash = hash;
    report.head.newest = chained.at;
    ++report.events;
    if (kept) ++report.sealed_parts;
    if (seals && !kept) ++report.erased_parts;
    return {};
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

Found check_chain(Database& database, VerifyReport& report) {
    return check_rows(database,
                      "SELECT event.seq, at, kind, version, subject, open, sealed_digest, hash, salt, sealed.sealed "
                      "FROM event LEFT JOIN sealed ON sealed.seq = event.seq ORDER BY event.seq",
                      [&](const Statement& row) { return check_event(row, report); });
}

Found check_inputs(Database& database, Queries& queries, VerifyReport& report) {
    // The digest column is only read here, so beside the rows that everybody reads.
    auto digests = Statement::prepare(database, "SELECT digest FROM input WHERE position = ?");
    if (!digests) return fault_of(digests.error());
    for (std::int64_t after = INT64_MIN;;) {
        auto page = queries.read_inputs(after, 256);
        if (!page) return fault_of(page.error());
        if (page->empty()) return {};
        for (const auto& row : *page) {
            digests->start(row.position);
            auto found = digests->next();
            if (!found) return fault_of(found.error());
            if (!*found || digests->bytes(0) != as_text(input_digest(row.input, row.first, row.count))) {
                return Fault{row.first, "the input at position " + std::to_string(row.position) +
                                            " is not the one that was stored: its digest differs"};
            }
            digests->done();
            ++report.inputs;
            after = row.position;
        }
    }
}

Found check_clients(Database& database) {
    return check_rows(database, "SELECT client, last_seq, digest FROM client", [](const Statement& row) -> Found {
        if (row.bytes(2) == as_text(client_digest(row.bytes(0), row.integer(1)))) return {};
        return Fault{{}, "the counter of a client's accepted inputs was changed"};
    });
}

Found check_orphans(Database& database) {
    return check_rows(database, "SELECT seq FROM sealed WHERE seq NOT IN (SELECT seq FROM event)",
                      [](const Statement& row) -> Found {
                          return Fault{Sequence{row.integer(0)}, "there is a sealed part without its event"};
                      });
}

Found check_contents(Database& database, Depth depth, const SideFile& side_file, VerifyReport& report) {
    if (auto right = check_tables(database); !right) return fault_of(right.error());
    auto generation = read_generation(database);
    if (!generation) return fault_of(generation.error());
    report.head = Head{Sequence{0}, genesis_hash(*generation), *generation, Instant{0}};
    if (auto found = check_chain(database, report)) return found;
    if (auto found = check_orphans(database)) return found;
    auto queries = Queries::prepare(database);
    if (!queries) return fault_of(queries.error());
    if (auto found = check_inputs(database, *queries, report)) return found;
    if (auto found = check_clients(database)) return found;
    // Last, because its words are the least exact of all.
    if (auto found = check_pages(database, depth)) return found;
    if (side_file.judged) {
        auto same = compare_with_expected_head(side_file.expected, *queries, report.head);
        if (!same) return fault_of(same.error());
    }
    return {};
}

Found check_file(const Paths& paths, Depth depth, bool judges_side_file, VerifyReport& report) {
    SideFile side_file{judges_side_file, {}};
    // Before the first read of the journal: the hub may write meanwhile, and the side file must not seem to lead.
    if (judges_side_file) {
        auto expected = read_expected_head(paths);
        if (!expected) return fault_of(expected.error());
        side_file.expected = *expected;
    }
    if (auto whole = check_length(paths); !whole) return fault_of(whole.error());
    auto database = Database::open(paths.journal().string(), Access::read_only);
    if (!database) return fault_of(database.error());
    if (auto set = set_up_reader(*database); !set) return fault_of(set.error());
    if (auto begun = database->execute("BEGIN"); !begun) return fault_of(begun.error());
    return check_contents(*database, depth, side_file, report);
}

VerifyReport verify_directory(const Paths& paths, Depth depth, bool judges_side_file) {
    VerifyReport report;
    report.fault = check_file(paths, depth, judges_side_file, report);
    const SnapshotStore snapshots(paths.snapshots());
    report.snapshots = static_cast<std::int64_t>(snapshots.count());
    report.bad_snapshots = snapshots.faults();
    return report;
}

}  // namespace

VerifyReport verify(const std::filesystem::path& directory, Depth depth) {
    return verify_directory(Paths{directory}, depth, true);
}

Result<Head> adopt_head(const std::filesystem::path& directory) {
    const Paths paths{directory};
    auto lock = DirectoryLock::take(paths);
    if (!lock) return lock.error();
    auto report = verify_directory(paths, Depth::thorough, false);
    if (report.fault) {
        return Error{"journal_damaged", "",
                     "event " + std::to_string(report.fault->sequence.value) + ": " + report.fault->what};
    }
    auto written = write_expected_head(paths, {report.head.sequence, report.head.hash});
    if (!written) return written.error();
    return report.head;
}

Result<VerifyReport> back_up(const std::filesystem::path& directory, const std::filesystem::path& target) {
    const Paths from{directory}, to{target};
    if (auto made = make_private_directory(target); !made) return made.error();
    if (std::filesystem::exists(to.journal()) || std::filesystem::exists(to.expected_head())) {
        return Error{"journal_exists", "", target.string() + " holds a journal already; name an empty directory"};
    }
    {
        auto source = Database::open(from.journal().string(), Access::read_only);
        if (!source) return source.error();
        auto copy = Database::open(to.journal().string(), Access::read_write);
        if (!copy) return copy.error();
        if (auto copied = source->copy_to(*copy); !copied) return copied.error();
    }
    auto adopted = adopt_head(target);
    if (!adopted) return adopted.error();
    return verify(target);
}

}  // namespace paraat::journal
