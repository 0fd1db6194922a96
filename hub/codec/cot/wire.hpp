#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The wire format of protocol buffers, as far as TAK's messages need it; for the files of this folder alone.
namespace paraat::codec::cot {

// One field. `number` of a varint, the bits of a fixed one; `bytes` of one with a length.
struct WireField {
    std::uint32_t id = 0;
    enum class Kind : std::uint8_t { varint, fixed64, bytes, fixed32 } kind = Kind::varint;
    std::uint64_t number = 0;
    std::string_view bytes;
};

class WireReader {
public:
    explicit WireReader(std::string_view bytes) : rest_(bytes) {}

    // Nullopt at the end, and where it is no field (groups are none here): ask is_whole() then.
    std::optional<WireField> next();
    bool is_whole() const { return is_whole_ && rest_.empty(); }

private:
    std::optional<std::uint64_t> varint();
    std::optional<std::string_view> take(std::size_t size);
    std::optional<WireField> fail();

    std::string_view rest_;
    bool is_whole_ = true;
};

// What is zero or empty is left out, as proto3 has it.
class WireWriter {
public:
    void number(std::uint32_t id, std::uint64_t value);
    void decimal(std::uint32_t id, double value);
    void text(std::uint32_t id, std::string_view value);
    // Also when it is empty: that it is there is what it says.
    void message(std::uint32_t id, const WireWriter& value);
    const std::string& bytes() const { return bytes_; }

private:
    void varint(std::uint64_t value);
    void head(std::uint32_t id, WireField::Kind kind);

    std::string bytes_;
};

}  // namespace paraat::codec::cot
