#pragma once

#include "hub/base/result.hpp"
#include "hub/base/ulid.hpp"
#include "hub/journal/statement.hpp"

namespace paraat::journal {

// The settings that a writer's promises rest on; each is read back, and another value than asked for is an Error.
Result<void> set_up_writer(Database& database);
Result<void> set_up_reader(Database& database);

// True when nothing was ever written: no tables, no version.
Result<bool> is_blank(Database& database);
Result<void> create_tables(Database& database, Ulid generation);

// Refuses a file of another program, of a newer hub, or with other tables than create_tables makes.
Result<void> check_tables(Database& database);
Result<Ulid> read_generation(Database& database);

}  // namespace paraat::journal
