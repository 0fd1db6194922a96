#include "hub/journal/verify.hpp"

#include <algorithm>
#include <thread>

#include "hub/journal/erasures_file.hpp"
#include "hub/journal/files.hpp"
#include "hub/journal/hash_chain.hpp"
#include "hub/journal/keys_apart.hpp"
#include "hub/journal/opening.hpp"
#include "hub/journal/queries.hpp"
#include "hub/journal/schema.hpp"
#include "hub/journal/shared_work.hpp"
#include "hub/journal/snapshot_store.hpp"
#include "hub/journal/statement.hpp"
#include "hub/journal/verification_parts.hpp"

namespace paraat::journal {

namespace {

using Found = std::optional<Fault>;

// What to look at.
struct Scope {
    Depth depth = Depth::thorough;
    bool judges_side_file = true;
    bool judges_snapshots = true;
    bool judges_orders = true;
    bool holds_moment = true;  // all is as it was at one moment, whatever is written meanwhile
    Sequence last{INT64_MAX};  // the chain up to here
};

// What is beside the journal, as it was before the first read of the journal: the hub may write meanwhile, and neither
// may seem to lead.
struct Beside {
    std::optional<ExpectedHead> expected;
    std::vector<SnapshotFile> snapshots;
};

Found as_fault(const Error& error) {
    return Fault{{}, error.message, error.code == "journal_io"};
}

Found check_snapshots(const Beside& beside, Queries& queries, VerifyReport& report) {
    report.snapshots = static_cast<std::int64_t>(beside.snapshots.size());
    auto bad = unusable(beside.snapshots, queries);
    if (!bad) return as_fault(bad.error());
    for (auto& snapshot : *bad) report.bad_snapshots.push_back(std::move(snapshot.why));
    return {};
}

// Adds up what was counted until the first fault, which is the report's then.
void gather(std::vector<Part>& parts, VerifyReport& report) {
    for (Part& part : parts) {
        report.events += part.report.events;
        report.sealed_parts += part.report.sealed_parts;
        report.erased_parts += part.report.erased_parts;
        report.sealed_fields += part.report.sealed_fields;
        report.erased_fields += part.report.erased_fields;
        report.inputs += part.report.inputs;
        if (report.head.sequence < part.report.head.sequence) {
            report.head.sequence = part.report.head.sequence;
            report.head.hash = part.report.head.hash;
            report.head.newest = part.report.head.newest;
        }
        report.fault = std::move(part.fault);
        if (report.fault) return;
    }
}

Result<Looking> connect(const Paths& paths, const Scope& scope, const std::atomic<bool>* is_stopped = nullptr) {
    auto database = Database::open(paths.journal().string(), Access::read_only);
    if (!database) return database.error();
    if (auto set = set_up_reader(*database); !set) return set.error();
    if (auto right = check_tables(*database); !right) return right.error();
    auto identity = read_identity(*database);
    if (!identity) return identity.error();
    if (auto attached = attach_keys(*database, paths, *identity); !attached) return attached.error();
    if (scope.holds_moment) {
        if (auto begun = database->execute("BEGIN"); !begun) return begun.error();
    }
    if (is_stopped != nullptr) database->stop_when(*is_stopped);
    auto queries = Queries::prepare(*database, *identity);
    if (!queries) return queries.error();
    return Looking{std::move(*database), std::move(*queries)};
}

// The journal before the file, to which the hub may write meanwhile: a line is there before the journal names it.
Found check_erasures(const Paths& paths, Looking& looking, VerifyReport& report) {
    const Identity& identity = looking.queries.identity();
    const auto erased_to = read_erased_to(looking.database);
    if (!erased_to) return as_fault(erased_to.error());
    const auto ordered = ErasuresFile::read(paths);
    if (!ordered) return as_fault(ordered.error());
    if (auto there = ordered->check_has(*erased_to); !there) return as_fault(there.error());
    for (const ErasureLine& line : ordered->lines()) report.orders += line.origin == identity.origin ? 1 : 0;
    return {};
}

Found check_contents(const Paths& paths, const Scope& scope, const Beside& beside, const Effort& effort,
                     VerifyReport& report) {
    auto looking = connect(paths, scope);
    if (!looking) return as_fault(looking.error());
    Queries& queries = looking->queries;
    const Identity& identity = queries.identity();
    report.head = Head{Sequence{0}, genesis_hash(identity.origin), identity.origin,
                       identity.generation.value_or(Ulid{}), Instant{0}};
    report.lacks_keys = identity.has_keys_apart && identity.keys == KeyPlace::none;
    const auto another = [&] { return connect(paths, scope, effort.is_stopped); };
    auto parts = parts_of_journal(queries, scope.last, scope.depth, effort);
    share_out(parts, another, effort);
    gather(parts, report);
    if (report.fault) return report.fault;
    if (scope.judges_orders) {
        if (auto found = check_erasures(paths, *looking, report)) return found;
    }
    if (scope.judges_side_file) {
        auto same = compare_with_expected_head(beside.expected, queries, report.head);
        if (!same) return as_fault(same.error());
    }
    return check_snapshots(beside, queries, report);
}

Found check_file(const Paths& paths, const Scope& scope, const Effort& effort, VerifyReport& report) {
    Beside beside;
    if (scope.judges_snapshots) beside.snapshots = SnapshotStore(paths.snapshots()).look();
    if (scope.judges_side_file) {
        auto expected = read_expected_head(paths);
        if (!expected) return as_fault(expected.error());
        beside.expected = *expected;
    }
    if (auto whole = check_files(paths, beside.expected); !whole) return as_fault(whole.error());
    return check_contents(paths, scope, beside, effort, report);
}

VerifyReport verify_scope(const Paths& paths, const Scope& scope, const Effort& effort) {
    VerifyReport report;
    report.fault = check_file(paths, scope, effort, report);
    return report;
}

// What was destroyed is so; the orders that are lost are missed by older backups alone.
Result<void> mend_orders(const Paths& paths) {
    const auto ordered = ErasuresFile::read(paths);
    if (ordered) return {};
    if (ordered.error().code != "journal_damaged") return ordered.error();
    const auto bytes = read_file(paths.erasures());
    if (!bytes) return Error{"journal_io", "", "cannot read " + paths.erasures().string()};
    if (auto kept = replace_file(paths.directory / "erasures-damaged", *bytes); !kept) return kept;
    const auto lost = ErasuresFile::keep_sound_lines(paths);
    return lost ? Result<void>{} : lost.error();
}

// What adopting changes in the journal itself and beside it; everything was verified before.
Result<void> begin_new_timeline(const Paths& paths) {
    auto database = Database::open(paths.journal().string(), Access::read_write);
    if (!database) return database.error();
    if (auto set = set_up_writer(*database); !set) return set;
    if (auto dropped = begin_anew(*database); !dropped) return dropped;
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

unsigned threads_at_most() {
    constexpr unsigned most = 4;
    return std::clamp(std::thread::hardware_concurrency(), 1U, most);
}

VerifyReport verify(const std::filesystem::path& directory, Depth depth, const Effort& effort) {
    Scope scope;
    scope.depth = depth;
    return verify_scope(Paths{directory}, scope, effort);
}

Result<void> verify_but_replayed(const Paths& paths, Sequence replayed, const Effort& effort) {
    const auto report = verify_scope(paths, {Depth::quick, false, false, true, false, replayed}, effort);
    const bool is_damaged = report.fault && !report.fault->is_of_reading;
    if (is_damaged) return Error{"journal_damaged", "", report.fault->what};
    if (effort.is_stopped != nullptr && *effort.is_stopped) return Error{"verification_stopped", "", "it was stopped"};
    if (report.fault) return Error{"journal_io", "", report.fault->what};
    return {};
}

Result<Head> adopt_head(const std::filesystem::path& directory) {
    const Paths paths{directory};
    auto lock = DirectoryLock::take(paths);
    if (!lock) return lock.error();
    Scope scope;
    scope.judges_side_file = false;
    scope.judges_orders = false;
    auto report = verify_scope(paths, scope, {});
    if (report.fault) {
        return Error{"journal_not_whole", "",
                     "the journal in " + directory.string() +
                         " is not whole in itself, so no hub could go on with it: " + report.fault->what +
                         ". Restore the newest backup instead."};
    }
    if (auto mended = mend_orders(paths); !mended) return mended.error();
    if (auto begun = begin_new_timeline(paths); !begun) return begun.error();
    auto written = write_expected_head(paths, {report.head.sequence, report.head.hash});
    if (!written) return written.error();
    return report.head;
}

}  // namespace paraat::journal
