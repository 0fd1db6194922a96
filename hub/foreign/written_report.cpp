#include "hub/foreign/written_report.hpp"

#include <nlohmann/json.hpp>

#include "hub/core/position.hpp"

namespace paraat::foreign {
namespace {

using Json = nlohmann::ordered_json;

void put(Json& made, const char* name, const std::string& text) {
    if (!text.empty()) made[name] = text;
}

void put_place(Json& made, const core::Report& report) {
    if (report.position) {
        made["lat"] = core::lat_degrees(*report.position);
        made["lon"] = core::lon_degrees(*report.position);
    }
    if (report.accuracy_m) made["accuracy_m"] = *report.accuracy_m;
    if (!report.address) return;
    Json address = Json::object();
    put(address, "street", report.address->street);
    put(address, "number", report.address->number);
    put(address, "postcode", report.address->postcode);
    put(address, "place", report.address->place);
    put(address, "note", report.address->note);
    made["address"] = std::move(address);
}

void put_lists(Json& made, const core::Report& report, const std::vector<std::string>& follows) {
    if (!report.tags.empty()) made["tags"] = report.tags;
    for (const core::Reference& reference : report.references) {
        made["references"].push_back({{"system", reference.system}, {"id", reference.id}});
    }
    for (const auto& [name, value] : report.attributes) made["attributes"][name] = value;
    for (const std::string& id : follows) {
        if (made["follows"].size() < follows_most) made["follows"].push_back(id);
    }
}

}  // namespace

std::string written_report(const std::string& id, const core::Report& report, const std::vector<std::string>& follows) {
    Json made = Json::object();
    put(made, "id", id);
    if (report.sent_at) made["sent_at"] = report.sent_at->ms;
    if (report.occurred_at) made["occurred_at"] = report.occurred_at->ms;
    put(made, "category", report.category.text);
    if (report.severity) made["severity"] = std::string(core::word(*report.severity));
    put(made, "text", report.text);
    put_place(made, report);
    put(made, "area", report.area);
    put(made, "lmc", report.lmc);
    if (report.exercise) made["exercise"] = true;
    put(made, "origin", report.origin);
    if (report.hops) made["hops"] = *report.hops;
    put_lists(made, report, follows);
    return made.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace paraat::foreign
