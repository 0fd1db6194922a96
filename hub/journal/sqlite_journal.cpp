#include "hub/journal/sqlite_journal.hpp"

#include <new>

#include "hub/base/check.hpp"
#include "hub/journal/opening.hpp"
#include "hub/journal/schema.hpp"
#include "hub/journal/verify.hpp"
#include "hub/journal/writer.hpp"

namespace paraat::journal {
namespace {

// In the mark of a run whose past nobody has verified yet.
constexpr std::string_view unverified = "unverified\n";
constexpr std::int64_t passive_above = 16 << 20;
constexpr std::int64_t truncate_above = 256 << 20;

}  // namespace

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open(SqliteOptions options, Instant now) {
    const auto directory = options.directory;
    auto journal = open_whole(std::move(options), now);
    if (!journal) return with_advice(journal.error(), directory);
    return journal;
}

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open_whole(SqliteOptions options, Instant now) {
    const Paths paths{options.directory};
    if (auto made = make_private_directory(paths.directory); !made) return made.error();
    auto lock = DirectoryLock::take(paths);
    if (!lock) return lock.error();
    if (auto done = check_restored(paths); !done) return done.error();
    keep_ballast(paths, options.keep_free, options.ballast_bytes);
    auto database = open_database(paths, options.chance, now);
    if (!database) return database.error();
    auto identity = read_identity(*database);
    if (!identity) return identity.error();
    auto writer = Writer::on(std::move(*database), *identity);
    if (!writer) return writer.error();
    auto head = (*writer)->queries().head();
    if (!head) return head.error();
    auto expected = read_expected_head(paths);
    if (!expected) return expected.error();
    if (auto same = compare_with_expected_head(*expected, (*writer)->queries(), *head); !same) return same.error();
    if (!*expected) {
        if (auto written = write_expected_head(paths, {head->sequence, head->hash}); !written) return written.error();
    }
    auto side_file = ExpectedHeadFile::open(paths);
    if (!side_file) return side_file.error();
    std::unique_ptr<SqliteJournal> journal(
        new SqliteJournal(std::move(options), std::move(*lock), std::move(*writer), *head, std::move(*side_file)));
    if (auto begun = journal->begin_run(now); !begun) return begun.error();
    if (auto begun = journal->begin_erasing(); !begun) return begun.error();
    return journal;
}

// After the journal is known to be whole. A log that a reader holds is cut later.
Result<void> SqliteJournal::begin_erasing() {
    constexpr std::size_t at_once = 1'000;
    auto erasing = Erasing::on(paths_, writer_->database(), writer_->queries());
    if (!erasing) return erasing.error();
    erasing_.emplace(std::move(*erasing));
    do {
        auto done = erasing_->carry_out(at_once);
        if (!done) return done.error();
    } while (!erasing_->has_destroyed_all());
    remove_snapshots_with_erased();
    return {};
}

// The mark is set after what it asks for is done, and goes only by close(): a refusal is repeated at each start.
Result<void> SqliteJournal::begin_run(Instant now) {
    const auto mark = read_file(paths_.running());
    ended_unclean_ = std::filesystem::exists(paths_.running());
    auto found = snapshots_.survey(writer_->queries());
    if (!found) return found.error();
    if (found->newest) past_ = found->newest->sequence;
    if (ended_unclean_) {
        const bool was_left_before = !mark || !mark->empty();
        has_unverified_past_ = past_.value > options_.verifies_at_once && !was_left_before;
        const Effort effort{options_.verifying_threads};
        const auto whole = has_unverified_past_ ? Result<void>{} : verify_but_replayed(paths_, past_, effort);
        if (!whole) return whole;
    }
    if (auto marked = replace_file(paths_.running(), has_unverified_past_ ? unverified : ""); !marked) return marked;
    found_snapshot_ = std::move(found->newest);
    bool is_restored = false;
    for (auto& snapshot : found->unusable) {
        std::error_code ignored;
        std::filesystem::remove(snapshot.path, ignored);
        is_restored = is_restored || snapshot.is_of_other_timeline;
        removed_snapshots_.push_back(std::move(snapshot.why));
    }
    // A backup has no generation; and a snapshot of another timeline shows a restore by other means.
    if (!head_.generation.is_nil() && !is_restored) return {};
    head_.generation = fresh_ulid(options_.chance, now);
    return write_generation(writer_->database(), head_.generation);
}

SqliteJournal::SqliteJournal(SqliteOptions options, DirectoryLock lock, std::unique_ptr<Writer> writer, Head head,
                             ExpectedHeadFile expected)
    : options_(std::move(options)),
      paths_{options_.directory},
      lock_(std::move(lock)),
      room_(paths_.directory, options_.keep_free),
      snapshots_(paths_.snapshots()),
      writer_(std::move(writer)),
      head_(head),
      expected_(std::move(expected)) {}

SqliteJournal::~SqliteJournal() = default;

Result<void> SqliteJournal::close() {
    if (auto rested = rest(); !rested) return rested;
    if (auto cut = writer_->database().checkpoint(Checkpoint::truncate); !cut) return fail(cut.error());
    if (has_unverified_past_) return {};
    std::error_code failed;
    std::filesystem::remove(paths_.running(), failed);
    if (failed) return Error{"journal_io", "", "cannot remove " + paths_.running().string() + ": " + failed.message()};
    return {};
}

Result<Sequence> SqliteJournal::append(std::span<const Entry> entries) {
    if (failed_) return Error{"journal_failed", "", "the journal has failed before; the hub must start again"};
    if (entries.empty()) return head_.sequence;
    Head after = head_;
    try {
        if (auto written = writer_->write(entries, after, options_.chance); !written) return fail(written.error());
    } catch (const std::bad_alloc&) {
        return fail({"journal_failed", "", "out of memory while writing the journal"});
    }
    head_ = after;
    // It may lag: a side file that cannot be written now is written at the next commit or rest, which tells of it.
    static_cast<void>(note_head());
    tidy_wal();
    if (failed_) return Error{"journal_failed", "", "the journal failed while it wrote back its log"};
    return head_.sequence;
}

Error SqliteJournal::fail(Error why) {
    failed_ = true;
    // Without effect when SQLite has rolled back by itself. The same handle never commits again.
    static_cast<void>(writer_->database().execute("ROLLBACK"));
    return {"journal_failed", "", std::move(why.message)};
}

bool SqliteJournal::accepts_intake() const {
    return !failed_ && room_.is_there();
}

Result<std::optional<InputRow>> SqliteJournal::find_input(std::string_view client, std::string_view kind,
                                                          std::string_view id) {
    auto found = writer_->queries().find_input(client, kind, id);
    if (!found) return found.error();
    if (!*found) return std::optional<InputRow>{};
    return std::optional<InputRow>(std::move((*found)->input));
}

Result<std::optional<std::int64_t>> SqliteJournal::last_client_seq(std::string_view client) {
    return writer_->queries().last_client_seq(client);
}

Result<std::vector<SequencedEvent>> SqliteJournal::read(Sequence from, std::size_t limit) {
    return writer_->queries().read(from, limit);
}

template <class Work>
Result<std::int64_t> SqliteJournal::in_transaction(Work work) {
    if (failed_) return Error{"journal_failed", "", "the journal has failed before; the hub must start again"};
    auto& database = writer_->database();
    if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return fail(begun.error());
    if (Result<void> done = work(); !done) return fail(done.error());
    const auto changed = database.changed_rows();
    if (auto committed = database.execute("COMMIT"); !committed) return fail(committed.error());
    return changed;
}

Result<std::int64_t> SqliteJournal::expire_inputs(Instant before, std::size_t most) {
    return in_transaction([&] { return writer_->delete_inputs(before, most); });
}

Result<void> SqliteJournal::order(std::span<const Erasure> erasures) {
    if (failed_) return Error{"journal_failed", "", "the journal has failed before; the hub must start again"};
    return erasing_->order(erasures, head_.sequence);
}

Result<ErasureProgress> SqliteJournal::carry_out_erasures(std::size_t most_events) {
    if (failed_) return Error{"journal_failed", "", "the journal has failed before; the hub must start again"};
    if (erasing_->is_done()) return ErasureProgress{0, 0, true};
    auto progress = erasing_->carry_out(most_events);
    if (!progress) return fail(progress.error());
    if (progress->is_done) remove_snapshots_with_erased();
    return progress;
}

// Without them a start reads more; one that cannot be removed now is at the next start.
void SqliteJournal::remove_snapshots_with_erased() {
    if (found_snapshot_ && found_snapshot_->sequence < erasing_->snapshots_from()) found_snapshot_.reset();
    snapshots_.remove_before(erasing_->snapshots_from());
}

Result<void> SqliteJournal::save_snapshot(const Snapshot& snapshot) {
    auto save = saving(snapshot);
    return save ? (*save)() : save.error();
}

Result<std::function<Result<void>()>> SqliteJournal::saving(Snapshot snapshot) {
    found_snapshot_.reset();
    auto hash = writer_->queries().hash_of(snapshot.sequence);
    if (!hash) return hash.error();
    PARAAT_CHECK(hash->has_value());
    return std::function<Result<void>()>(
        [store = snapshots_, kept = std::move(snapshot), at = **hash]() mutable { return store.save(kept, at); });
}

Result<void> SqliteJournal::verify_past(const Effort& effort) {
    if (!has_unverified_past_) return {};
    if (auto whole = verify_but_replayed(paths_, past_, effort); !whole) {
        return with_advice(whole.error(), paths_.directory);
    }
    // Without it the next start verifies once more.
    static_cast<void>(replace_file(paths_.running(), ""));
    has_unverified_past_ = false;
    return {};
}

Result<std::optional<Snapshot>> SqliteJournal::newest_snapshot() {
    if (found_snapshot_) return std::exchange(found_snapshot_, std::nullopt);
    return snapshots_.newest(writer_->queries());
}

Result<void> SqliteJournal::note_head() {
    if (expected_.sequence() == head_.sequence) return {};
    return expected_.write({head_.sequence, head_.hash});
}

Result<void> SqliteJournal::write_back() {
    if (failed_) return Error{"journal_failed", "", "the journal has failed before; the hub must start again"};
    if (writer_->database().wal_bytes() > 0) {
        if (auto done = writer_->database().checkpoint(Checkpoint::passive); !done) return fail(done.error());
    }
    wal_bytes_ = writer_->database().wal_bytes();
    return {};
}

Result<void> SqliteJournal::rest() {
    if (auto written = write_back(); !written) return written;
    auto noted = note_head();
    if (noted) noted = expected_.sync();
    const bool is_news = !noted && !told_of_side_file_;
    told_of_side_file_ = !noted;
    return is_news ? noted : Result<void>{};
}

void SqliteJournal::tidy_wal() {
    auto& database = writer_->database();
    const auto bytes = database.wal_bytes();
    if (bytes > passive_above) {
        const auto how = bytes > truncate_above ? Checkpoint::truncate : Checkpoint::passive;
        // A write-back that fails may have failed to sync: as final as a commit.
        if (auto done = database.checkpoint(how); !done) static_cast<void>(fail(done.error()));
    }
    wal_bytes_ = database.wal_bytes();
}

}  // namespace paraat::journal
