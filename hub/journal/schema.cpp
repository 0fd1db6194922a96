#include "hub/journal/schema.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace paraat::journal {

namespace {

struct Setting {
    const char* name;
    const char* value;      // as set
    const char* read_back;  // as SQLite tells it
};

// auto_vacuum comes first: it only takes effect while the file is empty. secure_delete: what is erased is overwritten.
constexpr Setting writer_settings[] = {
    {"auto_vacuum", "INCREMENTAL", "2"},
    {"journal_mode", "WAL", "wal"},
    {"synchronous", "FULL", "2"},
    {"wal_autocheckpoint", "0", "0"},
    {"busy_timeout", "0", "0"},
    {"foreign_keys", "ON", "1"},
    {"mmap_size", "0", "0"},
    {"trusted_schema", "OFF", "0"},
    {"cell_size_check", "ON", "1"},
    {"temp_store", "MEMORY", "2"},
    {"secure_delete", "ON", "1"},
};
constexpr Setting reader_settings[] = {
    {"query_only", "ON", "1"},     {"wal_autocheckpoint", "0", "0"}, {"busy_timeout", "0", "0"},
    {"mmap_size", "0", "0"},       {"trusted_schema", "OFF", "0"},   {"cell_size_check", "ON", "1"},
    {"temp_store", "MEMORY", "2"},
};

// "Para" in ASCII.
constexpr std::string_view application_id = "1348563553";

// Rows of meta.
constexpr const char* origin_name = "origin";
constexpr const char* generation_name = "generation";
constexpr const char* cells_from_name = "cells_from";  // 8 bytes, big-endian
constexpr const char* keys_apart_name = "keys_apart";
constexpr const char* erased_to_name = "erased_to";

// In SQLite's own order of names, so that a comparison is a loop.
constexpr const char* tables[] = {
    "CREATE TABLE client(client TEXT PRIMARY KEY NOT NULL, last_seq INTEGER NOT NULL, digest BLOB NOT NULL) "
    "STRICT, WITHOUT ROWID",
    "CREATE TABLE event(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL, version INTEGER NOT NULL, "
    "subject BLOB, open BLOB NOT NULL, sealed_digest BLOB, hash BLOB NOT NULL) STRICT",
    "CREATE INDEX event_subject ON event(subject, seq) WHERE subject IS NOT NULL",
    field_key_table,
    "CREATE TABLE input(position INTEGER PRIMARY KEY, client TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, "
    "payload_hash BLOB NOT NULL, at INTEGER NOT NULL, normalised BLOB NOT NULL, original BLOB NOT NULL, "
    "receipt BLOB NOT NULL, client_seq INTEGER NOT NULL, first_seq INTEGER NOT NULL, events INTEGER NOT NULL, "
    "digest BLOB NOT NULL) STRICT",
    "CREATE INDEX input_at ON input(at)",
    "CREATE UNIQUE INDEX input_id ON input(client, kind, id)",
    "CREATE TABLE meta(name TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE sealed(seq INTEGER PRIMARY KEY REFERENCES event(seq), salt BLOB NOT NULL, sealed BLOB NOT NULL) "
    "STRICT",
};

template <std::size_t count>
Result<void> apply(Database& database, const Setting (&settings)[count]) {
    for (const auto& setting : settings) {
        const std::string pragma = std::string("PRAGMA ") + setting.name;
        // Some write when they are set, even to what they are; a journal that will be refused must not change.
        auto before = database.ask(pragma.c_str());
        if (!before) return before.error();
        if (*before == setting.read_back) continue;
        if (auto set = database.ask((pragma + "=" + setting.value).c_str()); !set) return set.error();
        auto got = database.ask(pragma.c_str());
        if (!got) return got.error();
        if (*got != setting.read_back) {
            return Error{"journal_settings", setting.name,
                         "SQLite's " + std::string(setting.name) + " is \"" + *got + "\" and must be \"" +
                             setting.read_back + "\"; the hub does not run on a journal that may lose data"};
        }
    }
    return {};
}

Result<void> write_meta(Database& database, std::string_view name, std::string_view value) {
    auto insert = Statement::prepare(database, "INSERT OR REPLACE INTO meta(name, value) VALUES(?, ?)");
    if (!insert) return insert.error();
    return insert->run(name, Blob{value});
}

Result<std::optional<std::string>> read_meta(Database& database, std::string_view name) {
    auto rows = Statement::prepare(database, "SELECT value FROM meta WHERE name = ?");
    if (!rows) return rows.error();
    rows->start(name);
    auto row = rows->next();
    if (!row) return row.error();
    return *row ? std::optional<std::string>(rows->bytes(0)) : std::optional<std::string>{};
}

Result<void> drop_meta(Database& database, std::string_view name) {
    auto gone = Statement::prepare(database, "DELETE FROM meta WHERE name = ?");
    return gone ? gone->run(name) : gone.error();
}

Result<void> write_id(Database& database, std::string_view name, Ulid id) {
    return write_meta(database, name, {reinterpret_cast<const char*>(id.bytes().data()), id.bytes().size()});
}

// As many bytes as the target has, or nothing when there is no such row.
template <class Bytes>
Result<std::optional<Bytes>> read_bytes(Database& database, std::string_view name) {
    auto value = read_meta(database, name);
    if (!value) return value.error();
    if (!*value) return std::optional<Bytes>{};
    Bytes bytes{};
    if ((*value)->size() != bytes.size()) {
        return Error{"journal_damaged", "", "the journal's " + std::string(name) + " is of another length"};
    }
    std::copy((*value)->begin(), (*value)->end(), reinterpret_cast<char*>(bytes.data()));
    return std::optional<Bytes>{bytes};
}

Result<std::optional<Ulid>> read_id(Database& database, std::string_view name) {
    auto id = read_bytes<std::array<std::uint8_t, 16>>(database, name);
    if (!id) return id.error();
    return *id ? std::optional<Ulid>{Ulid::from_bytes(**id)} : std::optional<Ulid>{};
}

Result<void> write_cells_from(Database& database, Sequence sequence) {
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) {
        bytes.push_back(static_cast<char>((sequence.value >> shift) & 0xff));
    }
    return write_meta(database, cells_from_name, bytes);
}

