#pragma once

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

#include "hub/base/result.hpp"
#include "hub/base/time.hpp"

// OpenSSL's objects with an owner; for the files of this folder alone.
namespace paraat::pki {

template <auto release>
struct Releases {
    void operator()(auto* object) const { release(object); }
};
template <class T, auto release>
using Owned = std::unique_ptr<T, Releases<release>>;

using OwnedBio = Owned<BIO, BIO_free_all>;
using OwnedKey = Owned<EVP_PKEY, EVP_PKEY_free>;
using OwnedX509 = Owned<X509, X509_free>;
using OwnedCrl = Owned<X509_CRL, X509_CRL_free>;
using OwnedNumber = Owned<BIGNUM, BN_free>;
using OwnedInteger = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;
using OwnedTime = Owned<ASN1_TIME, ASN1_TIME_free>;
using OwnedName = Owned<X509_NAME, X509_NAME_free>;

// `crypto`: what could not be done, and OpenSSL's newest reason. Empties its queue of reasons.
Error crypto_error(const std::string& what);

OwnedBio reads(const std::string& text);  // valid while `text` is
std::string written(BIO& memory);

// Whole seconds; the rest of a second is cut off.
OwnedTime asn1_time(Instant at);
Instant instant_of(const ASN1_TIME* at);

// Lower-case hexadecimal, without leading zeros' pairs lost: "0a1b...".
std::string serial_text(const ASN1_INTEGER* serial);

}  // namespace paraat::pki
