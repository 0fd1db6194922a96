#include "hub/codec/write_message.hpp"
#include "hub/codec/writing.hpp"
#include "schemas/receipt_generated.h"
#include "schemas/result_explain_generated.h"
#include "schemas/result_failed_generated.h"
#include "schemas/result_incident_generated.h"
#include "schemas/result_incidents_generated.h"
#include "schemas/result_units_generated.h"

namespace paraat::codec {
namespace {

using flatbuffers::FlatBufferBuilder;
using flatbuffers::Offset;
using writing::text_unless_empty;

Offset<wire::Now> now(FlatBufferBuilder& builder, const std::optional<core::Receipt::Now>& now) {
    if (!now) return {};
    const auto by = text_unless_empty(builder, now->by);
    return wire::CreateNow(builder, now->rev, by, text_unless_empty(builder, now->did));
}

Offset<wire::TimelineEntry> entry(FlatBufferBuilder& builder, const core::TimelineEntry& entry) {
    const auto what = builder.CreateString(entry.what);
    const auto by = builder.CreateString(entry.by);
    const auto text = text_unless_empty(builder, entry.text);
    const auto rule = text_unless_empty(builder, entry.rule.text);
    const auto version = text_unless_empty(builder, entry.rules_version);
    const auto because = text_unless_empty(builder, entry.because);
    const auto division = text_unless_empty(builder, entry.division.text);
    const auto policy = text_unless_empty(builder, entry.policy.text);
    const auto target = text_unless_empty(builder, entry.target);
    const auto report = text_unless_empty(builder, entry.report);
    const auto other = writing::id_if(builder, entry.other);
    const auto instruction = writing::id_if(builder, entry.instruction);
    return wire::CreateTimelineEntry(builder, entry.n, entry.at.ms, what, by, text, rule, version, because, division,
                                     policy, writing::optional(entry.step), target, writing::optional(entry.ack_by),
                                     writing::optional(entry.rev), report, other, writing::optional(entry.until),
                                     instruction);
}

Offset<wire::ConditionPart> part(FlatBufferBuilder& builder, const core::ConditionPart& part) {
    const auto text = builder.CreateString(part.text);
    const auto came_to = builder.CreateString(part.came_to);
    return wire::CreateConditionPart(builder, text, came_to, text_unless_empty(builder, part.saw));
}

Offset<wire::RuleFinding> finding(FlatBufferBuilder& builder, const core::RuleFinding& finding) {
    const auto what = builder.CreateString(finding.what);
    const auto by = builder.CreateString(finding.by);
    const auto version = builder.CreateString(finding.rules_version);
    const auto rule = text_unless_empty(builder, finding.rule.text);
    const auto place = text_unless_empty(builder, finding.place);
    const auto verdict = builder.CreateString(finding.verdict);
    const auto because = text_unless_empty(builder, finding.because);
    const auto parts = writing::list(builder, finding.parts, part);
    return wire::CreateRuleFinding(builder, finding.n, finding.judgement, finding.at.ms, what, by, version, rule, place,
                                   verdict, because, parts);
}

}  // namespace

std::string write(const core::Receipt& receipt) {
    FlatBufferBuilder builder;
    const auto id = builder.CreateString(receipt.id);
    const auto incident = writing::id_if(builder, receipt.incident);
    const auto instruction = writing::id_if(builder, receipt.instruction);
    const auto code = text_unless_empty(builder, receipt.code);
    const auto field = text_unless_empty(builder, receipt.field);
    const auto error = text_unless_empty(builder, receipt.error);
    const auto of = text_unless_empty(builder, receipt.of);
    decltype(writing::texts(builder, receipt.ignored)) ignored;
    if (!receipt.ignored.empty()) ignored = writing::texts(builder, receipt.ignored);
    const auto there = now(builder, receipt.now);
    const auto erasure = text_unless_empty(builder, receipt.erasure);
    flatbuffers::Optional<bool> retry = flatbuffers::nullopt;
    flatbuffers::Optional<std::int64_t> retry_after = flatbuffers::nullopt;
    if (receipt.retry_after) {
        retry = true;
        retry_after = receipt.retry_after->count();
    }
    wire::FinishReceiptBuffer(
        builder,
        wire::CreateReceipt(builder, id, static_cast<wire::InputKind>(receipt.kind), receipt.accepted, incident,
                            writing::optional(receipt.joined), instruction, writing::optional(receipt.seq), code, field,
                            error, retry, retry_after, of, ignored, there, erasure));
    return writing::bytes(builder);
}

std::string write(const core::QueryResult& result) {
    FlatBufferBuilder builder;
    const auto id = builder.CreateString(result.id);
    const auto ask = builder.CreateString(result.ask);
    if (!result.ok) {
        const auto code = builder.CreateString(result.code);
        const auto field = text_unless_empty(builder, result.field);
        const auto error = builder.CreateString(result.error);
        wire::FinishFailedResultBuffer(builder, wire::CreateFailedResult(builder, id, ask, false, code, field, error));
        return writing::bytes(builder);
    }
    if (result.handover || result.load || result.exercises || result.heard) return writing::of_desk(result);
    if (result.instructions || result.areas) return writing::of_orders_and_areas(result);
    if (result.organisation) return writing::of_organisation(result);
    if (result.nearest || result.policies || result.reach) return writing::planning(result);
    const auto next = text_unless_empty(builder, result.next);
    if (result.incident) {
        const auto item = writing::alert(builder, *result.incident);
        const auto timeline = writing::list(builder, *result.timeline, entry);
        wire::FinishIncidentResultBuffer(
            builder, wire::CreateIncidentResult(builder, id, ask, true, result.at.ms, result.rev, item, result.total,
                                                timeline, next));
    } else if (result.findings) {
        const auto items = writing::list(builder, *result.findings, finding);
        const auto why_not = writing::texts(builder, result.why_not);
        const auto remarks = writing::texts(builder, result.remarks);
        wire::FinishExplainResultBuffer(
            builder, wire::CreateExplainResult(builder, id, ask, true, result.at.ms, result.rev, result.total, items,
                                               why_not, remarks, next));
    } else if (result.incidents) {
        const auto items = writing::list(builder, *result.incidents, writing::alert);
        wire::FinishIncidentsResultBuffer(builder, wire::CreateIncidentsResult(builder, id, ask, true, result.at.ms,
                                                                               result.rev, result.total, items, next));
    } else {
        const auto items = writing::list(builder, result.units.value_or(std::vector<core::UnitView>{}), writing::unit);
        wire::FinishUnitsResultBuffer(builder, wire::CreateUnitsResult(builder, id, ask, true, result.at.ms, result.rev,
                                                                       result.total, items, next));
    }
    return writing::bytes(builder);
}

}  // namespace paraat::codec
