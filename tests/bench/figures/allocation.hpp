#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>

#include <jemalloc/jemalloc.h>

namespace paraat::bench {

// Bytes that are allocated in this process, with what the allocator adds to each piece: the hub's allocator. Throws
// std::runtime_error when it keeps no count, or is not the one of this process.
inline double allocated() {
    std::uint64_t epoch = 1;  // the figures are those of when it was set last
    std::size_t bytes = 0, size = sizeof bytes;
    mallctl("thread.tcache.flush", nullptr, nullptr, nullptr, 0);  // what a thread has in reserve counts as allocated
    const bool is_new = mallctl("epoch", nullptr, nullptr, &epoch, sizeof epoch) == 0;
    const bool is_told = mallctl("stats.allocated", &bytes, &size, nullptr, 0) == 0;
    if (!is_new || !is_told || bytes == 0) throw std::runtime_error("jemalloc does not tell what is allocated");
    return static_cast<double>(bytes);
}

// What making it allocates that stays.
double bytes_of(const auto& make) {
    const double before = allocated();
    [[maybe_unused]] const auto kept = make();
    return allocated() - before;
}

}  // namespace paraat::bench
