#include "hub/journal/sealed_cells.hpp"

#include <algorithm>

#include "hub/base/check.hpp"
#include "hub/base/cipher.hpp"

namespace paraat::journal {
namespace {

static_assert(field_key_bytes == cipher_key_bytes);

// Seven bits a byte, the lowest first; the highest bit says that another follows.
void append_number(std::string& to, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) to.push_back(static_cast<char>(0x80 | (value & 0x7f)));
    to.push_back(static_cast<char>(value));
}

std::optional<std::uint64_t> take_number(std::string_view& from) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !from.empty(); shift += 7) {
        const auto byte = static_cast<std::uint8_t>(from.front());
        from.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80) return value;
    }
    return std::nullopt;
}

std::optional<std::uint16_t> take_field_number(std::string_view& from) {
    const auto number = take_number(from);
    if (!number || *number > UINT16_MAX) return std::nullopt;
    return static_cast<std::uint16_t>(*number);
}

std::optional<std::string_view> take_bytes(std::string_view& from, std::uint64_t count) {
    if (from.size() < count) return std::nullopt;
    const auto taken = from.substr(0, count);
    from.remove_prefix(count);
    return taken;
}

std::optional<std::string_view> take_counted(std::string_view& from) {
    const auto count = take_number(from);
    return count ? take_bytes(from, *count) : std::nullopt;
}

}  // namespace

std::optional<PlainField> take_field(std::string_view& sealed) {
    const auto number = take_field_number(sealed);
    if (!number) return std::nullopt;
    const auto bytes = take_counted(sealed);
    if (!bytes) return std::nullopt;
    return PlainField{*number, *bytes};
}

void append_field(std::string& sealed, const PlainField& field) {
    append_number(sealed, field.number);
    append_number(sealed, field.bytes.size());
    sealed += field.bytes;
}

std::optional<std::size_t> count_fields(std::string_view sealed) {
    std::size_t count = 0;
    for (; !sealed.empty(); ++count) {
        if (!take_field(sealed)) return std::nullopt;
    }
    return count;
}

std::optional<Cell> take_cell(std::string_view& cells) {
    const auto number = take_field_number(cells);
    if (!number) return std::nullopt;
    const auto commitment = take_bytes(cells, sizeof(Sha256));
    if (!commitment) return std::nullopt;
    const auto enciphered = take_counted(cells);
    if (!enciphered || enciphered->size() < cipher_tag_bytes) return std::nullopt;
    return Cell{*number, *commitment, *enciphered};
}

std::string seal_cells(std::string_view sealed, std::string_view keys) {
    constexpr std::size_t at_most_beside = sizeof(Sha256) + cipher_tag_bytes + 4;
    std::string cells;
    cells.reserve(sealed.size() + keys.size() / field_key_bytes * at_most_beside);
    while (!sealed.empty()) {
        const auto field = take_field(sealed);
        PARAAT_CHECK(field && keys.size() >= field_key_bytes);
        const auto key = keys.substr(0, field_key_bytes);
        keys.remove_prefix(field_key_bytes);
        append_number(cells, field->number);
        cells += as_text(sha256(key));
        append_number(cells, field->bytes.size() + cipher_tag_bytes);
        seal_once(cells, key, field->bytes);
    }
    PARAAT_CHECK(keys.empty());
    return cells;
}

Sha256 cells_digest(std::string_view cells) {
    return sha256({"paraat cells 2", cells});
}

bool is_destroyed(std::string_view key) {
    return std::all_of(key.begin(), key.end(), [](char byte) { return byte == 0; });
}

std::optional<CellFault> open_cells(std::string_view cells, std::string_view keys, CellCheck check,
                                    OpenedCells& opened) {
    const bool has_keys = !keys.empty();
    while (!cells.empty()) {
        const auto cell = take_cell(cells);
        if (!cell) return CellFault{"its cells cannot be told apart"};
        if (has_keys && keys.size() < field_key_bytes) return CellFault{"a cell has no place for its key"};
        const auto key = keys.substr(0, field_key_bytes);
        keys.remove_prefix(key.size());
        if (is_destroyed(key)) {
            opened.erased.push_back(cell->number);
            continue;
        }
        if (check == CellCheck::commitments_too && as_text(sha256(key)) != cell->commitment) {
            return CellFault{"a cell was not sealed by the key that stands for it"};
        }
        append_number(opened.sealed, cell->number);
        append_number(opened.sealed, cell->enciphered.size() - cipher_tag_bytes);
        if (!open_once(opened.sealed, key, cell->enciphered)) return CellFault{"a cell does not open with its key"};
        ++opened.kept;
    }
    if (!keys.empty()) return CellFault{"there is a key for a cell that is not there"};
    std::sort(opened.erased.begin(), opened.erased.end());
    return std::nullopt;
}

}  // namespace paraat::journal
