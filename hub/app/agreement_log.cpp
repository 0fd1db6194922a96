#include "hub/app/agreement_log.hpp"

#include <algorithm>

#include "hub/base/log.hpp"

namespace paraat::app {
namespace {

std::size_t recalls_in(const std::vector<core::Event>& committed, const core::ClientName& partner) {
    const auto count = std::count_if(committed.begin(), committed.end(), [&](const core::Event& event) {
        const auto* told = std::get_if<core::PartnerTold>(&event.body);
        return told != nullptr && told->partner == partner && told->word.kind == core::PartnerWordKind::recall;
    });
    return static_cast<std::size_t>(count);
}

}  // namespace

void log_agreements(const std::vector<core::Event>& committed) {
    for (const core::Event& event : committed) {
        if (const auto* made = std::get_if<core::AgreementMade>(&event.body)) {
            const core::ClientName& partner = made->agreement.partner;
            log_info("an agreement with a partner decides",
                     {{"partner", partner.text},
                      {"version", made->version},
                      {"recalled", std::to_string(recalls_in(committed, partner))}});
        }
        const auto* ended = std::get_if<core::AgreementEnded>(&event.body);
        if (ended == nullptr) continue;
        log_warn("an agreement with a partner ended: nothing flows any more",
                 {{"partner", ended->partner.text},
                  {"version", ended->version},
                  {"why", std::string(core::word(ended->why))},
                  {"recalled", std::to_string(recalls_in(committed, ended->partner))},
                  {"beyond_recall", std::to_string(ended->beyond_recall)}});
    }
}

}  // namespace paraat::app
