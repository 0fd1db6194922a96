#include "hub/codec/writing.hpp"
#include "schemas/result_exercises_generated.h"
#include "schemas/result_handover_generated.h"
#include "schemas/result_heard_generated.h"
#include "schemas/result_load_generated.h"

namespace paraat::codec::writing {
namespace {

Offset<wire::HandoverItem> handover_item(FlatBufferBuilder& builder, const core::HandoverItem& item) {
    const auto incident = id_if(builder, item.incident);
    const auto instruction = id_if(builder, item.instruction);
    const auto unit = text_unless_empty(builder, item.unit.text);
    const auto division = text_unless_empty(builder, item.division.text);
    const auto to = text_unless_empty(builder, item.to);
    const auto title = text_unless_empty(builder, item.title);
    const auto text = text_unless_empty(builder, item.text);
    const auto by = text_unless_empty(builder, item.by.text);
    return wire::CreateHandoverItem(builder, static_cast<wire::HandoverKind>(item.kind), item.own, incident,
                                    instruction, unit, division, to, optional(item.priority), title, text, by,
                                    optional(item.since), optional(item.until), if_true(item.exercise));
}

Offset<wire::PostLoad> post_load(FlatBufferBuilder& builder, const core::PostLoadView& load) {
    const auto post = builder.CreateString(load.post);
    decltype(texts(builder, {})) chattering;
    if (!load.chattering.empty()) {
        std::vector<std::string> ids;
        for (const core::IncidentId& id : load.chattering) ids.push_back(id.text());
        chattering = texts(builder, ids);
    }
    return wire::CreatePostLoad(builder, post, if_true(load.is_covert), load.since.ms,
                                static_cast<wire::LoadVerdict>(load.verdict), load.last_10_min, load.alerts,
                                load.reminders, static_cast<double>(load.per_hour_tenths) / 10, load.worst_10_min,
                                load.periods, load.flood_periods, load.high, load.middle, load.low, chattering,
                                load.standing);
}

Offset<wire::RunningExercise> running_exercise(FlatBufferBuilder& builder, const core::ExerciseView& exercise) {
    const auto name = builder.CreateString(exercise.name.text);
    const auto by = builder.CreateString(exercise.by.text);
    const auto participants = texts(builder, exercise.participants);
    const auto text = text_unless_empty(builder, exercise.text);
    return wire::CreateRunningExercise(builder, name, by, exercise.since.ms, exercise.until.ms, participants,
                                       exercise.accounts, if_true(exercise.own), text);
}

Offset<wire::HeardMessage> heard_message(FlatBufferBuilder& builder, const core::HeardMessage& message) {
    const auto format = builder.CreateString(message.format);
    const auto topic = builder.CreateString(message.topic);
    const auto what = text_unless_empty(builder, message.what);
    const auto client = text_unless_empty(builder, message.client.text);
    decltype(texts(builder, message.remarks)) remarks;
    if (!message.remarks.empty()) remarks = texts(builder, message.remarks);
    flatbuffers::Optional<wire::InputKind> kind = flatbuffers::nullopt;
    if (message.kind) kind = static_cast<wire::InputKind>(*message.kind);
    return wire::CreateHeardMessage(builder, message.at.ms, format, topic, what, client, kind,
                                    static_cast<wire::HeardOutcome>(message.outcome), remarks);
}

}  // namespace

std::string of_desk(const core::QueryResult& result) {
    FlatBufferBuilder builder;
    const auto id = builder.CreateString(result.id);
    const auto ask = builder.CreateString(result.ask);
    const auto next = text_unless_empty(builder, result.next);
    if (result.handover) {
        const auto client = builder.CreateString(result.handover->client.text);
        const auto items = list(builder, result.handover->items, handover_item);
        wire::FinishHandoverResultBuffer(
            builder, wire::CreateHandoverResult(builder, id, ask, true, result.at.ms, result.rev, client,
                                                result.handover->since.ms, result.total, items, next));
    } else if (result.heard) {
        const auto items = list(builder, *result.heard, heard_message);
        wire::FinishHeardResultBuffer(
            builder, wire::CreateHeardResult(builder, id, ask, true, result.at.ms, result.rev, result.total, items));
    } else if (result.exercises) {
        const auto items = list(builder, *result.exercises, running_exercise);
        wire::FinishExercisesResultBuffer(builder, wire::CreateExercisesResult(builder, id, ask, true, result.at.ms,
                                                                               result.rev, result.total, items, next));
    } else {
        const auto items = list(builder, *result.load, post_load);
        wire::FinishLoadResultBuffer(builder, wire::CreateLoadResult(builder, id, ask, true, result.at.ms, result.rev,
                                                                     result.total, items, next));
    }
    return bytes(builder);
}

}  // namespace paraat::codec::writing
