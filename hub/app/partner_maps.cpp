#include "hub/app/partner_maps.hpp"

#include <algorithm>

#include "hub/codec/geojson/partner_view.hpp"
#include "hub/codec/geojson/write.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t map_most = 60'000;  // bytes; no message of the hub is larger than 64 KiB

// The newest words first, as many as one message holds.
std::string collection_of(const core::Partner& partner) {
    std::vector<const core::PartnerCase*> standing;
    for (const auto& [incident, known] : partner.cases) {
        const bool stands = known.told.rev > 0 && known.told.kind == core::PartnerWordKind::alert;
        if (stands) standing.push_back(&known);
    }
    std::stable_sort(standing.begin(), standing.end(),
                     [](const auto* one, const auto* other) { return one->told_at > other->told_at; });
    std::vector<core::PartnerWord> words;
    std::size_t bytes = 0;
    for (const core::PartnerCase* known : standing) {
        bytes += codec::geojson::write_partner_word(known->told).size() + 1;
        if (bytes > map_most) break;
        words.push_back(known->told);
    }
    return codec::geojson::write_feed(words);
}

bool has_map(const core::Partner& partner) {
    return partner.is_in_force() && partner.agreement.format == core::PartnerFormat::geojson &&
           partner.agreement.gives();
}

}  // namespace

void PartnerMaps::follow(const std::vector<core::Event>& events) {
    for (const core::Event& event : events) {
        if (const auto* told = std::get_if<core::PartnerTold>(&event.body)) changed_.insert(told->partner);
        if (const auto* made = std::get_if<core::AgreementMade>(&event.body)) changed_.insert(made->agreement.partner);
        if (const auto* ended = std::get_if<core::AgreementEnded>(&event.body)) changed_.insert(ended->partner);
    }
}

void PartnerMaps::renew_all(const core::State& state) {
    for (const auto& [name, partner] : state.partners.by_name) changed_.insert(name);
}

std::vector<PartnerMaps::Map> PartnerMaps::take_due(const core::State& state, Instant now) {
    std::vector<Map> maps;
    for (auto name = changed_.begin(); name != changed_.end();) {
        const auto told = told_.find(*name);
        if (told != told_.end() && now - told->second < interval) {
            ++name;
            continue;
        }
        const core::Partner* partner = state.partners.find(*name);
        const bool stands = partner != nullptr && has_map(*partner);
        maps.push_back({topics_.to_partner(*name, "map"), stands ? collection_of(*partner) : ""});
        told_[*name] = now;
        name = changed_.erase(name);
    }
    return maps;
}

Instant PartnerMaps::next_due() const {
    Instant due = never;
    for (const core::ClientName& name : changed_) {
        const auto told = told_.find(name);
        due = std::min(due, told == told_.end() ? Instant{} : told->second + interval);
    }
    return due;
}

}  // namespace paraat::app
