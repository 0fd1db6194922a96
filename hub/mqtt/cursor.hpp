#pragma once

#include <cstdint>
#include <string_view>

namespace paraat::mqtt {

// Reads one field after another from a packet. After a field that is not there all others are not there either, so
// that it is asked once, at the end. Numbers are big-endian (3.1.1: 1.5, 5: 1.5).
class Cursor {
public:
    explicit Cursor(std::string_view bytes) : rest_(bytes) {}

    bool is_whole() const { return is_whole_; }
    bool is_at_end() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }

    std::uint8_t byte() { return static_cast<std::uint8_t>(number(1)); }
    std::uint16_t two() { return static_cast<std::uint16_t>(number(2)); }
    std::uint32_t four() { return number(4); }
    // Of one to four bytes, in as few as it needs or more.
    std::uint32_t variable() {
        std::uint32_t value = 0;
        for (int shift = 0; shift <= 21; shift += 7) {
            const std::uint8_t next = byte();
            value |= static_cast<std::uint32_t>(next & 0x7F) << shift;
            if ((next & 0x80) == 0) return value;
        }
        fail();
        return 0;
    }
    std::string_view text() { return take(two()); }
    std::string_view take(std::size_t length) {
        if (length > rest_.size()) return fail();
        const std::string_view taken = rest_.substr(0, length);
        rest_.remove_prefix(length);
        return taken;
    }

private:
    std::string_view fail() {
        is_whole_ = false;
        rest_ = {};
        return {};
    }
    std::uint32_t number(std::size_t length) {
        std::uint32_t value = 0;
        for (const char c : take(length)) value = value << 8 | static_cast<std::uint8_t>(c);
        return value;
    }

    std::string_view rest_;
    bool is_whole_ = true;
};

}  // namespace paraat::mqtt
