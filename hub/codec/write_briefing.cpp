#include "hub/codec/write_message.hpp"
#include "hub/codec/writing.hpp"
#include "schemas/briefing_generated.h"

namespace paraat::codec {
namespace writing {
namespace {

Offset<wire::BriefingCite> briefing_cite(FlatBufferBuilder& builder, const core::BriefingCite& cite) {
    const auto incident = id_if(builder, cite.incident);
    const auto instruction = id_if(builder, cite.instruction);
    return wire::CreateBriefingCite(builder, incident, instruction, builder.CreateSharedString(cite.what), cite.at.ms);
}

flatbuffers::Optional<std::int64_t> whole(const std::optional<Milliseconds>& span) {
    return span ? flatbuffers::Optional<std::int64_t>(span->count()) : flatbuffers::nullopt;
}

Offset<wire::BriefingLine> briefing_line(FlatBufferBuilder& builder, const core::BriefingLine& line) {
    const auto category = text_unless_empty(builder, line.category.text);
    const auto contract = text_unless_empty(builder, line.contract);
    const auto alarm = text_unless_empty(builder, line.alarm ? std::string(core::word(*line.alarm)) : std::string{});
    const auto incident = id_if(builder, line.incident);
    decltype(texts(builder, line.why)) why;
    if (!line.why.empty()) why = texts(builder, line.why);
    const auto text = builder.CreateString(line.text);
    decltype(list(builder, line.cites, briefing_cite)) cites;
    if (!line.cites.empty()) cites = list(builder, line.cites, briefing_cite);
    wire::BriefingLineBuilder made(builder);
    made.add_kind(static_cast<wire::BriefingKind>(line.kind));
    made.add_category(category);
    if (line.priority) made.add_priority(*line.priority);
    if (line.status) made.add_status(static_cast<wire::IncidentStatus>(*line.status));
    made.add_contract(contract);
    made.add_alarm(alarm);
    if (line.ended_as) made.add_ended_as(static_cast<wire::InstructionState>(*line.ended_as));
    made.add_incident(incident);
    if (line.count) made.add_count(*line.count);
    if (line.open) made.add_open(*line.open);
    if (line.ended) made.add_ended(*line.ended);
    if (const auto median = whole(line.median)) made.add_median_ms(*median);
    if (const auto p90 = whole(line.p90)) made.add_p90_ms(*p90);
    if (const auto worst = whole(line.worst)) made.add_worst_ms(*worst);
    made.add_why(why);
    made.add_text(text);
    made.add_cites(cites);
    if (line.more > 0) made.add_more(line.more);
    return made.Finish();
}

}  // namespace
}  // namespace writing

std::string write(const core::Briefing& briefing) {
    flatbuffers::FlatBufferBuilder builder;
    const auto division = builder.CreateString(briefing.name.division.text);
    const auto date = builder.CreateString(briefing.name.date);
    const auto lines = writing::list(builder, briefing.lines, writing::briefing_line);
    wire::FinishBriefingBuffer(builder, wire::CreateBriefing(builder, division, date, briefing.from.ms,
                                                             briefing.until.ms, briefing.at.ms, lines));
    return writing::bytes(builder);
}

}  // namespace paraat::codec
