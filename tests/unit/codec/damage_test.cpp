#include <gmock/gmock.h>

#include <random>

#include "hub/base/utf8.hpp"
#include "schemas/command_generated.h"
#include "tests/unit/codec/flatbuffers_sample.hpp"
#include "tests/unit/codec/sample.hpp"

namespace paraat::codec {
namespace {

using core::InputKind;
using testing::AnyOf;

constexpr InputKind kinds[] = {InputKind::report, InputKind::status,  InputKind::beacon, InputKind::instruct,
                               InputKind::ack,    InputKind::command, InputKind::query,  InputKind::presence};

// A refusal of a known code with a lawful id, or a value whose texts keep the promises of the door.
void expect_sense(InputKind kind, const std::string& bytes) {
    const auto reading = read_input(kind, bytes);
    if (!reading) {
        EXPECT_THAT(reading.error().error.code, AnyOf("unreadable", "bad_value", "too_long"));
        EXPECT_FALSE(reading.error().error.message.empty());
        EXPECT_LE(reading.error().id.size(), 64U);
        return;
    }
    EXPECT_LE(reading->id.size(), 64U);
    if (const auto* report = std::get_if<core::Report>(&reading->body)) {
        EXPECT_TRUE(is_utf8(report->text));
        EXPECT_LE(report->text.size(), 4000U);
        EXPECT_LE(report->tags.size(), 16U);
        EXPECT_LE(static_cast<int>(report->severity.value_or(core::Severity::minor)), 4);
    }
}

std::string flat_command() {
    flatbuffers::FlatBufferBuilder builder;
    const std::vector reports{builder.CreateString("t1"), builder.CreateString("t2")};
    wire::FinishCommandBuffer(
        builder, wire::CreateCommandDirect(builder, "c1", wire::Deed::split, std::string(incident_text).c_str(), 3,
                                           "why", "dvl", 2, "theft", nullptr, nullptr, nullptr, nullptr, &reports));
    return bytes_of(builder);
}

TEST(Damage, OfATruncatedMessageIsRefused) {
    for (const auto& [kind, whole] : {std::pair{InputKind::report, flat_report()},
                                      {InputKind::command, flat_command()},
                                      {InputKind::report, full_report},
                                      {InputKind::command, full_command}}) {
        ASSERT_TRUE(read_input(kind, whole));
        for (std::size_t length = 0; length < whole.size(); ++length) expect_sense(kind, whole.substr(0, length));
    }
}

TEST(Damage, OfATruncatedJsonIsAlwaysUnreadable) {
    for (std::size_t length = 0; length < full_report.size(); ++length) {
        EXPECT_EQ(refused(InputKind::report, full_report.substr(0, length)).error.code, "unreadable") << length;
    }
}

TEST(Damage, OfOneBitEndsInARefusalOrAValue) {
    for (const auto& [kind, whole] : {std::pair{InputKind::report, flat_report()},
                                      {InputKind::command, flat_command()},
                                      {InputKind::report, full_report},
                                      {InputKind::command, full_command}}) {
        for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
            std::string flipped = whole;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
            expect_sense(kind, flipped);
        }
    }
}

TEST(Damage, OfManyBytesEndsInARefusalOrAValue) {
    std::mt19937_64 chance(20251124);
    const std::string whole = flat_report();
    for (int round = 0; round < 20'000; ++round) {
        std::string damaged = whole;
        for (std::uint64_t left = 1 + chance() % 8; left > 0; --left) {
            damaged[chance() % damaged.size()] = static_cast<char>(chance() % 4 == 0 ? 0xff : chance() % 256);
        }
        expect_sense(InputKind::report, damaged);
    }
}

TEST(Damage, OfNoiseBehindAGoodIdentifierEndsInARefusalOrAValue) {
    std::mt19937_64 chance(7);
    const std::pair<InputKind, const char*> identified[] = {{InputKind::report, "PREP"}, {InputKind::status, "PSTA"},
                                                            {InputKind::beacon, "PBEA"}, {InputKind::instruct, "PINS"},
                                                            {InputKind::ack, "PACK"},    {InputKind::command, "PCMD"},
                                                            {InputKind::query, "PQRY"},  {InputKind::presence, "PPRE"}};
    for (int round = 0; round < 20'000; ++round) {
        const auto& [kind, identifier] = identified[chance() % 8];
        std::string noise(8 + chance() % 120, '\0');
        // Small numbers make offsets that lead somewhere.
        for (char& byte : noise) byte = static_cast<char>(chance() % (chance() % 3 == 0 ? 256 : 24));
        noise.replace(4, 4, identifier);
        noise.replace(0, 4, std::string{static_cast<char>(8 + chance() % 32), '\0', '\0', '\0'});
        expect_sense(kind, noise);
    }
}

TEST(Damage, OfAnyBytesEndsInARefusal) {
    std::mt19937_64 chance(42);
    static constexpr std::string_view alphabet = "{}[]\",:\\u0d8tfn1e9-. \n<\x7f\x80\xc3\xa9\xff";
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = round % 2 == 0 ? "" : "{\"id\":";
        for (std::uint64_t left = chance() % 40; left > 0; --left) bytes += alphabet[chance() % alphabet.size()];
        expect_sense(kinds[chance() % 8], bytes);
    }
}

}  // namespace
}  // namespace paraat::codec
