#include "hub/foreign/cot_report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "hub/base/digest.hpp"
#include "hub/base/utf8.hpp"
#include "hub/codec/cot/type.hpp"
#include "hub/core/position.hpp"

namespace paraat::foreign {
namespace {

constexpr std::size_t text_most = 4'000;      // bytes, as the contract has it
constexpr std::size_t reference_most = 64;    // likewise
constexpr double metres_told_most = 100'000;  // of an accuracy
constexpr std::size_t id_digits = 32;

struct TypeCategory {
    std::string_view kind;
    std::string_view category;
};
// The first that fits. A civil disturbance may be anything from noise to a riot: people look at it.
constexpr std::array type_categories = {
    TypeCategory{"b-l-l-l-bur", "burglary"},          TypeCategory{"b-l-l-l-as", "assault"},
    TypeCategory{"b-l-l-l-dov", "assault"},           TypeCategory{"b-l-l-l-dc", "drug_dealing"},
    TypeCategory{"b-l-l-l-ad", "armed_violence"},     TypeCategory{"b-l-o-pan", "suspicious_situation"},
    TypeCategory{"a-.-X-i-l", "suspicious_situation"}};

}  // namespace

std::string cot_id(const codec::cot::Event& event) {
    return "cot-" +
           hex(sha256(event.uid + "\n" + event.type + "\n" + std::to_string(event.time.ms))).substr(0, id_digits);
}

std::string cot_id_of_uid(const codec::cot::Event& event) {
    return "cot-" + hex(sha256(event.uid)).substr(0, id_digits);
}

void put_point(const codec::cot::Event& event, nlohmann::ordered_json& json) {
    if (!event.point || !core::position_from_degrees(event.point->lat, event.point->lon)) return;
    json["lat"] = event.point->lat;
    json["lon"] = event.point->lon;
    const auto error = event.point->ce;
    if (error && *error >= 0 && *error <= metres_told_most) json["accuracy_m"] = std::lround(*error);
}

nlohmann::ordered_json cot_report(const codec::cot::Event& event, const std::string& category) {
    nlohmann::ordered_json json;
    json["id"] = cot_id(event);
    json["sent_at"] = event.time.ms;
    json["category"] = category;
    std::string text;
    if (event.detail.contact) text = event.detail.contact->callsign;
    if (event.detail.note && !event.detail.note->text.empty()) {
        text += (text.empty() ? "" : ": ") + event.detail.note->text;
    }
    if (event.detail.emergency && !event.detail.emergency->type.empty()) {
        text += (text.empty() ? "" : ": ") + event.detail.emergency->type;
    }
    json["text"] = cut(text.empty() ? event.type : std::move(text), text_most);
    put_point(event, json);
    if (event.uid.size() <= reference_most) json["references"] = {{{"system", "cot"}, {"id", event.uid}}};
    return json;
}

std::string category_of_cot(std::string_view type, const core::Organisation& organisation) {
    const auto* found = std::find_if(type_categories.begin(), type_categories.end(),
                                     [&](const TypeCategory& one) { return codec::cot::is_of_kind(type, one.kind); });
    if (found == type_categories.end()) return "other";
    const std::string word(found->category);
    return organisation.category(core::CategoryName{word}) != nullptr ? word : "other";
}

}  // namespace paraat::foreign
