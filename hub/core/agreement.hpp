#pragma once

#include <string>

#include "hub/base/flat_set.hpp"
#include "hub/base/time.hpp"
#include "hub/core/names.hpp"
#include "hub/core/words.hpp"

namespace paraat::core {

// What a partner gets and may tell, as the organisation agreed with it (docs/partners.md). Nothing is given that is not
// written in it: an empty list lets nothing through. Neither covert work nor drills have a word in it.
struct Agreement {
    ClientName partner;  // its account
    std::string label;
    std::string purpose;       // why, as the law wants it written
    std::string legal_ground;  // on what ground
    std::string origin;        // how this site is called among its partners, so that loops are seen
    FlatSet<Flow> flows;
    FlatSet<CategoryName> categories;
    FlatSet<std::string> areas;  // named polygons; `any_area` = wherever it is, also where nobody knows
    FlatSet<Severity> severities;
    FlatSet<PartnerField> given;  // the fields that go out
    std::int32_t place_m = 0;     // the side of the cells that places are given by; 0 = no place is given
    Milliseconds delay{0};        // between a change and its telling; `partner_delay_most` at most
    std::int32_t hop_limit = 1;   // sites that a word may pass, this one among them; 1 = only what began here
    Instant from;                 // incidents that were opened before it are none of the partner's
    Instant until;                // from here on nothing flows, and what was given is recalled
    PartnerFormat format = PartnerFormat::json;
    std::string site;  // how the partner itself is called among sites; what began there is not sent back

    bool operator==(const Agreement&) const = default;

    // Whether anything at all can go out under it, or come in, before its end.
    bool gives() const { return flows.contains(Flow::out) && is_about_something() && (!given.empty() || place_m > 0); }
    bool takes() const { return flows.contains(Flow::in) && is_about_something(); }
    bool is_over(Instant now) const { return now >= until; }
    // The same for equal agreements.
    std::string version() const;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "partner", self.partner);
        visit(2, "label", self.label);
        visit(3, "purpose", self.purpose);
        visit(4, "legal_ground", self.legal_ground);
        visit(5, "origin", self.origin);
        visit(6, "flows", self.flows);
        visit(7, "categories", self.categories);
        visit(8, "areas", self.areas);
        visit(9, "severities", self.severities);
        visit(10, "given", self.given);
        visit(11, "place_m", self.place_m);
        visit(12, "delay", self.delay);
        visit(13, "hop_limit", self.hop_limit);
        visit(14, "from", self.from);
        visit(15, "until", self.until);
        visit(16, "format", self.format);
        visit(17, "site", self.site);
    }

private:
    bool is_about_something() const { return !categories.empty() && !areas.empty() && !severities.empty(); }
};

inline const std::string any_area = "*";
// Shorter than an incident is kept after its end, so that what waits is told of something that is still known.
inline constexpr Milliseconds partner_delay_most = std::chrono::hours{24};
inline constexpr std::int32_t hop_limit_most = 8;
inline constexpr std::int32_t place_m_least = 100;
inline constexpr std::int32_t place_m_most = 100'000;

}  // namespace paraat::core
