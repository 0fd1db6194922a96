#include "hub/journal/verify.hpp"

#include <algorithm>

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

// What to look at.
struct Scope {
    Depth depth = Depth::thorough;
    bool judges_side_file = true;
    Sequence last{INT64_MAX};  // the chain up to here
};

// What is beside the journal, as it was before the first read of the journal: the hub may write meanwhile, and neither
// may seem to lead.
struct Beside {
    std::optional<ExpectedHead> expected;
    std::vector<SnapshotFile> snapshots;
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

Found check_chain(Queries& queries, Sequence last, VerifyReport& report) {
    constexpr std::int64_t page = 1024;
    while (report.head.sequence < last) {
        const auto before = report.events;
        const auto limit = std::min(page, last.value - report.head.sequence.value);
        auto done = queries.follow(report.head, static_cast<std::size_t>(limit), [&](const SequencedEvent& event) {
            ++report.events;
            if (event.sealed == SealedPart::present) ++report.sealed_parts;
            if (event.sealed == SealedPart::erased) ++report.erased_parts;
        });
        if (!done) return fault_of(done.error(), Sequence{report.head.sequence.value + 1});
        if (report.events == before) return {};
    }
    return {};
}

Found check_inputs(Queries& queries, VerifyReport& report) {
    for (std::int64_t after = INT64_MIN;;) {
        auto page = queries.read_inputs(after, 256);
        if (!page) return fault_of(page.error());
        if (page->empty()) return {};
        after = page->back().position;
        report.inputs += static_cast<std::int64_t>(page->size());
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

Found check_snapshots(const Beside& beside, Queries& queries, VerifyReport& report) {
    report.snapshots = static_cast<std::int64_t>(beside.snapshots.size());
    auto bad = unusable(beside.snapshots, queries);
    if (!bad) return fault_of(bad.error());
    for (auto& snapshot : *bad) report.bad_snapshots.push_back(std::move(snapshot.why));
    return {};
}

Found check_contents(Database& database, const Scope& scope, const Beside& beside, VerifyReport& report) {
    if (auto right = check_tables(database); !right) return fault_of(right.error());
    auto identity = read_identity(database);
    if (!identity) return fault_of(identity.error());
    report.head = Head{Sequence{0}, genesis_hash(identity->origin), identity->origin,
                       identity->generation.value_or(Ulid{}), Instant{0}};
    auto queries = Queries::prepare(database, *identity);
    if (!queries) return fault_of(queries.error());
    if (auto found = check_chain(*queries, scope.last, report)) return found;
    if (auto found = check_orphans(database)) return found;
    if (auto found = check_inputs(*queries, report)) return found;
    if (auto found = check_clients(database)) return found;
    // Last, because its words are the least exact of all.
    if (auto found = check_pages(database, scope.depth)) return found;
    if (scope.judges_side_file) {
        auto same = compare_with_expected_head(beside.expected, *queries, report.head);
        if (!same) return fault_of(same.error());
    }
    return check_snapshots(beside, *queries, report);
}

Found check_file(const Paths& paths, const Scope& scope, VerifyReport& report) {
    Beside beside{{}, SnapshotStore(paths.snapshots()).look()};
    if (scope.judges_side_file) {
        auto expected = read_expected_head(paths);
        if (!expected) return fault_of(expected.error());
        beside.expected = *expected;
    }
    if (auto whole = check_files(paths, beside.expected); !whole) return fault_of(whole.error());
    auto database = Database::open(paths.journal().string(), Access::read_only);
    if (!database) return fault_of(database.error());
    if (auto set = set_up_reader(*database); !set) return fault_of(set.error());
    if (auto begun = database->execute("BEGIN"); !begun) return fault_of(begun.error());
    return check_contents(*database, scope, beside, report);
}

VerifyReport verify_scope(const Paths& paths, const Scope& scope) {
    VerifyReport report;
    report.fault = check_file(paths, scope, report);
    return report;
}

// What adopting changes in the journal itself and beside it; everything was verified before.
Result<void> begin_new_timeline(const Paths& paths) {
    auto database = Database::open(paths.journal().string(), Access::read_write);
    if (!database) return database.error();
    if (auto set = set_up_writer(*database); !set) return set;
    if (auto dropped = drop_generation(*database); !dropped) return dropped;
    if (auto cut = database->checkpoint(Checkpoint::truncate); !cut) return cut;
    auto identity = read_identity(*database);
    if (!identity) return identity.error();
    auto queries = Queries::prepare(*database, *identity);
    if (!queries) return queries.error();
    auto bad = unusable(SnapshotStore(paths.snapshots()).look(), *queries);
    if (!bad) return bad.error();
    std::error_code ignored;
    for (const auto& snapshot : *bad) std::filesystem::remove(snapshot.path, ignored);
    return {};
}

}  // namespace

VerifyReport verify(const std::filesystem::path& directory, Depth depth) {
    return verify_scope(Paths{directory}, {depth, true, Sequence{INT64_MAX}});
}

Result<void> verify_but_replayed(const Paths& paths, Sequence replayed) {
    const auto report = verify_scope(paths, {Depth::quick, false, replayed});
    if (!report.fault) return {};
    return Error{"journal_damaged", "", report.fault->what};
}

Result<Head> adopt_head(const std::filesystem::path& directory) {
    const Paths paths{directory};
    auto lock = DirectoryLock::take(paths);
    if (!lock) return lock.error();
    auto report = verify_scope(paths, {Depth::thorough, false, Sequence{INT64_MAX}});
    if (report.fault) {
        return Error{"journal_not_whole", "",
                     "the journal in " + directory.string() +
                         " is not whole in itself, so no hub could go on with it: " + report.fault->what +
                         ". Restore the newest backup instead."};
    }
    if (auto begun = begin_new_timeline(paths); !begun) return begun.error();
    auto written = write_expected_head(paths, {report.head.sequence, report.head.hash});
    if (!written) return written.error();
    return report.head;
}

}  // namespace paraat::journal
