#include "hub/pki/openssl.hpp"

#include <openssl/err.h>

#include <array>
#include <ctime>
#include <vector>

#include "hub/base/digest.hpp"

namespace paraat::pki {

Error crypto_error(const std::string& what) {
    std::array<char, 256> reason{};
    const unsigned long code = ERR_peek_last_error();
    ERR_error_string_n(code, reason.data(), reason.size());
    ERR_clear_error();
    return {"crypto", "", what + (code == 0 ? "" : ": " + std::string(reason.data()))};
}

OwnedBio reads(const std::string& text) {
    return OwnedBio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string written(BIO& memory) {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(&memory, &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

OwnedTime asn1_time(Instant at) {
    return OwnedTime(ASN1_TIME_set(nullptr, static_cast<std::time_t>(at.ms / 1000)));
}

Instant instant_of(const ASN1_TIME* at) {
    std::tm parts{};
    if (at == nullptr || ASN1_TIME_to_tm(at, &parts) != 1) return Instant{};
    return Instant{static_cast<std::int64_t>(timegm(&parts)) * 1000};
}

std::string serial_text(const ASN1_INTEGER* serial) {
    const OwnedNumber number(ASN1_INTEGER_to_BN(serial, nullptr));
    if (!number) return {};
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(BN_num_bytes(number.get())));
    BN_bn2bin(number.get(), bytes.data());
    return hex(bytes);
}

}  // namespace paraat::pki
