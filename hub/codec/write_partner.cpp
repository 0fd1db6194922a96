#include "hub/codec/write_partner.hpp"

#include "hub/codec/json_writer.hpp"
#include "hub/codec/writing.hpp"
#include "schemas/partner_word_generated.h"

namespace paraat::codec {

using namespace writing;

std::string partner_json(const core::PartnerWord& word, Instant sent) {
    FlatBufferBuilder builder;
    const core::PartnerView& view = word.view;
    const std::string name = word.name.text();
    const auto id = builder.CreateString(name + "-" + std::to_string(word.rev));
    const auto of = builder.CreateString(name);
    const auto origin = builder.CreateString(word.origin);
    const auto category = text_unless_empty(builder, view.category.text);
    const auto title = text_unless_empty(builder, view.title);
    const auto text = text_unless_empty(builder, view.text);
    decltype(texts(builder, view.areas)) areas;
    if (!view.areas.empty()) areas = texts(builder, view.areas);
    const auto why = text_unless_empty(builder, word.why);
    wire::PartnerWordBuilder made(builder);
    made.add_id(id);
    made.add_case_(of);
    made.add_rev(static_cast<std::int64_t>(word.rev));
    made.add_origin(origin);
    made.add_hops(word.hops);
    made.add_sent_at(sent.ms);
    made.add_category(category);
    if (view.severity) made.add_severity(static_cast<wire::Severity>(*view.severity));
    if (view.priority) made.add_priority(*view.priority);
    if (view.status) made.add_status(static_cast<wire::IncidentStatus>(*view.status));
    made.add_title(title);
    made.add_text(text);
    made.add_areas(areas);
    if (view.position) made.add_lat(core::lat_degrees(*view.position));
    if (view.position) made.add_lon(core::lon_degrees(*view.position));
    if (view.position) made.add_accuracy_m(word.place_m);
    if (view.opened_at) made.add_opened_at(view.opened_at->ms);
    made.add_why(why);
    wire::FinishPartnerWordBuffer(builder, made.Finish());
    return json_twin(bytes(builder));
}

}  // namespace paraat::codec
