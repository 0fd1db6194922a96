#pragma once

namespace paraat {

// How top, gdb and perf call the thread that asks; at most 15 bytes (pthread_setname_np(3)), so that it is never
// refused.
void name_this_thread(const char* name);

}  // namespace paraat
