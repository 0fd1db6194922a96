#include "hub/codec/owntracks/encryption.hpp"

#include <gmock/gmock.h>

#include "tests/unit/codec/owntracks/read.hpp"

namespace paraat::codec::owntracks {
namespace {

Nonce nonce() {
    Nonce bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
    return bytes;
}

TEST(OwntracksEncryption, OpensWhatItSealed) {
    Command command;
    command.action = Action::status;
    const auto sealed = seal(command, "s3cret", nonce());
    const auto opened = open_encrypted(sealed.value(), "s3cret");
    EXPECT_EQ(std::get<Command>(opened.value().message), command);
}

// The text was made by another implementation of XSalsa20-Poly1305, after its specification.
TEST(OwntracksEncryption, IsSecretboxUnderTheSecretPaddedWithZeros) {
    EXPECT_EQ(seal(Lwt{Instant{1'700'000'000'000}, ""}, "s3cret", nonce()).value().data,
              "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXJysocdNNpaD/zLfRb28JetG9hfIud1XLuB5xYYBseMkE6z1WQOgmWmq65a+M9pbP");
}

TEST(OwntracksEncryption, TellsNothingOfWhyItDoesNotOpen) {
    const Encrypted sealed = seal(Lwt{}, "s3cret", nonce()).value();
    const Error wrong = open_encrypted(sealed, "other").error();
    EXPECT_EQ(wrong, (Error{"bad_value", "data", "this does not open with the secret of this device"}));
    Encrypted changed = sealed;
    changed.data[40] = changed.data[40] == 'A' ? 'B' : 'A';
    EXPECT_EQ(open_encrypted(changed, "s3cret").error(), wrong);
    EXPECT_EQ(open_encrypted(Encrypted{"YWJj"}, "s3cret").error(), wrong);
    EXPECT_EQ(open_encrypted(Encrypted{"!!!"}, "s3cret").error(), wrong);
}

TEST(OwntracksEncryption, IsOpenedOnce) {
    const Encrypted inner = seal(Lwt{}, "s3cret", nonce()).value();
    const Encrypted outer = seal(inner, "s3cret", nonce()).value();
    EXPECT_EQ(open_encrypted(outer, "s3cret").error().code, "unreadable");
}

TEST(OwntracksEncryption, WantsASecretThatFits) {
    EXPECT_EQ(seal(Lwt{}, "", nonce()).error().field, "secret");
    EXPECT_EQ(open_encrypted(Encrypted{"YWJj"}, std::string(33, 'x')).error().field, "secret");
    EXPECT_TRUE(seal(Lwt{}, std::string(32, 'x'), nonce()));
}

}  // namespace
}  // namespace paraat::codec::owntracks
