#include "hub/journal/chance.hpp"

#include <sys/random.h>

#include <array>

namespace paraat::journal {

Chance system_chance() {
    return [](std::span<std::uint8_t> bytes) {
        std::size_t filled = 0;
        while (filled < bytes.size()) {
            const auto got = ::getrandom(bytes.data() + filled, bytes.size() - filled, 0);
            if (got > 0) filled += static_cast<std::size_t>(got);
        }
    };
}

Ulid fresh_ulid(const Chance& chance, Instant now) {
    std::array<std::uint8_t, 10> bytes{};
    chance(bytes);
    return {now, bytes};
}

}  // namespace paraat::journal
