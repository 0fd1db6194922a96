#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "hub/base/digest.hpp"
#include "hub/base/ulid.hpp"
#include "hub/journal/entry.hpp"

namespace paraat::journal {

// docs/formats/journal.md says the same with an example. Integers are big-endian, two's complement.

// What stands before row 1: SHA-256("paraat journal 1" || the 16 bytes of the origin).
Sha256 genesis_hash(Ulid origin);

// SHA-256(length of subject in one byte || subject || open).
Sha256 open_digest(std::string_view subject, std::string_view open);

// SHA-256(salt || sealed), or 32 zero bytes when there is no sealed part.
Sha256 sealed_digest(std::string_view salt, std::string_view sealed);
inline constexpr Sha256 no_sealed_part{};

// What is hashed of a row besides its predecessor.
struct ChainRow {
    Sequence sequence;
    Instant at;
    std::uint16_t kind = 0;
    std::uint16_t version = 0;
    Sha256 open{};
    Sha256 sealed{};
};

// SHA-256(previous || sequence, 8 || at, 8 || kind, 2 || version, 2 || open || sealed).
Sha256 row_hash(const Sha256& previous, const ChainRow& row);

// What is hashed of an input row.
struct InputFields {
    std::string_view client, kind, id;
    std::string_view payload_hash;  // 32 bytes
    std::string_view normalised, original, receipt;
    Instant at;
    std::int64_t client_seq = 0;
    Sequence first;
    std::int64_t count = 0;
};

// Guards an input row, which is outside the chain because it expires: SHA-256 over its fields, see the page.
Sha256 input_digest(const InputFields& fields);
Sha256 input_digest(const InputRow& input, Sequence first, std::int64_t count);

// Guards the counter of a client's accepted inputs: SHA-256(client || last_seq, 8).
Sha256 client_digest(std::string_view client, std::int64_t last_seq);

// 64 lower-case hexadecimal digits, as the side files have them; nullopt for anything else.
std::optional<Sha256> digest_from_hex(std::string_view digits);

}  // namespace paraat::journal
