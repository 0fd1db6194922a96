#include "hub/codec/geojson/partner_view.hpp"

#include <nlohmann/json.hpp>

#include "hub/codec/geojson/moment.hpp"
#include "hub/codec/geojson/write.hpp"

namespace paraat::codec::geojson {

Feature feature_of(const core::PartnerWord& word) {
    const core::PartnerView& view = word.view;
    Feature made;
    made.id = word.name.text();
    auto& properties = made.properties;
    const auto add = [&](const char* name, const std::string& text) {
        if (!text.empty()) properties[name] = text;
    };
    if (view.position) {
        Geometry point;
        point.parts = {{{Place{core::lon_degrees(*view.position), core::lat_degrees(*view.position), std::nullopt}}}};
        made.geometry = point;
        properties["accuracy_m"] = std::int64_t{word.place_m};
    }
    properties["kind"] = std::string(core::word(word.kind));
    properties["rev"] = static_cast<std::int64_t>(word.rev);
    properties["hops"] = std::int64_t{word.hops};
    add("origin", word.origin);
    add("category", view.category.text);
    if (view.severity) properties["severity"] = std::string(core::word(*view.severity));
    if (view.priority) properties["priority"] = std::int64_t{*view.priority};
    if (view.status) properties["status"] = std::string(core::word(*view.status));
    add("title", view.title);
    add("text", view.text);
    if (!view.areas.empty()) properties["areas"] = nlohmann::json(view.areas).dump();
    if (view.opened_at) properties["opened_at"] = moment_text(*view.opened_at);
    add("why", word.why);
    return made;
}

std::string write_partner_word(const core::PartnerWord& word) {
    return write(feature_of(word));
}

std::string write_feed(std::span<const core::PartnerWord> words) {
    std::vector<Feature> features;
    for (const core::PartnerWord& word : words) {
        if (word.kind == core::PartnerWordKind::alert) features.push_back(feature_of(word));
    }
    return write(features);
}

}  // namespace paraat::codec::geojson
