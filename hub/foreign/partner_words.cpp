#include "hub/foreign/partner_words.hpp"

#include "hub/base/check.hpp"
#include "hub/codec/geojson/partner_view.hpp"
#include "hub/codec/write_partner.hpp"
#include "hub/foreign/partner_cap.hpp"

namespace paraat::foreign {

std::string write_for_partner(core::PartnerFormat format, const core::PartnerWord& word, Instant sent,
                              const WordAround& around) {
    switch (format) {
        case core::PartnerFormat::json: return codec::partner_json(word, sent);
        case core::PartnerFormat::cap: return partner_cap(word, sent, around);
        case core::PartnerFormat::geojson: return codec::geojson::write_partner_word(word);
    }
    PARAAT_CHECK(false);
    return {};
}

}  // namespace paraat::foreign
