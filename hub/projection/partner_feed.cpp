#include "hub/projection/partner_feed.hpp"

#include <algorithm>

namespace paraat::projection {
namespace {

// When the words before this one were told: of `known`, which may have been told newer ones since.
std::vector<Instant> told_before(const core::PartnerCase& known, const core::PartnerWord& word) {
    std::vector<Instant> earlier = known.earlier;
    const auto newer = static_cast<std::size_t>(known.told.rev - word.rev);
    earlier.resize(earlier.size() - std::min(newer, earlier.size()));
    return earlier;
}

PartnerMessage message_of(const Topics& topics, const core::Partner& partner, const core::PartnerCase& known,
                          const core::PartnerWord& word, Instant sent) {
    const core::Agreement& agreement = partner.agreement;
    return {topics.to_partner(agreement.partner, core::word(word.kind)),
            agreement.format,
            word,
            sent,
            agreement.partner,
            agreement.origin,
            told_before(known, word)};
}

}  // namespace

std::vector<PartnerMessage> partner_words(const Topics& topics, const core::State& state,
                                          const std::vector<core::Event>& events) {
    std::vector<PartnerMessage> messages;
    for (const core::Event& event : events) {
        const auto* told = std::get_if<core::PartnerTold>(&event.body);
        const core::Partner* partner = told != nullptr ? state.partners.find(told->partner) : nullptr;
        if (partner == nullptr) continue;
        // What was let go of in the same batch is over, and says so.
        const auto known = partner->cases.find(told->incident);
        const core::PartnerCase none{told->word, event.at, {}};
        messages.push_back(
            message_of(topics, *partner, known == partner->cases.end() ? none : known->second, told->word, event.at));
    }
    return messages;
}

std::vector<PartnerMessage> newest_partner_words(const Topics& topics, const core::State& state, Instant now) {
    std::vector<PartnerMessage> messages;
    for (const auto& [name, partner] : state.partners.by_name) {
        for (const auto& [incident, known] : partner.cases) {
            const bool is_recall = known.told.kind == core::PartnerWordKind::recall;
            if (known.told.rev == 0 || (partner.agreement.is_over(now) && !is_recall)) continue;
            messages.push_back(message_of(topics, partner, known, known.told, known.told_at));
        }
    }
    return messages;
}

}  // namespace paraat::projection
