#include "hub/projection/partner_feed.hpp"

namespace paraat::projection {
namespace {

PartnerMessage message_of(const Topics& topics, const core::Agreement& agreement, const core::PartnerWord& word,
                          Instant sent) {
    return {topics.to_partner(agreement.partner, core::word(word.kind)), agreement.format, word, sent};
}

}  // namespace

std::vector<PartnerMessage> partner_words(const Topics& topics, const core::State& state,
                                          const std::vector<core::Event>& events) {
    std::vector<PartnerMessage> messages;
    for (const core::Event& event : events) {
        const auto* told = std::get_if<core::PartnerTold>(&event.body);
        const core::Partner* partner = told != nullptr ? state.partners.find(told->partner) : nullptr;
        if (partner != nullptr) messages.push_back(message_of(topics, partner->agreement, told->word, event.at));
    }
    return messages;
}

std::vector<PartnerMessage> newest_partner_words(const Topics& topics, const core::State& state, Instant now) {
    std::vector<PartnerMessage> messages;
    for (const auto& [name, partner] : state.partners.by_name) {
        for (const auto& [incident, known] : partner.cases) {
            const bool is_recall = known.told.kind == core::PartnerWordKind::recall;
            if (known.told.rev == 0 || (partner.agreement.is_over(now) && !is_recall)) continue;
            messages.push_back(message_of(topics, partner.agreement, known.told, known.told_at));
        }
    }
    return messages;
}

}  // namespace paraat::projection
