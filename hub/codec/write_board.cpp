#include "hub/codec/write_message.hpp"
#include "hub/codec/writing.hpp"
#include "schemas/board_generated.h"
#include "schemas/board_summary_generated.h"
#include "schemas/hub_status_generated.h"
#include "schemas/team_board_generated.h"

namespace paraat::codec {
namespace writing {

Offset<wire::Unit> unit(FlatBufferBuilder& builder, const core::UnitView& view) {
    const auto name = builder.CreateString(view.unit.text);
    const auto team = builder.CreateString(view.team.text);
    const auto incident = builder.CreateString(view.incident ? view.incident->text() : std::string{});
    const auto wire_status = [](const std::optional<core::UnitStatus>& status) {
        return status ? flatbuffers::Optional<wire::UnitStatus>(static_cast<wire::UnitStatus>(*status))
                      : flatbuffers::nullopt;
    };
    flatbuffers::Optional<wire::PresenceReason> reason = flatbuffers::nullopt;
    const bool goes_without_saying =
        view.presence_reason == core::PresenceReason::unheard || view.presence_reason == core::PresenceReason::heard;
    if (!goes_without_saying) {
        reason = static_cast<wire::PresenceReason>(view.presence_reason);
    }
    const auto role = text_unless_empty(builder, view.role.text);
    const auto cover = text_unless_empty(builder, view.cover.text);
    return wire::CreateUnit(builder, name, team, wire_status(view.status), static_cast<wire::Presence>(view.presence),
                            lat(view.position), lon(view.position), optional(view.accuracy_m),
                            optional(view.position_at), optional(view.battery_pct), incident, view.panic,
                            optional(view.status_at), reason, role, optional(view.shift_until), cover,
                            wire_status(view.cover_status));
}

namespace {

Offset<wire::TeamCount> count(FlatBufferBuilder& builder, const core::TeamCount& count) {
    return wire::CreateTeamCount(builder, builder.CreateString(count.team.text), count.on_duty, count.available);
}

}  // namespace
}  // namespace writing

std::string write(const core::Board& board) {
    flatbuffers::FlatBufferBuilder builder;
    const auto division = builder.CreateString(board.division.text);
    const auto units = writing::list(builder, board.units, writing::unit);
    const auto removed = writing::names(builder, board.removed);
    const auto teams = writing::list(builder, board.teams, writing::count);
    wire::FinishBoardBuffer(builder,
                            wire::CreateBoard(builder, division, board.rev, board.at.ms, units, removed, teams));
    return writing::bytes(builder);
}

std::string write(const core::BoardSummary& summary) {
    flatbuffers::FlatBufferBuilder builder;
    const auto division = builder.CreateString(summary.division.text);
    const auto teams = writing::list(builder, summary.teams, writing::count);
    wire::FinishBoardSummaryBuffer(
        builder,
        wire::CreateBoardSummary(builder, division, summary.rev, summary.at.ms, summary.interval.count(), summary.units,
                                 summary.open, summary.unacknowledged, teams, writing::unless_zero(summary.silenced),
                                 writing::unless_zero(summary.shelved), writing::if_true(summary.flood)));
    return writing::bytes(builder);
}

std::string write(const core::TeamBoard& board) {
    flatbuffers::FlatBufferBuilder builder;
    const auto division = builder.CreateString(board.division.text);
    const auto team = builder.CreateString(board.team.text);
    const auto units = writing::list(builder, board.units, writing::unit);
    wire::FinishTeamBoardBuffer(builder, wire::CreateTeamBoard(builder, division, team, board.rev, board.at.ms, units));
    return writing::bytes(builder);
}

std::string write(const core::HubStatus& status) {
    flatbuffers::FlatBufferBuilder builder;
    const auto node = builder.CreateString(status.node);
    const auto generation = builder.CreateString(status.generation);
    const auto state = static_cast<wire::HubState>(status.state);
    if (!status.living) {
        wire::HubStatusBuilder will(builder);
        will.add_node(node);
        will.add_state(state);
        will.add_generation(generation);
        wire::FinishHubStatusBuffer(builder, will.Finish());
        return writing::bytes(builder);
    }
    const core::HubStatus::Living& living = *status.living;
    const auto version = builder.CreateString(living.version);
    const auto rules_version = builder.CreateString(living.rules_version);
    const auto reasons = writing::texts(builder, living.reasons);
    wire::FinishHubStatusBuffer(
        builder, wire::CreateHubStatus(builder, node, state, living.since.ms, living.at.ms, living.interval.count(),
                                       generation, version, living.contract, rules_version, living.shedding,
                                       living.clock_offset_ms, reasons));
    return writing::bytes(builder);
}

}  // namespace paraat::codec
