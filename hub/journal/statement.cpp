#include "hub/journal/statement.hpp"

#include <sqlite3.h>

#include "hub/journal/log_writes.hpp"

namespace paraat::journal {

namespace {

Error error_of(sqlite3* handle, std::string_view doing) {
    const int code = handle == nullptr ? SQLITE_NOMEM : sqlite3_extended_errcode(handle);
    std::string message(doing);
    message += ": ";
    message += handle == nullptr ? "out of memory" : sqlite3_errmsg(handle);
    message += " (sqlite " + std::to_string(code) + ")";
    const int primary = code & 0xff;
    const bool damaged = primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
    return {damaged ? "journal_damaged" : "journal_io", "", std::move(message)};
}

int remember_pages(void* pages, sqlite3*, const char*, int count) {
    *static_cast<std::int64_t*>(pages) = count;
    return SQLITE_OK;
}

int is_set(void* flag) {
    return static_cast<const std::atomic<bool>*>(flag)->load() ? 1 : 0;
}

}  // namespace

Database::Database(sqlite3* handle) : handle_(handle), wal_pages_(std::make_unique<std::int64_t>(0)) {}

Database::Database(Database&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), wal_pages_(std::move(other.wal_pages_)) {}

Database::~Database() {
    sqlite3_close(handle_);
}

Result<Database> Database::open(const std::string& path, Access access) {
    const int flags =
        (access == Access::read_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
        SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    sqlite3* handle = nullptr;
    const char* const files = access == Access::read_write ? gathering_files() : nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, files);
    Database database(handle);
    if (code != SQLITE_OK) return error_of(handle, "cannot open " + path);
    sqlite3_extended_result_codes(handle, 1);
    // A reader never writes back the log: only one connection may (a known fault of SQLite up to 3.51.2).
    if (access == Access::read_only) database.keep_wal_on_close();
    return database;
}

Result<void> Database::execute(const char* sql) {
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return error(sql);
    return {};
}

Result<std::string> Database::ask(const char* sql) {
    auto statement = Statement::prepare(*this, sql);
    if (!statement) return statement.error();
    statement->start();
    auto row = statement->next();
    if (!row) return row.error();
    return *row ? statement->bytes(0) : std::string{};
}

Result<void> Database::be_defensive() {
    int on = 0;
    if (sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, &on) != SQLITE_OK || on != 1) {
        return error("cannot turn defensive mode on");
    }
    return {};
}

void Database::watch_wal() {
    sqlite3_wal_hook(handle_, remember_pages, wal_pages_.get());
}

Result<void> Database::checkpoint(Checkpoint how) {
    auto done = write_log_back(how == Checkpoint::passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE);
    return done ? Result<void>{} : done.error();
}

Result<bool> Database::cut_log() {
    return write_log_back(SQLITE_CHECKPOINT_TRUNCATE);
}

Result<bool> Database::write_log_back(int mode) {
    int in_log = 0;
    int copied = 0;
    const int code = sqlite3_wal_checkpoint_v2(handle_, "main", mode, &in_log, &copied);
    // Busy: a reader still needs the log. Then the next one does it.
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) return false;
    if (code != SQLITE_OK) return error("cannot write the log back into the journal");
    *wal_pages_ = in_log - copied;
    return true;
}

Result<void> Database::attach(const std::string& path, const char* name) {
    auto statement = Statement::prepare(*this, "ATTACH ? AS ?");
    if (!statement) return statement.error();
    return statement->run(std::string_view(path), std::string_view(name));
}

Result<void> Database::copy_to(Database& target) {
    sqlite3_backup* copy = sqlite3_backup_init(target.handle_, "main", handle_, "main");
    if (copy == nullptr) return target.error("cannot start the copy");
    const int stepped = sqlite3_backup_step(copy, -1);
    const int finished = sqlite3_backup_finish(copy);
    if (stepped != SQLITE_DONE || finished != SQLITE_OK) return target.error("cannot copy the journal");
    return {};
}

void Database::keep_wal_on_close() {
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void Database::stop_when(const std::atomic<bool>& is_stopped) {
    constexpr int steps_between = 10'000;
    sqlite3_progress_handler(handle_, steps_between, is_set, const_cast<std::atomic<bool>*>(&is_stopped));
}

std::int64_t Database::changed_rows() const {
    return sqlite3_changes64(handle_);
}

Error Database::error(std::string_view doing) const {
    return error_of(handle_, doing);
}

Result<Statement> Statement::prepare(Database& database, std::string_view sql) {
    sqlite3_stmt* handle = nullptr;
    if (sqlite3_prepare_v3(database.handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &handle, nullptr) != SQLITE_OK) {
        return database.error("cannot prepare");
    }
    return Statement(handle);
}

Statement::Statement(Statement&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), failed_to_bind_(other.failed_to_bind_) {}

Statement::~Statement() {
    sqlite3_finalize(handle_);
}

Result<bool> Statement::next() {
    const int code = failed_to_bind_ ? SQLITE_ERROR : sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) {
        done();
        return false;
    }
    auto error = error_of(sqlite3_db_handle(handle_), "cannot read or write the journal");
    done();
    return error;
}

Result<void> Statement::finish() {
    for (;;) {
        auto row = next();
        if (!row) return row.error();
        if (!*row) return {};
    }
}

void Statement::done() {
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
    failed_to_bind_ = false;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(handle_, column);
}

std::string_view Statement::view(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(handle_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
    return data == nullptr ? std::string_view{} : std::string_view(data, size);
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

void Statement::bind(int place, std::int64_t value) {
    failed_to_bind_ |= sqlite3_bind_int64(handle_, place, value) != SQLITE_OK;
}

void Statement::bind(int place, std::string_view text) {
    const char* data = text.empty() ? "" : text.data();
    failed_to_bind_ |= sqlite3_bind_text64(handle_, place, data, text.size(), SQLITE_STATIC, SQLITE_UTF8) != SQLITE_OK;
}

void Statement::bind(int place, Blob blob) {
    // A null pointer would store NULL where an empty blob is meant.
    const char* data = blob.bytes.empty() ? "" : blob.bytes.data();
    failed_to_bind_ |= sqlite3_bind_blob64(handle_, place, data, blob.bytes.size(), SQLITE_STATIC) != SQLITE_OK;
}

void Statement::bind(int place, const std::optional<Blob>& blob) {
    if (blob) return bind(place, *blob);
    failed_to_bind_ |= sqlite3_bind_null(handle_, place) != SQLITE_OK;
}

}  // namespace paraat::journal
