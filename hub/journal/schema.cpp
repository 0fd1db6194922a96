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
constexpr int schema_version = 1;

// Rows of meta.
constexpr const char* origin_name = "origin";
constexpr const char* generation_name = "generation";

// In SQLite's own order of names, so that a comparison is a loop.
constexpr const char* tables[] = {
    "CREATE TABLE client(client TEXT PRIMARY KEY NOT NULL, last_seq INTEGER NOT NULL, digest BLOB NOT NULL) "
    "STRICT, WITHOUT ROWID",
    "CREATE TABLE event(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL, version INTEGER NOT NULL, "
    "subject BLOB, open BLOB NOT NULL, sealed_digest BLOB, hash BLOB NOT NULL) STRICT",
    "CREATE INDEX event_subject ON event(subject, seq) WHERE subject IS NOT NULL",
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

Result<void> write_id(Database& database, std::string_view name, Ulid id) {
    auto insert = Statement::prepare(database, "INSERT OR REPLACE INTO meta(name, value) VALUES(?, ?)");
    if (!insert) return insert.error();
    return insert->run(name, Blob{{reinterpret_cast<const char*>(id.bytes().data()), id.bytes().size()}});
}

Result<std::optional<Ulid>> read_id(Database& database, std::string_view name) {
    auto rows = Statement::prepare(database, "SELECT value FROM meta WHERE name = ?");
    if (!rows) return rows.error();
    rows->start(name);
    auto row = rows->next();
    if (!row) return row.error();
    if (!*row) return std::optional<Ulid>{};
    const auto bytes = rows->bytes(0);
    std::array<std::uint8_t, 16> id{};
    if (bytes.size() != id.size()) {
        return Error{"journal_damaged", "", "the journal's " + std::string(name) + " is not an id"};
    }
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(id.data()));
    return std::optional<Ulid>{Ulid::from_bytes(id)};
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
                              "; PRAGMA user_version=" + std::to_string(schema_version);
    if (auto marked = database.execute(marks.c_str()); !marked) return marked;
    for (const char* name : {origin_name, generation_name}) {
        if (auto written = write_id(database, name, origin); !written) return written;
    }
    return database.execute("COMMIT");
}

Result<void> check_tables(Database& database) {
    auto application = database.ask("PRAGMA application_id");
    if (!application) return application.error();
    auto version = database.ask("PRAGMA user_version");
    if (!version) return version.error();
    if (*application != application_id) {
        return Error{"journal_damaged", "",
                     "the file is not a journal of Paraat: its first page names another program"};
    }
    if (*version != std::to_string(schema_version)) {
        return Error{"journal_version", "",
                     "the journal has format " + *version + " and this hub knows " + std::to_string(schema_version) +
                         "; start the version that wrote it, or upgrade this one"};
    }
    auto schema = Statement::prepare(database, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
    if (!schema) return schema.error();
    schema->start();
    for (const char* table : tables) {
        auto row = schema->next();
        if (!row) return row.error();
        if (!*row || schema->bytes(0) != table) {
            return Error{"journal_damaged", "", "the journal's table definitions are not those of its format"};
        }
    }
    auto more = schema->next();
    if (!more) return more.error();
    if (*more) return Error{"journal_damaged", "", "the journal has a table that is not of its format"};
    return {};
}

Result<Identity> read_identity(Database& database) {
    auto origin = read_id(database, origin_name);
    if (!origin) return origin.error();
    if (!*origin) return Error{"journal_damaged", "", "the journal does not say what its chain begins with"};
    auto generation = read_id(database, generation_name);
    if (!generation) return generation.error();
    return Identity{**origin, *generation};
}

Result<void> write_generation(Database& database, Ulid generation) {
    return write_id(database, generation_name, generation);
}

Result<void> drop_generation(Database& database) {
    return database.execute("DELETE FROM meta WHERE name = 'generation'");
}

}  // namespace paraat::journal
