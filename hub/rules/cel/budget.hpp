#pragma once

#include <cstddef>
#include <cstdint>

namespace paraat::rules::cel {

inline constexpr std::int64_t steps_most = 100'000;    // of one evaluation; a visit to a node is one
inline constexpr std::size_t text_most = 1024 * 1024;  // bytes of a text that an evaluation makes
inline constexpr std::size_t elements_most = 10'000;   // of a list that it makes
inline constexpr std::int64_t bytes_per_step = 64;     // of texts that are made, copied or looked through

// What one evaluation may still cost: visits, and the size of what it makes, so that time and memory are both bounded.
class Budget {
public:
    // False when there is not enough left, and from then on.
    bool spend(std::int64_t steps) {
        left_ = steps > left_ ? -1 : left_ - steps;
        return left_ >= 0;
    }
    bool spend_bytes(std::size_t bytes) { return spend(static_cast<std::int64_t>(bytes) / bytes_per_step); }
    bool is_spent() const { return left_ < 0; }

private:
    std::int64_t left_ = steps_most;
};

}  // namespace paraat::rules::cel
