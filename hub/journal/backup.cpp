#include "hub/journal/backup.hpp"

#include <optional>

#include "hub/journal/files.hpp"
#include "hub/journal/statement.hpp"

namespace paraat::journal {
namespace {

namespace fs = std::filesystem;

// The sets of rules that the decisions were made with.
Result<void> copy_rules(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code failed;
    for (const auto& set : fs::directory_iterator(from, failed)) {
        if (auto made = make_private_directory(to / set.path().filename()); !made) return made;
        for (const auto& file : fs::directory_iterator(set.path(), failed)) {
            const auto text = read_file(file.path());
            if (!text) return io_error("cannot read", file.path());
            if (auto copied = replace_file(to / set.path().filename() / file.path().filename(), *text); !copied) {
                return copied;
            }
        }
        if (auto synced = sync_directory(to); !synced) return synced;
    }
    return {};
}

// Beside the journal, so that a rename moves it: made anew when an earlier restore left it half.
fs::path staging_of(const fs::path& directory) {
    return directory.string() + ".restoring";
}

fs::path free_name_beside(const fs::path& directory) {
    for (int number = 1;; ++number) {
        fs::path name = directory.string() + ".before-" + std::to_string(number);
        if (!fs::exists(name)) return name;
    }
}

Result<void> move(const fs::path& from, const fs::path& to) {
    std::error_code failed;
    fs::rename(from, to, failed);
    if (failed)
        return Error{"journal_io", "", "cannot move " + from.string() + " to " + to.string() + ": " + failed.message()};
    return sync_directory(to.parent_path());
}

}  // namespace

Result<VerifyReport> back_up(const std::filesystem::path& directory, const std::filesystem::path& target) {
    const Paths from{directory}, to{target};
    if (auto made = make_private_directory(target); !made) return made.error();
    if (std::filesystem::exists(to.journal()) || std::filesystem::exists(to.expected_head())) {
        return Error{"journal_exists", "", target.string() + " holds a journal already; name an empty directory"};
    }
    {
        auto source = Database::open(from.journal().string(), Access::read_only);
        if (!source) return source.error();
        auto copy = Database::open(to.journal().string(), Access::read_write);
        if (!copy) return copy.error();
        if (auto copied = source->copy_to(*copy); !copied) return copied.error();
    }
    if (const auto key = read_file(from.site_key())) {
        if (auto copied = replace_file(to.site_key(), *key); !copied) return copied.error();
    }
    if (auto copied = copy_rules(from.rules(), to.rules()); !copied) return copied.error();
    auto adopted = adopt_head(target);
    if (!adopted) return adopted.error();
    return verify(target);
}

Result<Restored> restore(const fs::path& backup, const fs::path& given) {
    // "data/journal/" is the folder "journal" in "data".
    fs::path directory = fs::absolute(given).lexically_normal();
    if (!directory.has_filename()) directory = directory.parent_path();
    const VerifyReport source = verify(backup);
    if (source.fault)
        return Error{"journal_damaged", "", "the backup in " + backup.string() + ": " + source.fault->what};
    std::optional<DirectoryLock> lock;
    const bool is_there = fs::exists(directory);
    if (is_there) {
        auto taken = DirectoryLock::take(Paths{directory});
        if (!taken) return taken.error();
        lock.emplace(std::move(*taken));
    }
    const fs::path staging = staging_of(directory);
    std::error_code failed;
    fs::remove_all(staging, failed);
    auto copied = back_up(backup, staging);
    if (!copied) return copied.error();
    if (copied->fault) return Error{"journal_damaged", "", copied->fault->what};
    Restored restored{*copied, is_there ? free_name_beside(directory) : fs::path{}};
    if (is_there) {
        if (auto moved = move(directory, restored.aside); !moved) return moved.error();
    }
    if (auto moved = move(staging, directory); !moved) return moved.error();
    return restored;
}

}  // namespace paraat::journal
