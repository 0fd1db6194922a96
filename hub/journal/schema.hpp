#pragma once

#include <optional>

#include "hub/base/result.hpp"
#include "hub/base/ulid.hpp"
#include "hub/journal/statement.hpp"

namespace paraat::journal {

// The settings that a writer's promises rest on; each is read back, and another value than asked for is an Error.
Result<void> set_up_writer(Database& database);
Result<void> set_up_reader(Database& database);

// True when nothing was ever written: no tables, no version.
Result<bool> is_blank(Database& database);
// Which journal this is: the root of its chain, and what it publishes as its generation. A backup has no generation, so
// that whoever opens it for writing takes a new one.
struct Identity {
    Ulid origin;
    std::optional<Ulid> generation;
};
Result<void> create_tables(Database& database, Ulid origin);

// Refuses a file of another program, of a newer hub, or with other tables than create_tables makes.
Result<void> check_tables(Database& database);
Result<Identity> read_identity(Database& database);
Result<void> write_generation(Database& database, Ulid generation);
Result<void> drop_generation(Database& database);

}  // namespace paraat::journal
