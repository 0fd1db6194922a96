#include "hub/journal/log_writes.hpp"

#include <sqlite3.h>

#include <cstring>
#include <new>
#include <string>
#include <utility>

namespace paraat::journal {
namespace {

// Bytes. SQLite's VFS for Unix takes fewer than 128 KiB at once (the length is masked, os_unix.c): of more it says that
// the disk is full.
constexpr std::size_t gathered_most = 64UL << 10;

// SQLite's own file, with its methods in the first place, and behind it in the same memory the system's.
struct LogFile {
    sqlite3_file base;
    std::string* gathered;    // not in the file yet
    sqlite3_int64 begins_at;  // where it belongs
    bool gathers;
};

sqlite3_file* system_file(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<LogFile*>(file) + 1);
}

// What failed is let go: SQLite takes the commit back, and writes its pages anew.
int write_gathered(sqlite3_file* file) {
    auto* log = reinterpret_cast<LogFile*>(file);
    if (log->gathered->empty()) return SQLITE_OK;
    sqlite3_file* const system = system_file(file);
    const int code = system->pMethods->xWrite(system, log->gathered->data(), static_cast<int>(log->gathered->size()),
                                              log->begins_at);
    log->gathered->clear();
    return code;
}

int close_log(sqlite3_file* file) {
    const int written = write_gathered(file);
    delete reinterpret_cast<LogFile*>(file)->gathered;
    const int closed = system_file(file)->pMethods->xClose(system_file(file));
    return written != SQLITE_OK ? written : closed;
}

int write_log(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    auto* log = reinterpret_cast<LogFile*>(file);
    const auto end = log->begins_at + static_cast<sqlite3_int64>(log->gathered->size());
    const bool has_room = log->gathered->size() + static_cast<std::size_t>(size) <= gathered_most;
    const bool is_next = log->gathers && !log->gathered->empty() && at == end && has_room;
    if (!is_next) {
        if (const int code = write_gathered(file); code != SQLITE_OK) return code;
        log->begins_at = at;
    }
    if (!log->gathers) return system_file(file)->pMethods->xWrite(system_file(file), bytes, size, at);
    try {
        log->gathered->append(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    } catch (const std::bad_alloc&) {
        return SQLITE_IOERR_NOMEM;
    }
    return SQLITE_OK;
}

// For each method that asks about the file: what was gathered first.
template <auto method, class... Arguments>
int when_written(sqlite3_file* file, Arguments... arguments) {
    if (const int code = write_gathered(file); code != SQLITE_OK) return code;
    return (system_file(file)->pMethods->*method)(system_file(file), arguments...);
}

template <auto method, class... Arguments>
int as_it_is(sqlite3_file* file, Arguments... arguments) {
    return (system_file(file)->pMethods->*method)(system_file(file), arguments...);
}

using Methods = sqlite3_io_methods;
constexpr Methods log_methods = {
    1,  // a log is not mapped, nor is it where readers and writers meet
    close_log,
    when_written<&Methods::xRead, void*, int, sqlite3_int64>,
    write_log,
    when_written<&Methods::xTruncate, sqlite3_int64>,
    when_written<&Methods::xSync, int>,
    when_written<&Methods::xFileSize, sqlite3_int64*>,
    as_it_is<&Methods::xLock, int>,
    as_it_is<&Methods::xUnlock, int>,
    as_it_is<&Methods::xCheckReservedLock, int*>,
    as_it_is<&Methods::xFileControl, int, void*>,
    as_it_is<&Methods::xSectorSize>,
    as_it_is<&Methods::xDeviceCharacteristics>,
    nullptr,  // shared memory and mappings: of later versions of the table
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
};

sqlite3_vfs* system_files() {
    static sqlite3_vfs* const found = sqlite3_vfs_find(nullptr);
    return found;
}

int open_file(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* given) {
    sqlite3_vfs* const system = system_files();
    if ((flags & SQLITE_OPEN_WAL) == 0) return system->xOpen(system, path, file, flags, given);
    auto* log = reinterpret_cast<LogFile*>(file);
    log->base.pMethods = nullptr;  // nothing to close, should it fail
    auto* gathered = new (std::nothrow) std::string;
    if (gathered == nullptr) return SQLITE_NOMEM;
    const int code = system->xOpen(system, path, system_file(file), flags, given);
    if (code != SQLITE_OK) {
        delete gathered;
        return code;
    }
    log->gathered = gathered;
    // Without it SQLite fills up the last sector after its sync, and tells readers before another.
    log->gathers = (as_it_is<&Methods::xDeviceCharacteristics>(file) & SQLITE_IOCAP_POWERSAFE_OVERWRITE) != 0;
    log->base.pMethods = &log_methods;
    return SQLITE_OK;
}

}  // namespace

const char* gathering_files() {
    static sqlite3_vfs files;
    static const char* const name = [] {
        if (system_files() == nullptr) return static_cast<const char*>(nullptr);
        files = *system_files();
        files.zName = "paraat";
        files.szOsFile += static_cast<int>(sizeof(LogFile));
        files.pNext = nullptr;
        files.xOpen = open_file;
        return sqlite3_vfs_register(&files, 0) == SQLITE_OK ? files.zName : nullptr;
    }();
    return name;
}

}  // namespace paraat::journal
