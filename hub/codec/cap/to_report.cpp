#include <algorithm>
#include <cmath>
#include <utility>

#include "hub/base/utf8.hpp"
#include "hub/codec/cap/mapping.hpp"
#include "hub/codec/cap/trimmed.hpp"

namespace paraat::codec::cap {
namespace {

constexpr std::size_t report_text_most = 4'000;     // bytes, by the contract
constexpr std::size_t report_reference_most = 256;  // likewise
constexpr std::size_t report_references_most = 16;
constexpr std::size_t report_attribute_most = 256;
constexpr std::size_t report_lmc_most = 64;
constexpr std::int64_t accuracy_most = 1'000'000;  // metres, by the contract

std::string text_of(const Alert& alert, const AlertBlock* block) {
    std::string text;
    const auto add = [&](std::string_view part) {
        part = trimmed(part);
        if (part.empty() || text == part) return;
        if (!text.empty()) text += "\n\n";
        text += part;
    };
    if (block != nullptr) {
        add(block->headline.empty() ? block->event : block->headline);
        add(block->description);
        add(block->instruction);
    }
    if (text.empty()) add(alert.note);
    if (text.empty()) text = "CAP " + alert.identifier;
    return cut(std::move(text), report_text_most);
}

struct Place {
    core::Position position;
    std::optional<std::int32_t> accuracy_m;
};

std::optional<std::int32_t> accuracy(std::int64_t metres) {
    if (metres <= 0) return std::nullopt;
    return static_cast<std::int32_t>(std::min(metres, accuracy_most));
}

std::optional<Place> place_of_circle(const Circle& circle) {
    const auto position = core::position_from_degrees(circle.centre.lat, circle.centre.lon);
    if (!position) return std::nullopt;
    return Place{*position, accuracy(std::llround(circle.radius_km * 1'000))};
}

std::optional<Place> place_of_polygon(const Polygon& polygon) {
    const auto middle = middle_of(polygon);
    const auto position = middle ? core::position_from_degrees(middle->lat, middle->lon) : std::nullopt;
    if (!position) return std::nullopt;
    std::int64_t farthest = 0;
    for (const auto& point : polygon) {
        const auto corner = core::position_from_degrees(point.lat, point.lon);
        if (corner) farthest = std::max(farthest, core::metres_between(*position, *corner));
    }
    return Place{*position, accuracy(farthest)};
}

// The first area that has a place; a circle before a polygon, because its sender said where its middle is.
std::optional<Place> place_of(const AlertBlock& block) {
    for (const auto& area : block.areas) {
        for (const auto& circle : area.circles) {
            if (auto place = place_of_circle(circle)) return place;
        }
        for (const auto& polygon : area.polygons) {
            if (auto place = place_of_polygon(polygon)) return place;
        }
    }
    return std::nullopt;
}

void add_references(core::Report& report, const Alert& alert) {
    const auto add = [&](std::string id) {
        const bool fits = id.size() <= report_reference_most && report.references.size() < report_references_most;
        if (fits) report.references.push_back({"cap", std::move(id)});
    };
    add(written(MessageReference{alert.sender, alert.identifier, alert.sent, {}}));
    for (const auto& reference : alert.references) {
        if (reference.is_whole()) add(written(reference));
    }
}

void add_attributes(core::Report& report, const AlertBlock& block) {
    const auto add = [&](const char* name, std::string_view value) {
        if (!trimmed(value).empty())
            report.attributes.emplace_back(name, cut(std::string(trimmed(value)), report_attribute_most));
    };
    add("cap_area", block.areas.empty() ? "" : block.areas.front().description);
    add("cap_certainty", word(block.certainty));
    add("cap_event", block.event);
    add("cap_sender", block.sender_name);
    add("cap_urgency", word(block.urgency));
}

std::optional<Error> not_a_report(const Alert& alert) {
    if (!alert.status) return Error{"bad_value", "status", "it does not say that it is Actual"};
    if (*alert.status != Status::actual && *alert.status != Status::exercise) {
        return Error{"bad_value", "status",
                     "a message with the status " + std::string(word(*alert.status)) + " is not for people"};
    }
    if (alert.type != MessageType::alert && alert.type != MessageType::update) {
        return Error{"bad_value", "msgType",
                     "a message of the type " + std::string(word(alert.type)) + " speaks of another one"};
    }
    return std::nullopt;
}

}  // namespace

Result<core::Report> to_report(const Alert& alert, const std::set<std::string>& allowed) {
    if (auto reason = not_a_report(alert)) return *reason;
    const AlertBlock* block = block_to_show(alert);
    core::Report report;
    report.sent_at = alert.sent.at;
    report.occurred_at = alert.sent.at;
    report.category = core::CategoryName{"other"};
    report.exercise = alert.status == Status::exercise;
    report.text = text_of(alert, block);
    add_references(report, alert);
    if (block == nullptr) return report;
    if (const auto& begins = block->onset ? block->onset : block->effective) report.occurred_at = begins->at;
    report.category = core::CategoryName{category_of(*block, allowed)};
    report.severity = severity_of(*block);
    report.lmc = cut(std::string(value_named(block->event_codes, lmc_code)), report_lmc_most);
    if (const auto place = place_of(*block)) {
        report.position = place->position;
        report.accuracy_m = place->accuracy_m;
    }
    add_attributes(report, *block);
    return report;
}

}  // namespace paraat::codec::cap
