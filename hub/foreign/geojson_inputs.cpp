#include "hub/foreign/geojson_inputs.hpp"

#include <algorithm>

#include "hub/base/plain_name.hpp"
#include "hub/codec/geojson/read.hpp"
#include "hub/codec/geojson/to_report.hpp"
#include "hub/codec/geojson/write.hpp"
#include "hub/foreign/earlier_words.hpp"
#include "hub/foreign/spoken.hpp"
#include "hub/foreign/written_report.hpp"

namespace paraat::foreign {
namespace {

namespace geojson = codec::geojson;

constexpr std::int64_t feature_hops_most = 100;

const std::string* text_property(const geojson::Feature& feature, const std::string& name) {
    const auto found = feature.properties.find(name);
    return found == feature.properties.end() ? nullptr : std::get_if<std::string>(&found->second);
}

const std::int64_t* number_property(const geojson::Feature& feature, const std::string& name) {
    const auto found = feature.properties.find(name);
    return found == feature.properties.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
}

// Which sites a word of another hub has passed, so that loops are cut; taken out of what are attributes otherwise.
void take_way(geojson::Feature& feature, core::Report& way) {
    if (const std::string* origin = text_property(feature, "origin");
        origin != nullptr && is_plain_name(*origin, '-')) {
        way.origin = *origin;
        feature.properties.erase("origin");
    }
    if (const std::int64_t* hops = number_property(feature, "hops");
        hops != nullptr && *hops >= 1 && *hops <= feature_hops_most) {
        way.hops = static_cast<std::int32_t>(*hops);
        feature.properties.erase("hops");
    }
}

void take_feature(geojson::Feature feature, const Heard& heard, Interpretation& made, const std::string& place) {
    const std::string content = geojson::write(feature);
    std::vector<std::string> follows;
    const std::string* kind = text_property(feature, "kind");
    const std::int64_t* rev = number_property(feature, "rev");
    if (kind != nullptr && rev != nullptr) {
        if (*kind == "close" || *kind == "recall") {
            made.remarks.push_back({place, "what another hub closes or takes back is not closed here"});
            return;
        }
        if (feature.id.empty() && text_property(feature, "id") != nullptr) feature.id = *text_property(feature, "id");
        if (feature.id.empty()) {
            made.remarks.push_back(
                {place + ".id", "a word of another hub that does not name its case: it is taken by itself"});
            made.is_degraded = true;
        } else {
            feature.id += "-" + std::to_string(*rev);
            follows = earlier_words(feature.id);
        }
        for (const char* ours : {"id", "kind", "rev"}) feature.properties.erase(ours);
    }
    core::Report way;
    take_way(feature, way);
    auto reading = geojson::to_report(feature);
    if (!reading) {
        made.remarks.push_back({place + "." + reading.error().field, reading.error().message});
        made.is_degraded = true;
        if (!made.refused) made.refused = reading.error();
        return;
    }
    reading->report.origin = way.origin;
    reading->report.hops = way.hops;
    for (const codec::Remark& remark : reading->degraded) {
        made.remarks.push_back({place + "." + remark.field, remark.why});
        made.is_degraded = true;
    }
    const std::string id = reading->id.empty() ? id_of("geojson", content) : reading->id;
    made.sayings.push_back(
        {heard.sender, core::InputKind::report, written_report(id, reading->report, follows), content});
}

}  // namespace

Interpretation read_geojson(const Heard& heard) {
    Interpretation made;
    made.format = Format::geojson;
    made.client = heard.sender;
    auto reading = geojson::read(heard.payload);
    if (!reading) {
        made.refused = reading.error();
        return made;
    }
    made.what = reading->is_collection ? "FeatureCollection" : "Feature";
    made.remarks = reading->degraded;
    made.is_degraded = !reading->degraded.empty();
    for (std::size_t i = 0; i < reading->features.size(); ++i) {
        const std::string place = reading->is_collection ? "features[" + std::to_string(i) + "]" : "feature";
        const std::size_t said = made.sayings.size();
        take_feature(std::move(reading->features[i]), heard, made, place);
        const bool is_said = reading->is_collection && made.sayings.size() > said;
        if (is_said) made.sayings.back().original = std::move(reading->bytes[i]);
    }
    // Something of it was said: then it was not refused.
    if (!made.sayings.empty()) made.refused.reset();
    return made;
}

}  // namespace paraat::foreign
