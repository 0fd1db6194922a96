#include "hub/codec/cot/wire.hpp"

#include <bit>
#include <utility>

namespace paraat::codec::cot {
namespace {

// On the wire; 3 and 4 are groups, which proto3 does not have.
constexpr std::uint64_t varint_type = 0;
constexpr std::uint64_t fixed64_type = 1;
constexpr std::uint64_t bytes_type = 2;
constexpr std::uint64_t fixed32_type = 5;

std::uint64_t little_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i > 0; --i) value = value << 8 | static_cast<std::uint8_t>(bytes[i - 1]);
    return value;
}

}  // namespace

std::optional<WireField> WireReader::fail() {
    is_whole_ = false;
    rest_ = {};
    return std::nullopt;
}

std::optional<std::uint64_t> WireReader::varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 70 && !rest_.empty(); shift += 7) {
        const auto byte = static_cast<std::uint8_t>(rest_.front());
        rest_.remove_prefix(1);
        if (shift == 63 && byte > 1) return std::nullopt;
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if ((byte & 0x80) == 0) return value;
    }
    return std::nullopt;
}

std::optional<std::string_view> WireReader::take(std::size_t size) {
    if (size > rest_.size()) return std::nullopt;
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
}

std::optional<WireField> WireReader::next() {
    if (rest_.empty()) return std::nullopt;
    const auto head = varint();
    if (!head || *head >> 3 == 0 || *head >> 3 > 0x1FFF'FFFF) return fail();
    WireField field;
    field.id = static_cast<std::uint32_t>(*head >> 3);
    const std::uint64_t type = *head & 7;
    if (type == varint_type) {
        const auto value = varint();
        if (!value) return fail();
        field.number = *value;
        return field;
    }
    std::optional<std::uint64_t> size;
    if (type == bytes_type) size = varint();
    if (type == fixed64_type) size = 8;
    if (type == fixed32_type) size = 4;
    if (!size || *size > rest_.size()) return fail();
    field.bytes = *take(static_cast<std::size_t>(*size));
    field.kind = type == bytes_type     ? WireField::Kind::bytes
                 : type == fixed64_type ? WireField::Kind::fixed64
                                        : WireField::Kind::fixed32;
    if (type != bytes_type) field.number = little_endian(std::exchange(field.bytes, {}));
    return field;
}

void WireWriter::varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>((value & 0x7F) | 0x80);
    bytes_ += static_cast<char>(value);
}

void WireWriter::head(std::uint32_t id, WireField::Kind kind) {
    const std::uint64_t type = kind == WireField::Kind::varint    ? varint_type
                               : kind == WireField::Kind::fixed64 ? fixed64_type
                                                                  : bytes_type;
    varint(std::uint64_t{id} << 3 | type);
}

void WireWriter::number(std::uint32_t id, std::uint64_t value) {
    if (value == 0) return;
    head(id, WireField::Kind::varint);
    varint(value);
}

void WireWriter::decimal(std::uint32_t id, double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    if (bits == 0) return;
    head(id, WireField::Kind::fixed64);
    for (int shift = 0; shift < 64; shift += 8) bytes_ += static_cast<char>(bits >> shift & 0xFF);
}

void WireWriter::text(std::uint32_t id, std::string_view value) {
    if (value.empty()) return;
    head(id, WireField::Kind::bytes);
    varint(value.size());
    bytes_ += value;
}

void WireWriter::message(std::uint32_t id, const WireWriter& value) {
    head(id, WireField::Kind::bytes);
    varint(value.bytes_.size());
    bytes_ += value.bytes_;
}

}  // namespace paraat::codec::cot
