#include "hub/core/authorisation.hpp"

#include <algorithm>

#include "hub/core/local_clock.hpp"
#include "hub/core/telling.hpp"

namespace paraat::core {
namespace {

constexpr Milliseconds told_before[] = {std::chrono::days{7}, std::chrono::days{1}, Milliseconds{0}};

const Compartment* authorisation_of(const Organisation& organisation, const CompartmentName& compartment) {
    const auto found = organisation.compartments.find(compartment);
    return found == organisation.compartments.end() ? nullptr : &found->second;
}

std::string moment_text(const Situation& situation, Instant at) {
    const LocalClock clock(situation.rules);
    return clock.date(at) + " " + clock.time(at);
}

// The first of its tellings after a moment; `never` when it was told that it is over.
Instant next_telling(Instant until, Instant after) {
    for (const Milliseconds before : told_before) {
        if (until - before > after) return until - before;
    }
    return never;
}

void tell_the_cleared(Situation& situation, const Compartment& compartment) {
    const bool is_over = compartment.until <= situation.now;
    Order order;
    order.compartment = compartment.name;
    order.priority = 2;
    order.text = "The authorisation of \"" + compartment.label + "\" by " + compartment.authorised_by + " (" +
                 compartment.ground + ") " + (is_over ? "is over since " : "ends on ") +
                 moment_text(situation, compartment.until) +
                 (is_over ? ": no new work may begin in it; what runs stays closed."
                          : ": have it renewed, or bring its work to an end.");
    for (const auto& [name, role] : situation.organisation.roles) {
        if (role.authority != Authority::opco && role.authority != Authority::coordinator) continue;
        order.to = {Target::Kind::role, name.text};
        tell(situation,
             "authorisation/" + compartment.name.text + "/" + std::to_string(compartment.until.ms) + "/" + name.text,
             order);
    }
}

}  // namespace

bool may_begin(const Organisation& organisation, const CompartmentName& compartment, Instant now) {
    if (compartment.empty()) return true;
    const Compartment* known = authorisation_of(organisation, compartment);
    return known != nullptr && now < known->until;
}

void refuse_unauthorised(Situation& situation, const CompartmentName& compartment, const std::string& field) {
    const Compartment* known = authorisation_of(situation.organisation, compartment);
    situation.refuse(
        Reason::not_authorised, field,
        known == nullptr
            ? "no covert work is authorised: the organisation has no [[compartment]] \"" + compartment.text + "\""
            : "the authorisation of \"" + known->label + "\" by " + known->authorised_by + " is over since " +
                  moment_text(situation, known->until) + "; no new work may begin in it");
}

void follow_authorisations(Situation& situation) {
    const auto& known = situation.state.authorisations;
    for (const auto& [name, compartment] : situation.organisation.compartments) {
        const auto before = known.find(name);
        if (before != known.end() && before->second.until == compartment.until) continue;
        // What should have been told already is told now.
        const Instant first = compartment.until - told_before[0];
        situation.happen(the_hub, AuthorisationTold{name, compartment.until, std::max(first, situation.now)});
    }
    for (const auto& [name, authorisation] : known) {
        if (situation.organisation.compartments.contains(name) || authorisation.until == Instant{}) continue;
        situation.happen(the_hub, AuthorisationTold{name, {}, never});
    }
}

void tell_of_authorisations(Situation& situation) {
    for (const auto& [name, authorisation] : situation.state.authorisations) {
        if (authorisation.tell_at > situation.now) continue;
        const Compartment* compartment = authorisation_of(situation.organisation, name);
        if (compartment != nullptr) tell_the_cleared(situation, *compartment);
        situation.happen(
            the_hub, AuthorisationTold{name, authorisation.until, next_telling(authorisation.until, situation.now)});
    }
}

}  // namespace paraat::core
