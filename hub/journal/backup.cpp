#include "hub/journal/backup.hpp"

#include "hub/journal/erasures_file.hpp"
#include "hub/journal/files.hpp"
#include "hub/journal/keys_apart.hpp"
#include "hub/journal/statement.hpp"

namespace paraat::journal {
namespace {

namespace fs = std::filesystem;

Error unreadable(const fs::path& path, const std::error_code& why) {
    return {"journal_io", "", "cannot read " + path.string() + ": " + why.message()};
}

Result<void> copy_files(const fs::path& from, const fs::path& to) {
    if (auto made = make_private_directory(to); !made) return made;
    std::error_code failed;
    for (fs::directory_iterator file(from, failed); !failed && file != fs::directory_iterator();
         file.increment(failed)) {
        const auto text = read_file(file->path());
        if (!text) return Error{"journal_io", "", "cannot read " + file->path().string()};
        if (auto copied = replace_file(to / file->path().filename(), *text); !copied) return copied;
    }
    if (failed) return unreadable(from, failed);
    return {};
}

// The sets of rules that the decisions were made with, a folder each.
Result<void> copy_rules(const fs::path& from, const fs::path& to) {
    std::error_code failed;
    if (!fs::exists(from, failed) && !failed) return {};
    for (fs::directory_iterator set(from, failed); !failed && set != fs::directory_iterator(); set.increment(failed)) {
        if (auto copied = copy_files(set->path(), to / set->path().filename()); !copied) return copied;
        if (auto synced = sync_directory(to); !synced) return synced;
    }
    if (failed) return unreadable(from, failed);
    return {};
}

Result<void> copy_key(const Paths& from, const Paths& to, const VerifyReport& copied) {
    const auto key = read_file(from.site_key());
    if (key) return replace_file(to.site_key(), *key);
    if (copied.events == 0) return {};
    return Error{"journal_io", "",
                 "cannot read " + from.site_key().string() + ", without which no hub starts on a journal with events"};
}

// Into a file of their own, from wherever they are.
Result<void> place_keys(const Paths& from, const Paths& to) {
    if (auto moved = move_keys_out(to); !moved) return moved;
    if (fs::exists(to.keys()) || !fs::exists(from.keys())) return {};
    if (auto made = replace_file(to.keys(), ""); !made) return made;
    auto source = Database::open(from.keys().string(), Access::read_only);
    if (!source) return source.error();
    auto copy = Database::open(to.keys().string(), Access::read_write);
    if (!copy) return copy.error();
    return source->copy_to(*copy);
}

Result<void> copy_orders(const Paths& from, const Paths& to) {
    const auto ordered = ErasuresFile::read(from);
    if (!ordered) return ordered.error();
    auto there = ErasuresFile::read(to);
    return there ? there->append_missing(*ordered) : there.error();
}

// So that it can be read where nothing can be written: with a log SQLite wants files of its own beside it.
Result<void> do_without_log(const Paths& paths) {
    auto database = Database::open(paths.journal().string(), Access::read_write);
    if (!database) return database.error();
    return database->execute("PRAGMA journal_mode = DELETE");
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
    if (auto moved = place_keys(from, to); !moved) return moved.error();
    if (auto copied = copy_orders(from, to); !copied) return copied.error();
    if (auto copied = copy_rules(from.rules(), to.rules()); !copied) return copied.error();
    auto adopted = adopt_head(target);
    if (!adopted) return adopted.error();
    if (auto plain = do_without_log(to); !plain) return plain.error();
    const VerifyReport report = verify(target);
    if (auto copied = copy_key(from, to, report); !copied) return copied.error();
    return report;
}

}  // namespace paraat::journal
