#pragma once

namespace paraat::journal {

// The name of a way for SQLite to reach its files (a VFS, sqlite.org/vfs.html) that gathers what it writes to its
// write-ahead log, a header and a page at a time, into few writes of the system. All is in the file before a sync of
// it, and before anything is read from it: nobody is told of a commit, and no other connection reads it, sooner (the
// writer syncs at each commit, sqlite.org/pragma.html#pragma_synchronous, and only then tells readers of its pages).
// A failed write is told by the sync that needs it. All else is done by the system's own VFS. Null when SQLite has
// none.
const char* gathering_files();

}  // namespace paraat::journal
