#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "hub/base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

// With its source and log_writes.cpp the only place that calls SQLite.
namespace paraat::journal {

// Bytes, where a plain string_view is text.
struct Blob {
    std::string_view bytes;
};

enum class Access { read_write, read_only };
enum class Checkpoint { passive, truncate };

// One connection. One thread at a time uses it and its statements; the statements go first.
class Database {
public:
    static Result<Database> open(const std::string& path, Access access);
    Database(Database&&) noexcept;
    Database& operator=(Database&&) = delete;
    ~Database();

    Result<void> execute(const char* sql);
    // The first column of the first row, as text; empty when there is no row.
    Result<std::string> ask(const char* sql);
    // Refuses SQL that could damage the file behind our back.
    Result<void> be_defensive();
    // From here on counts the bytes of the write-ahead log. Replaces what wal_autocheckpoint had set.
    void watch_wal();
    std::int64_t wal_bytes() const { return *wal_pages_ * page_bytes; }
    Result<void> checkpoint(Checkpoint how);
    // Writes all of the log back and cuts it. False when a reader still needs it: then it is as it was.
    Result<bool> cut_log();
    // The tables of another file are this connection's too, under that name.
    Result<void> attach(const std::string& path, const char* name);
    // All pages of one moment, while others go on writing. The target must be empty.
    Result<void> copy_to(Database& target);
    // Whatever it is at ends, as what could not be read, soon after this becomes true. `is_stopped` outlives it.
    void stop_when(const std::atomic<bool>& is_stopped);
    // Leaves the log as it is, for recovery at the next open.
    void keep_wal_on_close();
    std::int64_t changed_rows() const;
    Error error(std::string_view doing) const;

    static constexpr std::int64_t page_bytes = 4096;

private:
    friend class Statement;
    Result<bool> write_log_back(int mode);
    explicit Database(sqlite3* handle);
    sqlite3* handle_;
    std::unique_ptr<std::int64_t> wal_pages_;  // its address is known to SQLite, so it must not move
};

// One prepared statement. Bytes given to run() or start() need to live until the next call of the statement.
class Statement {
public:
    static Result<Statement> prepare(Database& database, std::string_view sql);
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    // Binds and runs to the end.
    template <class... Values>
    Result<void> run(const Values&... values) {
        start(values...);
        return finish();
    }
    // Binds; then each next() is true while there is a row. Ends by itself after the last, or by done().
    template <class... Values>
    void start(const Values&... values) {
        done();
        int place = 0;
        (bind(++place, values), ...);
    }
    Result<bool> next();
    void done();

    std::int64_t integer(int column) const;
    std::string bytes(int column) const { return std::string(view(column)); }
    // Good until the next call of next(), done() or start().
    std::string_view view(int column) const;
    bool is_null(int column) const;

private:
    explicit Statement(sqlite3_stmt* handle) : handle_(handle) {}
    Result<void> finish();
    void bind(int place, std::int64_t value);
    void bind(int place, std::string_view text);
    void bind(int place, Blob blob);
    void bind(int place, const std::optional<Blob>& blob);
    sqlite3_stmt* handle_;
    bool failed_to_bind_ = false;
};

}  // namespace paraat::journal
