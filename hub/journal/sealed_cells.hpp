#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/digest.hpp"

namespace paraat::journal {

// A sealed part as format 2 keeps it (docs/formats/journal.md): each field a cell of its own, enciphered by a key that
// stands elsewhere. The chain covers the cells, so a field whose key is destroyed is gone and the chain stays whole.

constexpr std::size_t field_key_bytes = 32;

// A field of a sealed part as the codec of events writes it.
struct PlainField {
    std::uint16_t number = 0;
    std::string_view bytes;
};
// Moves `sealed` on; nullopt for what is no field.
std::optional<PlainField> take_field(std::string_view& sealed);
void append_field(std::string& sealed, const PlainField& field);
// nullopt when it is not made of fields.
std::optional<std::size_t> count_fields(std::string_view sealed);

struct Cell {
    std::uint16_t number = 0;
    std::string_view commitment;  // SHA-256 of the key: one cell cannot be shown to open to two texts by two keys
    std::string_view enciphered;  // with the tag
};
// Moves `cells` on; nullopt for what is no cell.
std::optional<Cell> take_cell(std::string_view& cells);

// The cells of the fields; `keys` are theirs, one after the other. Each key is used for nothing else, ever.
std::string seal_cells(std::string_view sealed, std::string_view keys);
// What the chain covers of them: SHA-256("paraat cells 2" || cells).
Sha256 cells_digest(std::string_view cells);

// A key that is destroyed is as many zero bytes, in its place.
bool is_destroyed(std::string_view key);

// What the keys that are there open. No keys at all: none is there any more.
struct OpenedCells {
    std::string sealed;  // the fields that are left, as they were
    std::vector<std::uint16_t> erased;
    std::size_t kept = 0;  // fields

    bool operator==(const OpenedCells&) const = default;
};
// A reason when cells and keys do not belong together.
struct CellFault {
    const char* what;
};
enum class CellCheck { opening, commitments_too };
std::optional<CellFault> open_cells(std::string_view cells, std::string_view keys, CellCheck check,
                                    OpenedCells& opened);

}  // namespace paraat::journal
