#include "hub/core/partner_view.hpp"

#include <algorithm>

#include "hub/base/digest.hpp"
#include "hub/base/json_size.hpp"
#include "hub/core/place_cell.hpp"

namespace paraat::core {
namespace {

constexpr std::size_t partner_text_most = 8'000;  // bytes of JSON, as on an alert

// The agreement's own areas that it lies in, in order; what else it lies in is not said.
std::vector<std::string> shared_areas(const Agreement& agreement, const Incident& incident) {
    std::vector<std::string> shared;
    for (const std::string& area : agreement.areas) {
        if (incident.areas.contains(area)) shared.push_back(area);
    }
    return shared;
}

std::optional<Withheld> why_not(const Agreement& agreement, const Incident& incident, const Provenance* from,
                                Instant now) {
    // First what no agreement can give.
    if (!incident.compartment.empty()) return Withheld::covert;
    if (incident.is_exercise) return Withheld::exercise;
    if (!agreement.gives()) return Withheld::nothing_given;
    if (agreement.is_over(now)) return Withheld::over;
    if (incident.opened_at < agreement.from) return Withheld::before_agreement;
    if (!agreement.categories.contains(incident.category)) return Withheld::category;
    if (!agreement.severities.contains(incident.severity)) return Withheld::severity;
    const bool is_anywhere = agreement.areas.contains(any_area);
    if (!is_anywhere && shared_areas(agreement, incident).empty()) return Withheld::area;
    if (from != nullptr && (from->partner == agreement.partner || from->origin == agreement.site)) {
        return Withheld::came_from_there;
    }
    if (hops_from_here(from) > agreement.hop_limit) return Withheld::hops;
    return std::nullopt;
}

}  // namespace

std::int32_t hops_from_here(const Provenance* from) {
    return from == nullptr ? 1 : from->hops + 1;
}

PartnerVerdict view_for(const Agreement& agreement, const Incident& incident, const Provenance* from, Instant now) {
    if (const auto why = why_not(agreement, incident, from, now)) return {std::nullopt, *why};
    PartnerView view;
    const auto is_given = [&](PartnerField field) { return agreement.given.contains(field); };
    if (is_given(PartnerField::category)) view.category = incident.category;
    if (is_given(PartnerField::severity)) view.severity = incident.severity;
    if (is_given(PartnerField::priority)) view.priority = incident.priority;
    if (is_given(PartnerField::status)) view.status = incident.status;
    if (is_given(PartnerField::title)) view.title = incident.title;
    if (is_given(PartnerField::text)) view.text = cut_to_json_size(*incident.text, partner_text_most);
    if (is_given(PartnerField::areas)) view.areas = shared_areas(agreement, incident);
    if (is_given(PartnerField::opened_at)) view.opened_at = incident.opened_at;
    if (agreement.place_m > 0 && incident.position) view.position = cell_centre(*incident.position, agreement.place_m);
    return {std::move(view), {}};
}

CaseId case_name(const ClientName& partner, const IncidentId& incident, Instant told) {
    const auto& bytes = incident.ulid.bytes();
    const std::string_view id(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const Sha256 digest = sha256({"partner/", partner.text, "/", id});
    return CaseId{Ulid{told, std::span<const std::uint8_t, 10>{digest.data(), 10}}};
}

}  // namespace paraat::core
