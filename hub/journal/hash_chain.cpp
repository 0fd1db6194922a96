#include "hub/journal/hash_chain.hpp"

#include "hub/base/check.hpp"

namespace paraat::journal {

namespace {

void put(std::string& to, std::uint64_t value, int bytes) {
    std::array<char, 8> big_endian{};
    for (int i = 0; i < bytes; ++i) big_endian[i] = static_cast<char>((value >> (8 * (bytes - 1 - i))) & 0xff);
    to.append(big_endian.data(), static_cast<std::size_t>(bytes));
}

void put_counted(std::string& to, std::string_view bytes) {
    put(to, bytes.size(), 8);
    to += bytes;
}

}  // namespace

Sha256 genesis_hash(Ulid origin) {
    const auto& bytes = origin.bytes();
    return sha256({"paraat journal 1", {reinterpret_cast<const char*>(bytes.data()), bytes.size()}});
}

Sha256 open_digest(std::string_view subject, std::string_view open) {
    PARAAT_CHECK(subject.size() < 256);
    const char length = static_cast<char>(subject.size());
    return sha256({{&length, 1}, subject, open});
}

Sha256 sealed_digest(std::string_view salt, std::string_view sealed) {
    if (sealed.empty()) return no_sealed_part;
    return sha256({salt, sealed});
}

Sha256 row_hash(const Sha256& previous, const ChainRow& row) {
    std::string fixed;
    put(fixed, static_cast<std::uint64_t>(row.sequence.value), 8);
    put(fixed, static_cast<std::uint64_t>(row.at.ms), 8);
    put(fixed, row.kind, 2);
    put(fixed, row.version, 2);
    return sha256({as_text(previous), fixed, as_text(row.open), as_text(row.sealed)});
}

Sha256 input_digest(const InputFields& fields) {
    std::string bytes;
    bytes.reserve(fields.normalised.size() + fields.original.size() + fields.receipt.size() + 256);
    for (std::string_view field : {fields.client, fields.kind, fields.id, fields.payload_hash, fields.normalised,
                                   fields.original, fields.receipt}) {
        put_counted(bytes, field);
    }
    put(bytes, static_cast<std::uint64_t>(fields.at.ms), 8);
    put(bytes, static_cast<std::uint64_t>(fields.client_seq), 8);
    put(bytes, static_cast<std::uint64_t>(fields.first.value), 8);
    put(bytes, static_cast<std::uint64_t>(fields.count), 8);
    return sha256(bytes);
}

Sha256 input_digest(const InputRow& input, Sequence first, std::int64_t count) {
    return input_digest({input.client, input.kind, input.id, as_text(input.payload_hash), input.normalised,
                         input.original, input.receipt, input.at, input.client_seq, first, count});
}

Sha256 client_digest(std::string_view client, std::int64_t last_seq) {
    std::string bytes(client);
    put(bytes, static_cast<std::uint64_t>(last_seq), 8);
    return sha256(bytes);
}

std::optional<Sha256> digest_from_hex(std::string_view digits) {
    Sha256 digest{};
    if (digits.size() != 2 * digest.size()) return std::nullopt;
    if (digits.find_first_not_of("0123456789abcdef") != std::string_view::npos) return std::nullopt;
    for (std::size_t i = 0; i < digest.size(); ++i) {
        digest[i] = static_cast<std::uint8_t>(std::stoi(std::string(digits.substr(2 * i, 2)), nullptr, 16));
    }
    return digest;
}

}  // namespace paraat::journal
