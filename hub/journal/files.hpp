#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "hub/base/durable_file.hpp"

namespace paraat::journal {

// The files of a journal's directory.
struct Paths {
    std::filesystem::path directory;

    std::filesystem::path journal() const { return directory / "journal.db"; }
    bool has_journal() const { return std::filesystem::exists(journal()); }
    // Of a backup alone: the keys of its journal.
    std::filesystem::path keys() const { return directory / "keys.db"; }
    std::filesystem::path erasures() const { return directory / "erasures"; }
    std::filesystem::path expected_head() const { return directory / "expected-head"; }
    std::filesystem::path lock() const { return directory / "lock"; }
    std::filesystem::path running() const { return directory / "running"; }
    // There while a restore puts files in place: no journal yet.
    std::filesystem::path restoring() const { return directory / "restoring"; }
    std::filesystem::path ballast() const { return directory / "ballast"; }
    std::filesystem::path snapshots() const { return directory / "snapshots"; }
    // Made and read by the app: new ids are made with it. It belongs to a backup.
    std::filesystem::path site_key() const { return directory / "site-key"; }
    // Likewise: the files of each set of rules that decided, by its version.
    std::filesystem::path rules() const { return directory / "rules"; }
};

// As those of base, with the journal's codes: `journal_directory`, `journal_io`.
Result<void> make_private_directory(const std::filesystem::path& directory);
Result<void> replace_file(const std::filesystem::path& path, std::string_view bytes);

// What `doing` to the file failed with, from errno.
Error io_error(std::string_view doing, const std::filesystem::path& path);

// Held as long as the object lives; the kernel lets go when the process dies, however it dies.
class DirectoryLock {
public:
    static Result<DirectoryLock> take(const Paths& paths);
    DirectoryLock(DirectoryLock&& other) noexcept;
    DirectoryLock& operator=(DirectoryLock&&) = delete;
    ~DirectoryLock();

private:
    explicit DirectoryLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

// Whether the directory's file system has so much room left for an ordinary account.
bool has_room(const std::filesystem::path& directory, std::int64_t bytes);

// The same, asked of the system at most each 50 ms: within that time no hub fills what is kept free. For any thread.
class DiskRoom {
public:
    DiskRoom(std::filesystem::path directory, std::int64_t bytes) : directory_(std::move(directory)), bytes_(bytes) {}
    bool is_there() const;

private:
    const std::filesystem::path directory_;
    const std::int64_t bytes_;
    mutable std::atomic<std::int64_t> asked_at_{-1};  // on the steady clock, in ms
    mutable std::atomic<bool> is_there_{false};
};

// A file whose only use is to be deleted when the disk is full, so that the hub can still start. Of 0 bytes: none.
void keep_ballast(const Paths& paths, std::int64_t keep_free, std::int64_t bytes);

}  // namespace paraat::journal
