#include "hub/codec/writing.hpp"
#include "schemas/result_areas_generated.h"
#include "schemas/result_instructions_generated.h"

namespace paraat::codec::writing {
namespace {

Offset<wire::InstructionLife> instruction_life(FlatBufferBuilder& builder, const core::InstructionLife& life) {
    const auto order = instruction(builder, life.order);
    const auto silent = names(builder, life.silent);
    decltype(names(builder, life.left)) left;
    if (!life.left.empty()) left = names(builder, life.left);
    return wire::CreateInstructionLife(builder, order, silent, left, life.addressees, optional(life.ended_at));
}

Offset<wire::Area> area(FlatBufferBuilder& builder, const core::AreaView& view) {
    const auto name = builder.CreateString(view.name);
    const auto geometry = text_unless_empty(builder, view.geometry);
    return wire::CreateArea(builder, name, static_cast<double>(view.risk_thousandths) / 1'000, geometry);
}

}  // namespace

std::string of_orders_and_areas(const core::QueryResult& result) {
    FlatBufferBuilder builder;
    const auto id = builder.CreateString(result.id);
    const auto ask = builder.CreateString(result.ask);
    const auto next = text_unless_empty(builder, result.next);
    if (result.instructions) {
        const auto items = list(builder, *result.instructions, instruction_life);
        wire::FinishInstructionsResultBuffer(
            builder, wire::CreateInstructionsResult(builder, id, ask, true, result.at.ms, result.rev, result.total,
                                                    items, next));
    } else {
        const auto items = list(builder, result.areas->areas, area);
        wire::FinishAreasResultBuffer(
            builder, wire::CreateAreasResult(builder, id, ask, true, result.at.ms, result.rev,
                                             result.areas->half_life.count(), result.total, items, next));
    }
    return bytes(builder);
}

}  // namespace paraat::codec::writing
