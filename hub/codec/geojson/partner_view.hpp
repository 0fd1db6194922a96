#pragma once

#include <span>
#include <string>

#include "hub/codec/geojson/feature.hpp"
#include "hub/core/partner_events.hpp"

namespace paraat::codec::geojson {

// A word to a partner as a map shows it: its id is the case, its place the centre of the cell that the agreement gives,
// `accuracy_m` that cell's size. What the agreement does not give is absent; a close or recall has no place. `kind`
// says which it is: alert, close or recall.
Feature feature_of(const core::PartnerWord& word);
std::string write_partner_word(const core::PartnerWord& word);
// What stands with a partner, in the order given; what was closed or recalled is left out.
std::string write_feed(std::span<const core::PartnerWord> words);

}  // namespace paraat::codec::geojson