Result<std::optional<Sequence>> read_cells_from(Database& database) {
    auto bytes = read_bytes<std::array<std::uint8_t, 8>>(database, cells_from_name);
    if (!bytes) return bytes.error();
    if (!*bytes) return std::optional<Sequence>{};
    std::uint64_t value = 0;
    for (const std::uint8_t byte : **bytes) value = value << 8 | byte;
    return std::optional<Sequence>{Sequence{static_cast<std::int64_t>(value)}};
}

}  // namespace

Result<void> set_up_writer(Database& database) {
    if (auto set = apply(database, writer_settings); !set) return set;
    if (auto set = database.be_defensive(); !set) return set;
    database.watch_wal();
    return {};
}

Result<void> set_up_reader(Database& database) {
    if (auto set = apply(database, reader_settings); !set) return set;
    return database.be_defensive();
}

Result<bool> is_blank(Database& database) {
    auto count = database.ask("SELECT count(*) FROM sqlite_schema");
    if (!count) return count.error();
    auto version = database.ask("PRAGMA user_version");
    if (!version) return version.error();
    return *count == "0" && *version == "0";
}

Result<void> create_tables(Database& database, Ulid origin) {
    if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun;
    for (const char* table : tables) {
        if (auto made = database.execute(table); !made) return made;
    }
    const std::string marks = "PRAGMA application_id=" + std::string(application_id) +
                              "; PRAGMA user_version=" + std::to_string(newest_format);
    if (auto marked = database.execute(marks.c_str()); !marked) return marked;
    for (const char* name : {origin_name, generation_name}) {
        if (auto written = write_id(database, name, origin); !written) return written;
    }
    if (auto written = write_cells_from(database, Sequence{1}); !written) return written;
    return database.execute("COMMIT");
}

Result<void> take_over_format_1(Database& database, Sequence cells_from) {
    if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun;
    if (auto made = database.execute(field_key_table); !made) return made;
    if (auto written = write_cells_from(database, cells_from); !written) return written;
    const std::string mark = "PRAGMA user_version=" + std::to_string(newest_format);
    if (auto marked = database.execute(mark.c_str()); !marked) return marked;
    return database.execute("COMMIT");
}

Result<int> check_tables(Database& database) {
    auto application = database.ask("PRAGMA application_id");
    if (!application) return application.error();
    auto version = database.ask("PRAGMA user_version");
    if (!version) return version.error();
    if (*application != application_id) {
        return Error{"journal_damaged", "",
                     "the file is not a journal of Paraat: its first page names another program"};
    }
    const bool is_old = *version == "1";
    if (!is_old && *version != std::to_string(newest_format)) {
        return Error{"journal_version", "",
                     "the journal has format " + *version + " and this hub knows " + std::to_string(newest_format) +
                         " and before; start the version that wrote it, or upgrade this one"};
    }
    auto schema = Statement::prepare(database, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
    if (!schema) return schema.error();
    schema->start();
    for (const char* table : tables) {
        if (is_old && table == field_key_table) continue;
        auto row = schema->next();
        if (!row) return row.error();
        if (!*row || schema->bytes(0) != table) {
            return Error{"journal_damaged", "", "the journal's table definitions are not those of its format"};
        }
    }
    auto more = schema->next();
    if (!more) return more.error();
    if (*more) return Error{"journal_damaged", "", "the journal has a table that is not of its format"};
    return is_old ? 1 : newest_format;
}

Result<Identity> read_identity(Database& database) {
    auto origin = read_id(database, origin_name);
    if (!origin) return origin.error();
    if (!*origin) return Error{"journal_damaged", "", "the journal does not say what its chain begins with"};
    auto generation = read_id(database, generation_name);
    if (!generation) return generation.error();
    auto cells_from = read_cells_from(database);
    if (!cells_from) return cells_from.error();
    auto version = database.ask("PRAGMA user_version");
    if (!version) return version.error();
    Identity identity{**origin, *generation};
    if (*version == "1") return identity;
    if (!*cells_from) return Error{"journal_damaged", "", "the journal does not say from where on it has cells"};
    auto apart = read_meta(database, keys_apart_name);
    if (!apart) return apart.error();
    identity.cells_from = **cells_from;
    identity.has_keys_apart = apart->has_value();
    identity.keys = identity.has_keys_apart ? KeyPlace::none : KeyPlace::inside;
    return identity;
}

Result<void> write_generation(Database& database, Ulid generation) {
    return write_id(database, generation_name, generation);
}

Result<void> begin_anew(Database& database) {
    if (auto dropped = drop_meta(database, generation_name); !dropped) return dropped;
    return drop_meta(database, erased_to_name);
}

Result<std::optional<Sha256>> read_erased_to(Database& database) {
    return read_bytes<Sha256>(database, erased_to_name);
}

Result<void> write_erased_to(Database& database, const Sha256& check) {
    return write_meta(database, erased_to_name, as_text(check));
}

Result<void> mark_keys_apart(Database& database, bool are_apart) {
    return are_apart ? write_meta(database, keys_apart_name, "") : drop_meta(database, keys_apart_name);
}

}  // namespace paraat::journal
