#include "hub/foreign/partner_words.hpp"

#include "hub/base/check.hpp"
#include "hub/codec/write_partner.hpp"

namespace paraat::foreign {

std::string write_for_partner(core::PartnerFormat format, const core::PartnerWord& word, Instant sent) {
    switch (format) {
        case core::PartnerFormat::json: return codec::partner_json(word, sent);
        case core::PartnerFormat::cap: return codec::partner_json(word, sent);
        case core::PartnerFormat::geojson: return codec::partner_json(word, sent);
    }
    PARAAT_CHECK(false);
    return {};
}

}  // namespace paraat::foreign
