#pragma once

#include <chrono>
#include <thread>

namespace paraat::test {

// Waits until the condition holds; false when it did not within a time that no healthy machine needs. For what another
// process does, which nobody can wake us for.
template <class Condition>
[[nodiscard]] bool eventually(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return true;
}

}  // namespace paraat::test
