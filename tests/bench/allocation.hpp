#pragma once

#include <malloc.h>

namespace paraat::bench {

// Bytes that are allocated in this process, with what the allocator adds to each piece.
inline double allocated() {
    const struct mallinfo2 info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd);
}

// What making it allocates that stays.
double bytes_of(const auto& make) {
    const double before = allocated();
    [[maybe_unused]] const auto kept = make();
    return allocated() - before;
}

}  // namespace paraat::bench
