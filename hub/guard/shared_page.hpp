#pragma once

#include <cstdint>

namespace paraat::guard {

// What the hub and the guard tell each other: a page of memory that both have mapped. Each number has one writer.
struct SharedPage {
    std::uint64_t failed_logins = 0;  // by the guard
    // By the hub: how often the rights changed. They are in the first of two files after an even number, in the second
    // after an odd one, so that the one that is read is never the one that is written.
    std::uint64_t rights_version = 0;
};

}  // namespace paraat::guard
