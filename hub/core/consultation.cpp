#include "hub/core/consultation.hpp"

#include <algorithm>
#include <array>

#include "hub/core/clearance.hpp"

namespace paraat::core {
namespace {

// What an incident says, who works where, who was called how often. The rest of the questions is about rules and plans.
constexpr std::array<std::string_view, 8> sensitive = {"incidents", "incident", "explain",  "units",
                                                       "nearest",   "reach",    "handover", "load"};

bool may_read_it(const Organisation& organisation, const State& state, const ClientName& asker, const Query& query) {
    if (query.incident) {
        const Incident* incident = state.incident(*query.incident);
        return incident != nullptr && may_read(organisation, asker, *incident);
    }
    return query.division.empty() ? belongs(organisation, asker) : may_read(organisation, asker, query.division);
}

}  // namespace

std::optional<Consulted> consultation_of(const Organisation& organisation, const State& state, const ClientName& asker,
                                         const Query& query) {
    const bool is_sensitive = std::find(sensitive.begin(), sensitive.end(), query.ask) != sensitive.end();
    if (!is_sensitive || organisation.account(asker) == nullptr) return std::nullopt;
    if (!may_read_it(organisation, state, asker, query)) return Consulted{query.ask, {}, {}, true};
    return Consulted{query.ask, query.incident, query.division, false};
}

}  // namespace paraat::core
