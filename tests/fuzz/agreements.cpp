#include "hub/app/agreements_file.hpp"
#include "hub/core/partner_view.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/fuzz/town.hpp"

namespace paraat::fuzz {
namespace {

core::Incident secret_incident(const core::Agreement& agreement, const char* compartment, bool is_exercise) {
    core::Incident incident;
    incident.compartment = core::CompartmentName{compartment};
    incident.is_exercise = is_exercise;
    incident.opened_at = agreement.from;
    if (!agreement.categories.empty()) incident.category = *agreement.categories.begin();
    if (!agreement.severities.empty()) incident.severity = *agreement.severities.begin();
    return incident;
}

}  // namespace

void agreements(std::string_view input) {
    const rules::RuleSet no_rules;
    const auto reading = app::read_agreements(input, "partners.toml", town(), no_rules);
    const auto same = app::read_agreements(input, "partners.toml", town(), no_rules);
    promise(reading.issues == same.issues && reading.agreements == same.agreements, "the same is read twice alike");
    check_issues(reading.issues, input);
    if (!reading.issues.empty()) return;
    for (const core::Agreement& agreement : reading.agreements) {
        promise(!agreement.purpose.empty() && !agreement.legal_ground.empty(),
                "an agreement has a purpose and a ground");
        promise(agreement.from < agreement.until && agreement.until < never, "an agreement ends after it begins");
        promise(agreement.delay <= core::partner_delay_most, "a delay is no longer than what it delays is kept");
        const auto gives = [&](const core::Incident& incident) {
            return core::view_for(agreement, incident, nullptr, agreement.from).view.has_value();
        };
        promise(!gives(secret_incident(agreement, "covert", false)), "no agreement gives covert work");
        promise(!gives(secret_incident(agreement, "", true)), "no agreement gives a drill");
    }
}

}  // namespace paraat::fuzz
