#include "hub/codec/write_message.hpp"
#include "hub/codec/writing.hpp"
#include "schemas/alert_generated.h"
#include "schemas/notice_generated.h"

namespace paraat::codec {
namespace writing {
namespace {

Offset<wire::KeyValue> key_value(FlatBufferBuilder& builder, const std::pair<std::string, std::string>& entry) {
    const auto k = builder.CreateString(entry.first);
    return wire::CreateKeyValue(builder, k, builder.CreateString(entry.second));
}

Offset<wire::Escalation> escalation(FlatBufferBuilder& builder, const core::EscalationView& view) {
    const auto rule = builder.CreateString(view.rule.text);
    const auto because = builder.CreateString(view.because.text);
    const auto code = builder.CreateString(view.because.code);
    const auto args = list(builder, view.because.args, key_value);
    const auto policy = builder.CreateString(view.policy.text);
    const auto target = builder.CreateString(view.target);
    const auto acked_by = builder.CreateString(view.acked_by.text);
    return wire::CreateEscalation(builder, rule, because, code, args, policy, view.step, target, optional(view.ack_by),
                                  acked_by, view.acked_at.ms);
}

Offset<wire::AssignedUnit> assigned(FlatBufferBuilder& builder, const core::AssignedUnit& unit) {
    const auto name = builder.CreateString(unit.unit.text);
    return wire::CreateAssignedUnit(builder, name, builder.CreateString(unit.state), unit.since.ms);
}

Offset<wire::AssignedTeam> assigned_team(FlatBufferBuilder& builder, const core::AssignedTeam& team) {
    const auto name = builder.CreateString(team.team.text);
    return wire::CreateAssignedTeam(builder, name, builder.CreateString(team.state), optional(team.since));
}

Offset<wire::Pause> pause(FlatBufferBuilder& builder, const std::optional<core::PauseView>& pause) {
    if (!pause) return {};
    const auto by = builder.CreateString(pause->by.text);
    return wire::CreatePause(builder, by, pause->until.ms, builder.CreateString(pause->text));
}

}  // namespace

Offset<wire::Deployment> deployment(FlatBufferBuilder& builder, const core::Deployment& asked) {
    const auto area = builder.CreateString(asked.area);
    const auto because = builder.CreateString(asked.because);
    return wire::CreateDeployment(builder, area, lat(asked.position), lon(asked.position), asked.metres, asked.from.ms,
                                  asked.until.ms, because, static_cast<wire::DeploymentKind>(asked.kind));
}

Offset<wire::Alert> alert(FlatBufferBuilder& builder, const core::Alert& alert) {
    const auto incident = builder.CreateString(alert.incident.text());
    const auto division = builder.CreateString(alert.division.text);
    const auto divisions = names(builder, alert.divisions);
    const auto category = builder.CreateString(alert.category.text);
    const auto title = builder.CreateString(alert.title);
    const auto text = builder.CreateString(alert.text);
    const auto area = builder.CreateString(alert.area);
    const auto contract = builder.CreateString(alert.contract);
    const auto talkgroup = builder.CreateString(alert.talkgroup);
    const auto teams = names(builder, alert.teams);
    const auto units = list(builder, alert.units, assigned);
    Offset<wire::Escalation> first;
    if (alert.escalation) first = escalation(builder, *alert.escalation);
    decltype(list(builder, alert.escalations, escalation)) all;
    if (!alert.escalations.empty()) all = list(builder, alert.escalations, escalation);
    const auto group = text_unless_empty(builder, alert.group);
    const auto claimed_by = text_unless_empty(builder, alert.claimed_by.text);
    const auto silenced = pause(builder, alert.silenced);
    const auto shelved = pause(builder, alert.shelved);
    decltype(list(builder, alert.team_states, assigned_team)) team_states;
    if (!alert.team_states.empty()) team_states = list(builder, alert.team_states, assigned_team);
    flatbuffers::Optional<wire::Ending> ending;
    if (alert.ending) ending = static_cast<wire::Ending>(*alert.ending);
    const auto into = id_if(builder, alert.into);
    const auto passed_to = text_unless_empty(builder, alert.passed_to);
    const auto if_true = [](bool fact) { return fact ? flatbuffers::Optional<bool>(true) : flatbuffers::nullopt; };
    const auto score_because = text_unless_empty(builder, alert.score_because);
    return wire::CreateAlert(
        builder, incident, alert.rev, alert.raised, division, divisions,
        static_cast<wire::IncidentStatus>(alert.status), alert.priority, category,
        static_cast<wire::Severity>(alert.severity), title, text, lat(alert.position), lon(alert.position), area,
        contract, alert.opened_at.ms, alert.updated_at.ms, alert.reports, alert.acked, alert.exercise, talkgroup, teams,
        units, first, all, group, claimed_by, optional(alert.claimed_until), silenced, shelved, team_states, ending,
        into, passed_to, if_true(alert.silent), if_true(alert.cancelled), optional(alert.score), score_because);
}

Offset<wire::Instruction> instruction(FlatBufferBuilder& builder, const core::InstructionView& view) {
    const auto answer = [](FlatBufferBuilder& to, const core::InstructionAnswer& from) {
        const auto client = to.CreateString(from.client.text);
        return wire::CreateInstructionAnswer(to, client, static_cast<wire::Answer>(from.answer), from.at.ms,
                                             to.CreateString(from.text));
    };
    const auto id = builder.CreateString(view.instruction.text());
    const auto from = builder.CreateString(view.from.text);
    const auto to = builder.CreateString(view.to);
    const auto division = builder.CreateString(view.division.text);
    const auto incident = id_if(builder, view.incident);
    const auto text = builder.CreateString(view.text);
    const auto talkgroup = builder.CreateString(view.talkgroup);
    const auto answers = list(builder, view.answers, answer);
    Offset<wire::Deployment> asked;
    if (view.deployment) asked = deployment(builder, *view.deployment);
    return wire::CreateInstruction(builder, id, view.rev, from, to, division, incident, text, view.priority,
                                   view.issued_at.ms, optional(view.respond_by),
                                   static_cast<wire::InstructionState>(view.state),
                                   static_cast<wire::Needs>(view.needs), talkgroup, view.exercise, answers, asked);
}

}  // namespace writing

std::string write(const core::Alert& alert) {
    flatbuffers::FlatBufferBuilder builder;
    wire::FinishAlertBuffer(builder, writing::alert(builder, alert));
    return writing::bytes(builder);
}

std::string write(const core::Notice& notice) {
    flatbuffers::FlatBufferBuilder builder;
    const auto incident = builder.CreateString(notice.incident.text());
    const auto division = builder.CreateString(notice.division.text);
    const auto policy = builder.CreateString(notice.policy.text);
    const auto target = builder.CreateString(notice.target);
    const auto title = builder.CreateString(notice.title);
    const auto because = builder.CreateString(notice.because);
    flatbuffers::Optional<bool> exercise = flatbuffers::nullopt;
    if (notice.exercise) exercise = true;
    wire::FinishNoticeBuffer(
        builder,
        wire::CreateNotice(builder, incident, notice.rev, division, static_cast<wire::NoticeReason>(notice.reason),
                           policy, notice.step, target, notice.priority, title, because, notice.sent_at.ms,
                           writing::optional(notice.ack_by), exercise));
    return writing::bytes(builder);
}

std::string write(const core::InstructionView& view) {
    flatbuffers::FlatBufferBuilder builder;
    wire::FinishInstructionBuffer(builder, writing::instruction(builder, view));
    return writing::bytes(builder);
}

}  // namespace paraat::codec
