#include "hub/journal/opening.hpp"

#include "hub/journal/keys_apart.hpp"

namespace paraat::journal {

namespace {

Error shorter(std::int64_t expected, std::int64_t found) {
    return {"journal_shorter", "",
            "The journal ends at event " + std::to_string(found) + " but had at least " + std::to_string(expected) +
                ": it was truncated, its log is damaged, or it is an older copy."};
}

// 0 when it is not there.
std::uintmax_t size_of(const std::filesystem::path& path) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(path, missing);
    return missing ? 0 : size;
}

}  // namespace

Result<void> compare_with_expected_head(const std::optional<ExpectedHead>& expected, Queries& queries,
                                        const Head& head) {
    if (!expected) {
        // Creation writes the side file last, so only a journal without events may lack it.
        if (head.sequence.value == 0) return {};
        return Error{"journal_head_missing", "",
                     "The side file expected-head is missing beside a journal of " +
                         std::to_string(head.sequence.value) + " events, so nobody can tell whether it is complete."};
    }
    const auto& side = *expected;
    if (head.sequence < side.sequence) return shorter(side.sequence.value, head.sequence.value);
    auto stored = queries.hash_of(side.sequence);
    if (!stored) return stored.error();
    if (!*stored) return Error{"journal_damaged", "", "it lacks event " + std::to_string(side.sequence.value)};
    if (**stored != side.hash) {
        return Error{"journal_differs", "",
                     "Event " + std::to_string(side.sequence.value) +
                         " of the journal is not the one that the side file expected-head names: the journal was "
                         "changed, or belongs to another hub."};
    }
    return {};
}

Result<void> check_restored(const Paths& paths) {
    if (!std::filesystem::exists(paths.restoring())) return {};
    const std::string name = paths.directory.string();
    return Error{"journal_restoring", "",
                 "A restore into " + name + " was cut short. Run it again: `paraat journal restore BACKUP " + name +
                     "`; what was there is in " + name + "/before-*."};
}

Result<void> check_files(const Paths& paths, const std::optional<ExpectedHead>& expected) {
    const auto size = size_of(paths.journal());
    const bool has_log = size_of(paths.journal().string() + "-wal") > 0;
    if (size == 0 && expected) return shorter(expected->sequence.value, 0);
    // SQLite writes the first page before there is a log, and deletes a log that it finds beside an empty file.
    if (size == 0 && has_log) {
        return Error{"journal_shorter", "", "The journal's file is empty or gone although its log is there."};
    }
    const bool may_be_completed = has_log || size_of(paths.journal().string() + "-journal") > 0;
    if (may_be_completed || size % static_cast<std::uintmax_t>(Database::page_bytes) == 0) return {};
    return Error{"journal_shorter", "",
                 "The journal's file of " + std::to_string(size) + " bytes ends within a page: it was truncated."};
}

namespace {

// A journal of format 1 goes on as one of format 2, and a backup becomes a journal.
Result<void> bring_up_to_date(Database& database, const Paths& paths, const std::optional<ExpectedHead>& expected,
                              int format) {
    if (format == newest_format) return take_keys_in(database, paths);
    auto identity = read_identity(database);
    if (!identity) return identity.error();
    auto queries = Queries::prepare(database, *identity);
    if (!queries) return queries.error();
    auto head = queries->head();
    if (!head) return head.error();
    // Before anything is changed.
    if (auto same = compare_with_expected_head(expected, *queries, *head); !same) return same;
    return take_over_format_1(database, Sequence{head->sequence.value + 1});
}

}  // namespace

Result<Database> open_database(const Paths& paths, const Chance& chance, Instant now) {
    auto expected = read_expected_head(paths);
    if (!expected) return expected.error();
    if (auto there = check_files(paths, *expected); !there) return there.error();
    auto database = Database::open(paths.journal().string(), Access::read_write);
    if (!database) return database.error();
    // A refused journal stays as it was found, log included.
    database->keep_wal_on_close();
    auto blank = is_blank(*database);
    if (!blank) return blank.error();
    // A first start that was cut short leaves a file without tables; so it is no matter how large the file is. A side
    // file beside it says that there was a journal.
    const bool creates = *blank && !*expected;
    const Result<int> format = creates ? Result<int>(newest_format) : check_tables(*database);
    if (!format) return format.error();
    if (auto set = set_up_writer(*database); !set) return set.error();
    const auto ready = creates ? create_tables(*database, fresh_ulid(chance, now))
                               : bring_up_to_date(*database, paths, *expected, *format);
    if (!ready) return ready.error();
    return database;
}

Error with_advice(Error error, const std::filesystem::path& directory) {
    const bool is_damaged = error.code == "journal_damaged";
    const bool is_refused = is_damaged || error.code == "journal_shorter" || error.code == "journal_differs" ||
                            error.code == "journal_head_damaged" || error.code == "journal_head_missing";
    if (!is_refused) return error;
    const auto name = directory.string();
    if (is_damaged) error.message = "The journal in " + name + " is damaged: " + error.message + ".";
    error.message += " Nothing was repaired. See what is wrong with `paraat journal verify " + name +
                     "`, then restore the newest backup (`paraat journal restore BACKUP " + name +
                     "`), or, if this copy is whole in itself and what is missing may "
                     "be lost, go on with it by `paraat journal adopt " +
                     name + "`.";
    return error;
}

}  // namespace paraat::journal
