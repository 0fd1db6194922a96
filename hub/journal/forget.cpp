#include "hub/journal/forget.hpp"

#include "hub/journal/eraser.hpp"
#include "hub/journal/erasures_file.hpp"
#include "hub/journal/files.hpp"
#include "hub/journal/keys_apart.hpp"

namespace paraat::journal {
namespace {

Result<void> destroy(const Paths& backup, const std::vector<ErasureLine>& lines, ErasureProgress& progress) {
    constexpr std::size_t at_once = 1'000;
    auto database = Database::open(backup.journal().string(), Access::read_write);
    if (!database) return database.error();
    if (auto right = check_tables(*database); !right) return right.error();
    auto identity = read_identity(*database);
    if (!identity) return identity.error();
    if (auto attached = attach_keys(*database, backup, *identity); !attached) return attached;
    for (const char* setting : {"PRAGMA secure_delete = ON", "PRAGMA synchronous = FULL"}) {
        if (auto set = database->execute(setting); !set) return set;
    }
    auto eraser = Eraser::on(*database, *identity);
    if (!eraser) return eraser.error();
    for (const ErasureLine& line : lines) {
        if (line.origin == identity->origin) eraser->know(line.ordered);
    }
    for (const ErasureLine& line : lines) {
        if (line.origin != identity->origin) continue;
        for (Sequence from = line.ordered.erasure.first; from <= line.ordered.erasure.last;) {
            if (auto begun = database->execute("BEGIN IMMEDIATE"); !begun) return begun;
            if (auto done = eraser->bite(line.ordered, from, at_once, progress); !done) return done;
            if (auto committed = database->execute("COMMIT"); !committed) return committed;
        }
    }
    progress.is_done = true;
    return {};
}

Result<void> check_backup(const Paths& backup) {
    const VerifyReport report = verify(backup.directory);
    if (report.fault) {
        return Error{"journal_damaged", "", "the backup in " + backup.directory.string() + ": " + report.fault->what};
    }
    // A journal that is written to has its keys in itself and a generation.
    if (report.head.generation.is_nil()) return {};
    return Error{"journal_directory", "",
                 backup.directory.string() + " is a hub's journal and no backup: that hub erases there by itself"};
}

}  // namespace

Result<Forgotten> forget(const std::filesystem::path& backup, const std::filesystem::path& directory) {
    const Paths of{backup};
    const auto ordered = ErasuresFile::read(Paths{directory});
    if (!ordered) return ordered.error();
    if (auto right = check_backup(of); !right) return right.error();
    const auto lock = DirectoryLock::take(of);
    if (!lock) return lock.error();
    auto known = ErasuresFile::read(of);
    if (!known) return known.error();
    const std::size_t before = known->lines().size();
    // First, so that a backup that is restored meanwhile erases it as well.
    if (auto noted = known->append_missing(*ordered); !noted) return noted.error();
    Forgotten forgotten;
    forgotten.orders = static_cast<std::int64_t>(known->lines().size() - before);
    if (auto done = destroy(of, known->lines(), forgotten.progress); !done) return done.error();
    forgotten.report = verify(backup);
    return forgotten;
}

}  // namespace paraat::journal
