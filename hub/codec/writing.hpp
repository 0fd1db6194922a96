#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/core/message.hpp"
#include "schemas/incident_generated.h"
#include "schemas/instruction_generated.h"
#include "schemas/unit_generated.h"

// Parts of messages that several of them have. For write_*.cpp only.
namespace paraat::codec::writing {

using flatbuffers::FlatBufferBuilder;
using flatbuffers::Offset;

template <class T>
flatbuffers::Optional<T> optional(const std::optional<T>& value) {
    return value ? flatbuffers::Optional<T>(*value) : flatbuffers::nullopt;
}
inline flatbuffers::Optional<std::int64_t> optional(const std::optional<Instant>& value) {
    return value ? flatbuffers::Optional<std::int64_t>(value->ms) : flatbuffers::nullopt;
}
inline flatbuffers::Optional<double> lat(const std::optional<core::Position>& position) {
    return position ? flatbuffers::Optional<double>(core::lat_degrees(*position)) : flatbuffers::nullopt;
}
inline flatbuffers::Optional<double> lon(const std::optional<core::Position>& position) {
    return position ? flatbuffers::Optional<double>(core::lon_degrees(*position)) : flatbuffers::nullopt;
}

// Left out unless it is so.
inline flatbuffers::Optional<bool> if_true(bool value) {
    return value ? flatbuffers::Optional<bool>(true) : flatbuffers::nullopt;
}
// Left out when 0.
inline flatbuffers::Optional<std::int32_t> unless_zero(std::int32_t value) {
    return value != 0 ? flatbuffers::Optional<std::int32_t>(value) : flatbuffers::nullopt;
}

// Zero is "not there" for offsets.
inline Offset<flatbuffers::String> text_unless_empty(FlatBufferBuilder& builder, const std::string& text) {
    return text.empty() ? Offset<flatbuffers::String>() : builder.CreateString(text);
}
template <class Id>
Offset<flatbuffers::String> id_if(FlatBufferBuilder& builder, const std::optional<Id>& id) {
    return id ? builder.CreateString(id->text()) : Offset<flatbuffers::String>();
}

template <class Names>
auto names(FlatBufferBuilder& builder, const Names& values) {
    std::vector<Offset<flatbuffers::String>> offsets;
    for (const auto& value : values) offsets.push_back(builder.CreateString(value.text));
    return builder.CreateVector(offsets);
}
inline auto texts(FlatBufferBuilder& builder, const std::vector<std::string>& values) {
    std::vector<Offset<flatbuffers::String>> offsets;
    for (const auto& value : values) offsets.push_back(builder.CreateString(value));
    return builder.CreateVector(offsets);
}
template <class Values, class Make>
auto list(FlatBufferBuilder& builder, const Values& values, Make make) {
    std::vector<decltype(make(builder, *values.begin()))> offsets;
    for (const auto& value : values) offsets.push_back(make(builder, value));
    return builder.CreateVector(offsets);
}

Offset<wire::Alert> alert(FlatBufferBuilder& builder, const core::Alert& alert);
Offset<wire::Instruction> instruction(FlatBufferBuilder& builder, const core::InstructionView& view);
Offset<wire::Unit> unit(FlatBufferBuilder& builder, const core::UnitView& unit);
// The whole of an answer to nearest, policies or reach.
std::string planning(const core::QueryResult& result);
// The same of handover or load.
std::string of_desk(const core::QueryResult& result);
// The same of instructions or areas.
std::string of_orders_and_areas(const core::QueryResult& result);
// The same of organisation.
std::string of_organisation(const core::QueryResult& result);

inline std::string bytes(const FlatBufferBuilder& builder) {
    return {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
}

}  // namespace paraat::codec::writing
