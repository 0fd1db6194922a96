#include "hub/foreign/partner_cap.hpp"

#include <cmath>
#include <numbers>

#include "hub/base/check.hpp"
#include "hub/codec/cap/mapping.hpp"
#include "hub/codec/cap/writer.hpp"

namespace paraat::foreign {
namespace {

namespace cap = codec::cap;

constexpr double metres_a_degree = 111'195;  // of latitude
constexpr double finest = 1e5;               // parts of a degree that a corner is written in

std::string identifier_of(const core::PartnerWord& word, core::Revision rev) {
    return word.name.text() + "-" + std::to_string(rev);
}

// An agreement of an old journal may have no name for this site.
std::string sender_of(const WordAround& around) {
    return around.sender.empty() ? "paraat" : around.sender;
}

// CAP knows whole seconds.
cap::Moment cap_moment(Instant at) {
    return {Instant{at.ms - at.ms % 1'000}, 0};
}

std::vector<cap::MessageReference> references_of(const core::PartnerWord& word, Instant sent,
                                                 const WordAround& around) {
    std::vector<cap::MessageReference> references;
    const std::size_t count = std::min<std::size_t>(around.earlier.size(), word.rev - 1);
    for (std::size_t i = 0; i < count; ++i) {
        const Instant told = around.earlier[around.earlier.size() - count + i];
        const bool is_newest = i + 1 == count;
        if (told + cap_word_life <= sent && !(is_newest && references.empty())) continue;
        const core::Revision rev = word.rev - static_cast<core::Revision>(count - i);
        references.push_back({sender_of(around), identifier_of(word, rev), cap_moment(told), {}});
    }
    return references;
}

double to_finest(double degrees) {
    return std::round(degrees * finest) / finest;
}

// The square that the agreement lets the place be known by.
cap::Polygon cell_square(core::Position middle, std::int32_t side_m) {
    const double lat = core::lat_degrees(middle);
    const double lon = core::lon_degrees(middle);
    const double high = side_m / 2.0 / metres_a_degree;
    const double wide = high / std::max(0.01, std::cos(lat * std::numbers::pi / 180));
    const double south = to_finest(std::max(-90.0, lat - high));
    const double north = to_finest(std::min(90.0, lat + high));
    const double west = to_finest(std::max(-180.0, lon - wide));
    const double east = to_finest(std::min(180.0, lon + wide));
    return {{south, west}, {south, east}, {north, east}, {north, west}, {south, west}};
}

std::optional<cap::Area> area_of(const core::PartnerWord& word) {
    const core::PartnerView& view = word.view;
    if (view.areas.empty() && !view.position) return std::nullopt;
    cap::Area area;
    for (const std::string& name : view.areas) {
        area.description += (area.description.empty() ? "" : ", ") + name;
        area.geocodes.push_back({"paraat:area", name});
    }
    if (area.description.empty()) {
        area.description = "binnen een vierkant van " + std::to_string(word.place_m) + " m";
    }
    if (view.position) area.polygons.push_back(cell_square(*view.position, word.place_m));
    return area;
}

void add_parameters(cap::AlertBlock& block, const core::PartnerWord& word) {
    const core::PartnerView& view = word.view;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) block.parameters.push_back({std::string(name), std::string(value)});
    };
    add(cap::severity_parameter, view.severity ? core::word(*view.severity) : "");
    add(cap::category_parameter, view.category.text);
    add("paraat:priority", view.priority ? std::to_string(*view.priority) : "");
    add("paraat:status", view.status ? core::word(*view.status) : "");
    add("paraat:origin", word.origin);
    add("paraat:hops", std::to_string(word.hops));
}

cap::AlertBlock block_of(const core::PartnerWord& word, Instant sent) {
    const core::PartnerView& view = word.view;
    cap::AlertBlock block;
    block.language = "nl";
    block.categories = {view.category.empty() ? cap::Category::other : cap::category_for(view.category.text)};
    block.event = view.category.empty() ? "incident" : view.category.text;
    if (view.priority) block.urgency = cap::urgency_for(*view.priority);
    if (view.severity) block.severity = cap::severity_for(*view.severity);
    // Somebody reported it; how many did is not given.
    block.certainty = cap::certainty_for(1);
    if (view.opened_at) block.onset = cap_moment(*view.opened_at);
    block.expires = cap_moment(sent + cap_word_life);
    block.headline = view.title;
    block.description = view.text;
    add_parameters(block, word);
    if (auto area = area_of(word)) block.areas.push_back(std::move(*area));
    return block;
}

}  // namespace

std::string partner_cap(const core::PartnerWord& word, Instant sent, const WordAround& around) {
    cap::Alert alert;
    alert.identifier = identifier_of(word, word.rev);
    alert.sender = sender_of(around);
    alert.sent = cap_moment(sent);
    alert.status = cap::Status::actual;
    alert.scope = cap::Scope::secluded;
    alert.addresses = {around.partner.text};
    alert.references = references_of(word, sent, around);
    alert.incidents = {word.name.text()};
    if (word.kind == core::PartnerWordKind::alert) {
        // What comes again after a recall refers to that.
        alert.type = alert.references.empty() ? cap::MessageType::alert : cap::MessageType::update;
        alert.blocks = {block_of(word, sent)};
    } else {
        alert.type = cap::MessageType::cancel;
        alert.note = word.kind == core::PartnerWordKind::close ? "closed" : "recall: " + word.why;
    }
    const auto written = cap::write(alert);
    PARAAT_CHECK(written);
    return *written;
}

}  // namespace paraat::foreign
