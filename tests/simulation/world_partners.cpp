#include "tests/simulation/world_partners.hpp"

#include <fmt/format.h>

#include "hub/app/partner_past.hpp"
#include "hub/foreign/partner_words.hpp"

namespace paraat::simulation {
namespace {

using namespace std::chrono_literals;

// The police get much at once and report; the municipality gets less, and later.
std::vector<core::Agreement> agreements_of(Instant begin, Instant end) {
    core::Agreement police;
    police.partner = core::ClientName{"politie"};
    police.label = "Politie";
    police.purpose = "opvolging";
    police.legal_ground = "proef";
    police.origin = "oov-here";
    police.flows = {core::Flow::out, core::Flow::in};
    for (const char* name : {"robbery", "shooting", "stabbing", "drug_dealing", "theft"}) {
        police.categories.insert(core::CategoryName{name});
    }
    police.areas = {core::any_area};
    police.severities = {core::Severity::minor, core::Severity::moderate, core::Severity::serious,
                         core::Severity::severe, core::Severity::extreme};
    police.given = {core::PartnerField::category, core::PartnerField::severity, core::PartnerField::status,
                    core::PartnerField::title, core::PartnerField::opened_at};
    police.place_m = 500;
    police.hop_limit = 2;
    police.from = begin;
    police.until = end;
    police.site = "politie";
    core::Agreement town = police;
    town.partner = core::ClientName{"gemeente"};
    town.flows = {core::Flow::out};
    town.categories = {core::CategoryName{"noise_nuisance"}, core::CategoryName{"youth_nuisance"},
                       core::CategoryName{"vandalism"}};
    town.given = {core::PartnerField::category, core::PartnerField::priority, core::PartnerField::status};
    town.delay = 20min;
    town.areas = {"downtown"};
    town.site = "gemeente";
    return {police, town};
}

}  // namespace

std::vector<AgreementChange> agreement_changes_of(Chance& chance, Instant begin, Milliseconds length) {
    const auto both = agreements_of(begin - 24h, begin + 48h);
    auto narrowed = both;
    narrowed[1].categories = {core::CategoryName{"vandalism"}};
    auto ending = agreements_of(begin, begin + length * 9 / 10);
    std::vector<AgreementChange> changes{
        {begin, both}, {begin, narrowed}, {begin, {narrowed[1]}}, {begin, std::move(ending)}};
    for (std::size_t part = 1; part < changes.size(); ++part) {
        changes[part].at =
            begin + length * static_cast<std::int64_t>(part) / 4 + Milliseconds{chance.between(0, 600'000)};
    }
    return changes;
}

std::vector<Seen> told_by_journal(const std::filesystem::path& journal, const core::Agreement& agreement, Instant now) {
    std::vector<Seen> all;
    const auto preview = app::preview_partner(journal, agreement, 48h, now);
    const auto records = app::partner_records(journal);
    if (!preview || !records) return {{now, "preview", "the journal cannot be read"}};
    for (const core::Event& event : preview->told) {
        const auto& told = std::get<core::PartnerTold>(event.body);
        all.push_back(
            {event.at, "preview of " + agreement.partner.text,
             foreign::write_for_partner(agreement.format, told.word, event.at, {agreement.partner, agreement.origin})});
    }
    for (const auto& [why, count] : preview->withheld) {
        all.push_back({now, "preview of " + agreement.partner.text, fmt::format("{} {}", core::word(why), count)});
    }
    for (const auto& [name, record] : *records) {
        std::string says = fmt::format("{} {} {} {} {}", record.version, record.words, record.standing, record.waiting,
                                       record.recalled);
        for (const auto& kept : record.kept) says += " " + kept.name.text();
        all.push_back({now, "list of " + name.text, std::move(says)});
    }
    return all;
}

}  // namespace paraat::simulation
