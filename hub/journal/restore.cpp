#include "hub/journal/restore.hpp"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hub/journal/backup.hpp"
#include "hub/journal/erasures_file.hpp"
#include "hub/journal/files.hpp"

namespace paraat::journal {
namespace {

namespace fs = std::filesystem;

// What belongs to one journal, and goes with it. Messages in quarantine stay: a restored hub would die of them too. So
// does what was ordered to be erased, which the restored journal must not bring back.
constexpr const char* own_files[] = {"journal.db",    "journal.db-wal", "journal.db-shm", "journal.db-journal",
                                     "expected-head", "site-key",       "rules",          "snapshots",
                                     "running",       "keys.db"};

// A folder that goes with the object, unless nobody needs it gone.
class Staging {
public:
    static Result<Staging> in(const fs::path& directory) {
        std::string name = (directory / "restoring-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) return io_error("cannot create", name);
        return Staging(name);
    }
    Staging(Staging&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    Staging& operator=(Staging&&) = delete;
    ~Staging() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }
    const fs::path& path() const { return path_; }

private:
    explicit Staging(fs::path path) : path_(std::move(path)) {}
    fs::path path_;
};

bool has_any_of_its_own(const fs::path& directory) {
    std::error_code ignored;
    for (const char* name : own_files) {
        if (fs::exists(directory / name, ignored)) return true;
    }
    return false;
}

// Somebody who names the wrong folder must not find a journal among his photographs.
Result<void> check_folder(const Paths& paths) {
    std::error_code failed;
    const bool is_empty = fs::is_empty(paths.directory, failed);
    if (failed)
        return Error{"journal_directory", "", "cannot read " + paths.directory.string() + ": " + failed.message()};
    if (is_empty || has_any_of_its_own(paths.directory) || fs::exists(paths.restoring())) return {};
    for (const auto& entry : fs::directory_iterator(paths.directory, failed)) {
        const std::string name = entry.path().filename();
        const bool is_ours = name == "lock" || name == "broker" || name == "ballast" || name == "quarantine" ||
                             name.starts_with("erasures") || name == "in-hand" || name.starts_with("before-");
        if (is_ours) continue;
        return Error{"journal_directory", "",
                     paths.directory.string() + " holds " + name +
                         " and no journal: name the journal's own folder, or an "
                         "empty one"};
    }
    return {};
}

fs::path free_name_in(const fs::path& directory) {
    for (int number = 1;; ++number) {
        fs::path name = directory / ("before-" + std::to_string(number));
        if (!fs::exists(name)) return name;
    }
}

Result<void> move_own_files(const fs::path& from, const fs::path& to) {
    for (const char* name : own_files) {
        std::error_code failed;
        if (!fs::exists(from / name, failed)) continue;
        fs::rename(from / name, to / name, failed);
        if (failed) {
            return Error{"journal_io", "",
                         "cannot move " + (from / name).string() + " to " + to.string() + ": " + failed.message()};
        }
    }
    if (auto synced = sync_directory(to); !synced) return synced;
    return sync_directory(from);
}

// Root restores for the account that the hub runs as.
void give_to_owner_of(const fs::path& directory, const fs::path& copy) {
    struct stat owner {};
    if (::geteuid() != 0 || ::stat(directory.c_str(), &owner) != 0) return;
    std::error_code ignored;
    static_cast<void>(::lchown(copy.c_str(), owner.st_uid, owner.st_gid));
    for (const auto& entry : fs::recursive_directory_iterator(copy, ignored)) {
        static_cast<void>(::lchown(entry.path().c_str(), owner.st_uid, owner.st_gid));
    }
}

// Whether the orders of this folder are damaged.
Result<bool> has_damaged_orders(const Paths& paths) {
    const auto ordered = ErasuresFile::read(paths);
    if (ordered) return false;
    if (ordered.error().code != "journal_damaged") return ordered.error();
    return true;
}

// As they are, for whoever restores what was moved aside.
Result<void> copy_orders_aside(const Paths& paths, const fs::path& aside) {
    if (!fs::exists(paths.erasures())) return {};
    const auto bytes = read_file(paths.erasures());
    if (!bytes) return Error{"journal_io", "", "cannot read " + paths.erasures().string()};
    return replace_file(Paths{aside}.erasures(), *bytes);
}

// What is sound of the folder's own, and those of the backup: they may be of another folder.
Result<void> keep_orders(const ErasuresFile& of_backup, const Paths& paths, Restored& restored) {
    if (restored.had_damaged_orders) {
        const auto lost = ErasuresFile::keep_sound_lines(paths);
        if (!lost) return lost.error();
        restored.lost_orders = *lost;
    }
    auto known = ErasuresFile::read(paths);
    return known ? known->append_missing(of_backup) : known.error();
}

Result<VerifyReport> copy_of(const fs::path& backup, const fs::path& staging) {
    auto copied = back_up(backup, staging);
    if (copied && !copied->fault) return copied;
    const std::string why = copied ? copied->fault->what : copied.error().message;
    return Error{"journal_io", "",
                 "the copy of " + backup.string() + " did not become whole, is there room for it? " + why +
                     ". Nothing was changed."};
}

}  // namespace

Result<Restored> restore(const fs::path& backup, const fs::path& directory) {
    const Paths paths{directory};
    const VerifyReport source = verify(backup);
    if (source.fault) {
        return Error{"journal_damaged", "", "the backup in " + backup.string() + ": " + source.fault->what};
    }
    if (auto made = make_private_directory(directory); !made) return made.error();
    std::error_code failed;
    if (fs::equivalent(backup, directory, failed)) {
        return Error{"journal_directory", "", directory.string() + " is the backup itself: name the journal's folder"};
    }
    if (auto right = check_folder(paths); !right) return right.error();
    const auto lock = DirectoryLock::take(paths);
    if (!lock) return lock.error();
    const auto staging = Staging::in(directory);
    if (!staging) return staging.error();
    auto copied = copy_of(backup, staging->path());
    if (!copied) return copied.error();
    give_to_owner_of(directory, staging->path());

    const auto of_backup = ErasuresFile::read(Paths{staging->path()});
    if (!of_backup) return of_backup.error();
    const auto is_damaged = has_damaged_orders(paths);
    if (!is_damaged) return is_damaged.error();
    Restored restored;
    restored.report = *copied;
    restored.had_orders = fs::exists(paths.erasures());
    restored.had_damaged_orders = *is_damaged;
    if (*is_damaged || has_any_of_its_own(directory)) restored.aside = free_name_in(directory);
    if (auto marked = replace_file(paths.restoring(), ""); !marked) return marked.error();
    if (!restored.aside.empty()) {
        if (auto made = make_private_directory(restored.aside); !made) return made.error();
        if (auto kept = copy_orders_aside(paths, restored.aside); !kept) return kept.error();
        give_to_owner_of(directory, restored.aside);
        if (auto moved = move_own_files(directory, restored.aside); !moved) return moved.error();
    }
    if (auto kept = keep_orders(*of_backup, paths, restored); !kept) return kept.error();
    if (auto moved = move_own_files(staging->path(), directory); !moved) return moved.error();
    fs::remove(paths.restoring(), failed);
    if (auto synced = sync_directory(directory); !synced) return synced.error();
    return restored;
}

}  // namespace paraat::journal
