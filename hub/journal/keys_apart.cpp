#include "hub/journal/keys_apart.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace paraat::journal {
namespace {

// Before SQLite makes it: the keys are for the hub's account alone.
Result<void> make_private_file(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return io_error("cannot create", path);
    ::close(descriptor);
    return {};
}

Result<void> run_all(Database& database, std::initializer_list<const char*> statements) {
    for (const char* statement : statements) {
        if (auto done = database.execute(statement); !done) return done;
    }
    return {};
}

}  // namespace

Result<void> attach_keys(Database& database, const Paths& paths, Identity& identity) {
    if (!identity.has_keys_apart || !std::filesystem::exists(paths.keys())) return {};
    if (auto attached = database.attach(paths.keys().string(), keys_apart_schema); !attached) return attached;
    auto there = database.ask("SELECT sql FROM apart.sqlite_schema");
    if (!there) return there.error();
    if (*there != field_key_table) {
        return Error{"journal_damaged", "", paths.keys().string() + " is no file of a journal's keys"};
    }
    identity.keys = KeyPlace::apart;
    return {};
}

Result<void> move_keys_out(const Paths& paths) {
    auto database = Database::open(paths.journal().string(), Access::read_write);
    if (!database) return database.error();
    auto identity = read_identity(*database);
    if (!identity) return identity.error();
    if (identity->keys != KeyPlace::inside) return {};
    if (auto made = make_private_file(paths.keys()); !made) return made;
    // Not by a file of SQLite's: that would have the keys as well. What a crash leaves is no backup.
    if (auto set = run_all(*database, {"PRAGMA main.journal_mode = DELETE", "PRAGMA main.journal_mode = MEMORY",
                                       "PRAGMA main.secure_delete = ON"});
        !set) {
        return set;
    }
    if (auto attached = database->attach(paths.keys().string(), keys_apart_schema); !attached) return attached;
    const std::string table = std::string(field_key_table).replace(0, 13, "CREATE TABLE apart.");
    if (auto moved =
            run_all(*database, {"BEGIN IMMEDIATE", table.c_str(),
                                "INSERT INTO apart.field_key SELECT seq, keys FROM main.field_key ORDER BY seq",
                                "DELETE FROM main.field_key"});
        !moved) {
        return moved;
    }
    if (auto marked = mark_keys_apart(*database, true); !marked) return marked;
    return database->execute("COMMIT");
}

Result<void> take_keys_in(Database& database, const Paths& paths) {
    auto identity = read_identity(database);
    if (!identity) return identity.error();
    if (!identity->has_keys_apart) return {};
    if (auto attached = attach_keys(database, paths, *identity); !attached) return attached;
    if (identity->keys == KeyPlace::apart) {
        auto taken = run_all(database, {"BEGIN IMMEDIATE",
                                        "INSERT OR IGNORE INTO main.field_key SELECT seq, keys FROM apart.field_key "
                                        "ORDER BY seq",
                                        "COMMIT", "DETACH apart"});
        if (!taken) return taken;
        std::error_code failed;
        std::filesystem::remove(paths.keys(), failed);
        if (failed) return Error{"journal_io", "", "cannot remove " + paths.keys().string() + ": " + failed.message()};
        if (auto synced = sync_directory(paths.directory); !synced) return synced;
    }
    return mark_keys_apart(database, false);
}

}  // namespace paraat::journal
