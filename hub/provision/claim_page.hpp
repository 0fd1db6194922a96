#pragma once

#include <string>

#include "hub/provision/claim.hpp"

// What a phone shows that opened a claim link: Dutch and English, no script, nothing from elsewhere.
namespace paraat::provision {

// The device's name and one button.
std::string claim_page(const Claim& claim);
// In words, for the codes of ClaimStore; whatever else went wrong is told as such.
std::string no_claim_page(const std::string& code);

}  // namespace paraat::provision
