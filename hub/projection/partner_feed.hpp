#pragma once

#include <string>
#include <vector>

#include "hub/core/state.hpp"
#include "hub/projection/topic.hpp"

namespace paraat::projection {

// A word to a partner, on its topic. It is not retained: what a partner may know ends with its agreement, and what lies
// on a broker does not.
struct PartnerMessage {
    std::string topic;
    core::PartnerFormat format = core::PartnerFormat::json;
    core::PartnerWord word;
    Instant sent;
    core::ClientName partner;
    std::string sender;            // this site's name, as the agreement has it
    std::vector<Instant> earlier;  // when the words before it were told, the newest last (core::PartnerCase)
};

// What these events, which are in the state, say to partners.
std::vector<PartnerMessage> partner_words(const Topics& topics, const core::State& state,
                                          const std::vector<core::Event>& events);
// The newest word about each incident that is still known, for a broker that may not have had it. Each has the id and
// revision that it had, so who has it already learns nothing new. Of an agreement that is over, recalls alone.
std::vector<PartnerMessage> newest_partner_words(const Topics& topics, const core::State& state, Instant now);

}  // namespace paraat::projection
