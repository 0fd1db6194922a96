#include <gmock/gmock.h>

#include <limits>

#include "schemas/ack_generated.h"
#include "schemas/beacon_generated.h"
#include "schemas/command_generated.h"
#include "schemas/instruct_generated.h"
#include "schemas/presence_generated.h"
#include "schemas/query_generated.h"
#include "schemas/report_generated.h"
#include "schemas/status_generated.h"
#include "tests/unit/codec/flatbuffers_sample.hpp"
#include "tests/unit/codec/sample.hpp"

namespace paraat::codec {
namespace {

using core::InputKind;

// The same message in both encodings comes to the same.
void expect_twins(InputKind kind, const std::string& flat, const std::string& json) {
    const auto from_flat = read_input(kind, flat);
    const auto from_json = read_input(kind, json);
    ASSERT_TRUE(from_flat) << from_flat.error().error.message;
    ASSERT_TRUE(from_json) << from_json.error().error.message;
    EXPECT_EQ(from_flat->id, from_json->id);
    EXPECT_TRUE(from_flat->body == from_json->body);
}

TEST(FlatBuffers, ReportSaysTheSameAsItsJson) {
    expect_twins(InputKind::report, flat_report(), full_report);
}

TEST(FlatBuffers, StatusSaysTheSameAsItsJson) {
    flatbuffers::FlatBufferBuilder builder;
    wire::FinishStatusBuffer(builder,
                             wire::CreateStatusDirect(builder, "s1", 1763940000000, wire::UnitStatus::on_scene, false,
                                                      std::string(incident_text).c_str(), 51.92, 4.48, 10));
    expect_twins(InputKind::status, bytes_of(builder), full_status);
}

TEST(FlatBuffers, BeaconSaysTheSameAsItsJson) {
    flatbuffers::FlatBufferBuilder builder;
    wire::FinishBeaconBuffer(
        builder, wire::CreateBeaconDirect(builder, 1763940000000, wire::UnitStatus::en_route, true,
                                          std::string(incident_text).c_str(), 51.92, 4.48, 10, 1.25, 270, 80));
    expect_twins(InputKind::beacon, bytes_of(builder), full_beacon);
}

TEST(FlatBuffers, InstructSaysTheSameAsItsJson) {
    flatbuffers::FlatBufferBuilder builder;
    wire::FinishInstructBuffer(
        builder, wire::CreateInstructDirect(builder, "i1", "team/it-ondermijning", std::string(incident_text).c_str(),
                                            "go there", 1, 1763940060000, wire::Needs::all, "RR-1"));
    expect_twins(InputKind::instruct, bytes_of(builder), full_instruct);
}

TEST(FlatBuffers, AckSaysTheSameAsItsJson) {
    flatbuffers::FlatBufferBuilder builder;
    wire::FinishAckBuffer(builder, wire::CreateAckDirect(builder, "a1", std::string(incident_text).c_str(), nullptr, 2,
                                                         wire::Answer::acknowledged, "seen"));
    expect_twins(InputKind::ack, bytes_of(builder), full_ack);
}

TEST(FlatBuffers, CommandSaysTheSameAsItsJson) {
    flatbuffers::FlatBufferBuilder builder;
    const std::string of_incident(incident_text);
    const std::string of_instruction(instruction_text);
    const std::vector reports{builder.CreateString("t1"), builder.CreateString("t2")};
    wire::FinishCommandBuffer(
        builder, wire::CreateCommandDirect(builder, "c1", wire::Deed::triage, of_incident.c_str(), 3, "why", "dvl", 2,
                                           "theft", "it-overlast", "radio-1", "serious-threat", of_incident.c_str(),
                                           &reports, 1763940600000, of_instruction.c_str(), true, "console-2"));
    expect_twins(InputKind::command, bytes_of(builder), full_command);
}

TEST(FlatBuffers, PresenceSaysTheSameAsItsJson) {
    flatbuffers::FlatBufferBuilder builder;
    wire::FinishPresenceUpdateBuffer(builder,
                                     wire::CreatePresenceUpdate(builder, wire::SessionState::online, 1763940000000));
    expect_twins(InputKind::presence, bytes_of(builder), full_presence);
}

TEST(FlatBuffers, QuerySaysTheSameAsItsJson) {
    flatbuffers::FlatBufferBuilder builder;
    const std::vector words{static_cast<std::uint8_t>(wire::IncidentStatus::new_),
                            static_cast<std::uint8_t>(wire::IncidentStatus::open)};
    wire::FinishQueryBuffer(
        builder, wire::CreateQuery(builder, builder.CreateString("q1"), builder.CreateString("incidents"),
                                   builder.CreateString("dvl"), builder.CreateString("it-overlast"),
                                   builder.CreateVectorScalarCast<wire::IncidentStatus>(words.data(), words.size()),
                                   builder.CreateString(incident_text), 20, builder.CreateString("01jd8"),
                                   builder.CreateString("team/it-overlast"), 3));
    expect_twins(InputKind::query, bytes_of(builder), full_query);
}

TEST(FlatBuffers, OfAnotherKindAreRefusedByTheirIdentifier) {
    for (const InputKind kind : {InputKind::status, InputKind::beacon, InputKind::command}) {
        EXPECT_EQ(refused(kind, flat_report()).error.code, "unreadable");
    }
    EXPECT_EQ(refused(InputKind::status, flat_report()).error.message, "these bytes are no Status (PSTA)");
}

TEST(FlatBuffers, WithABadValueAreRefusedByFieldAndId) {
    const auto refusal_of = [](auto change) {
        flatbuffers::FlatBufferBuilder builder;
        const auto id = builder.CreateString("t1");
        const auto category = builder.CreateString("theft");
        const auto bad_text = builder.CreateString("a\xff");
        wire::ReportBuilder report(builder);
        report.add_id(id);
        report.add_category(category);
        change(report, bad_text);
        wire::FinishReportBuffer(builder, report.Finish());
        auto refusal = refused(InputKind::report, bytes_of(builder));
        EXPECT_EQ(refusal.id, "t1");
        return refusal.error;
    };
    EXPECT_EQ(refusal_of([](auto& report, auto) { report.add_severity(static_cast<wire::Severity>(5)); }),
              (Error{"bad_value", "severity", "severity has no word of number 5"}));
    EXPECT_EQ(refusal_of([](auto& report, auto text) { report.add_text(text); }),
              (Error{"bad_value", "text", "text is not UTF-8"}));
    EXPECT_EQ(refusal_of([](auto& report, auto) { report.add_lat(std::numeric_limits<double>::quiet_NaN()); }),
              (Error{"bad_value", "lat", "lat is no finite number"}));
    EXPECT_EQ(refusal_of([](auto& report, auto) { report.add_lon(std::numeric_limits<double>::infinity()); }),
              (Error{"bad_value", "lon", "lon is no finite number"}));
    EXPECT_EQ(refusal_of([](auto& report, auto) { report.add_persons(10'001); }),
              (Error{"too_long", "persons", "persons is at most 10,000"}));
}

TEST(FlatBuffers, WithATextOfTheCharacterZeroAreRefused) {
    flatbuffers::FlatBufferBuilder builder;
    const auto category = builder.CreateString("theft");
    const auto text = builder.CreateString(std::string("a\0b", 3));
    wire::ReportBuilder report(builder);
    report.add_category(category);
    report.add_text(text);
    wire::FinishReportBuffer(builder, report.Finish());
    EXPECT_EQ(refused(InputKind::report, bytes_of(builder)).error, (Error{"bad_value", "text", "text is not UTF-8"}));
}

// A report whose every tag is the same text of so many bytes.
std::string report_of_one_tag(std::size_t times, std::size_t bytes) {
    flatbuffers::FlatBufferBuilder builder;
    const std::vector tags(times, builder.CreateString(std::string(bytes, 'x')));
    wire::FinishReportBuffer(
        builder, wire::CreateReport(builder, builder.CreateString("t1"), flatbuffers::nullopt, flatbuffers::nullopt,
                                    builder.CreateString("theft"), flatbuffers::nullopt, 0, flatbuffers::nullopt,
                                    flatbuffers::nullopt, flatbuffers::nullopt, 0, 0, 0, builder.CreateVector(tags)));
    return bytes_of(builder);
}

TEST(FlatBuffers, WithMoreEntriesThanAllowedAreTooLong) {
    EXPECT_EQ(taken<core::Report>(InputKind::report, report_of_one_tag(16, 32)).tags.size(), 16U);
    const auto over = refused(InputKind::report, report_of_one_tag(10'000, 1));
    EXPECT_EQ(over.error, (Error{"too_long", "tags", "tags has at most 16 tags"}));
    EXPECT_EQ(over.id, "t1");
}

TEST(FlatBuffers, ThatLeadToOneLongTextAgainAndAgainAreRefused) {
    EXPECT_EQ(refused(InputKind::report, report_of_one_tag(8'000, 30'000)).error,
              (Error{"unreadable", "", "the message has the same text too many times"}));
}

TEST(FlatBuffers, WhoseChildIsOutsideThemAreRefused) {
    std::string bytes = flat_report();
    const auto root = flatbuffers::ReadScalar<std::uint32_t>(bytes.data());
    const auto table = root - static_cast<std::uint32_t>(flatbuffers::ReadScalar<std::int32_t>(bytes.data() + root));
    flatbuffers::WriteScalar<std::uint16_t>(bytes.data() + table + wire::Report::VT_ADDRESS, 0xfff0);
    EXPECT_EQ(refused(InputKind::report, bytes).error,
              (Error{"unreadable", "", "the FlatBuffers message is damaged or cut off"}));
}

TEST(FlatBuffers, OfMoreThanTheMaximumAreRefused) {
    EXPECT_EQ(refused(InputKind::report, flat_report() + std::string(65'536, '\0')).error.code, "too_long");
}

}  // namespace
}  // namespace paraat::codec
