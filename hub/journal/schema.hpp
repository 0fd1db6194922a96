#pragma once

#include <optional>

#include "hub/base/digest.hpp"
#include "hub/base/result.hpp"
#include "hub/base/ulid.hpp"
#include "hub/journal/entry.hpp"
#include "hub/journal/statement.hpp"

namespace paraat::journal {

// The settings that a writer's promises rest on; each is read back, and another value than asked for is an Error.
Result<void> set_up_writer(Database& database);
Result<void> set_up_reader(Database& database);

// True when nothing was ever written: no tables, no version.
Result<bool> is_blank(Database& database);
// Where the keys of the cells stand: nowhere that is known, in the journal itself, or in the database attached as
// `apart`.
enum class KeyPlace { none, inside, apart };
constexpr const char* keys_apart_schema = "apart";

// Which journal this is: the root of its chain, and what it publishes as its generation. A backup has no generation, so
// that whoever opens it for writing takes a new one.
struct Identity {
    Ulid origin;
    std::optional<Ulid> generation;
    Sequence cells_from{INT64_MAX};  // the first event whose sealed part is kept as cells; those before are of format 1
    KeyPlace keys = KeyPlace::none;
    bool has_keys_apart = false;  // they stand in a file of their own, whether or not that is there: a backup
};
Result<void> create_tables(Database& database, Ulid origin);

// Refuses a file of another program, of a newer hub, or with other tables than create_tables makes, or those of format
// 1, which is read and taken over. Returns the format.
Result<int> check_tables(Database& database);
constexpr int newest_format = 2;
// Keys that stand apart are not attached yet.
Result<Identity> read_identity(Database& database);
// From format 1, all or nothing: sealed parts from `cells_from` on are cells, those before stay as they are.
Result<void> take_over_format_1(Database& database, Sequence cells_from);
Result<void> write_generation(Database& database, Ulid generation);
// Of a copy: it has no generation, and nobody knows which orders to erase it was made after.
Result<void> begin_anew(Database& database);

// How far the orders to erase are carried out: the check of the last such line, nullopt when of none.
Result<std::optional<Sha256>> read_erased_to(Database& database);
Result<void> write_erased_to(Database& database, const Sha256& check);

// That the keys stand in a file of their own, or no more.
Result<void> mark_keys_apart(Database& database, bool are_apart);
// The table of keys, here and in a file of its own.
constexpr const char* field_key_table = "CREATE TABLE field_key(seq INTEGER PRIMARY KEY, keys BLOB NOT NULL) STRICT";

}  // namespace paraat::journal
