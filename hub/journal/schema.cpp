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

Result<void> create_tables(Database& database, Ulid generation) {
    if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun;
    for (const char* table : tables) {
        if (auto made = database.execute(table); !made) return made;
    }
    const std::string marks = "PRAGMA application_id=" + std::string(application_id) +
                              "; PRAGMA user_version=" + std::to_string(schema_version);
    if (auto marked = database.execute(marks.c_str()); !marked) return marked;
    {
        auto insert = Statement::prepare(database, "INSERT INTO meta(name, value) VALUES('generation', ?)");
        if (!insert) return insert.error();
        const auto& bytes = generation.bytes();
        const Blob blob{{reinterpret_cast<const char*>(bytes.data()), bytes.size()}};
        if (auto done = insert->run(blob); !done) return done;
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

Result<Ulid> read_generation(Database& database) {
    auto bytes = database.ask("SELECT value FROM meta WHERE name = 'generation'");
    if (!bytes) return bytes.error();
    std::array<std::uint8_t, 16> id{};
    if (bytes->size() != id.size()) return Error{"journal_damaged", "", "the journal's generation is not an id"};
    std::copy(bytes->begin(), bytes->end(), reinterpret_cast<char*>(id.data()));
    return Ulid::from_bytes(id);
}

}  // namespace paraat::journal
