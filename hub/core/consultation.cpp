#include "hub/core/consultation.hpp"

#include <algorithm>
#include <array>

#include "hub/core/clearance.hpp"

namespace paraat::core {
namespace {

// What an incident says, who works where, who was called how often, who did what he was told. The rest of the questions
// is about rules and plans; the risk of an area is one number, which tells of no case by itself.
constexpr std::array<std::string_view, 9> sensitive = {"incidents", "incident", "explain", "units",       "nearest",
                                                       "reach",     "handover", "load",    "instructions"};

// As hub/projection answers it.
bool is_answered(const Organisation& organisation, const State& state, const ClientName& asker, const Query& query) {
    if (query.ask == "handover") return may_read_work_of(organisation, asker, query.unit.value_or(asker));
    if ((query.ask == "reach" || query.ask == "load") && !may_plan(organisation, asker)) return false;
    if (query.ask == "instructions") return belongs(organisation, asker);  // whatever else it names
    if (query.incident) {
        const Incident* incident = state.incident(*query.incident);
        return incident != nullptr && may_read(organisation, asker, *incident);
    }
    if (query.division.empty()) return belongs(organisation, asker);
    return organisation.divisions.contains(query.division) && may_read(organisation, asker, query.division);
}

}  // namespace

std::optional<Consulted> consultation_of(const Organisation& organisation, const State& state, const ClientName& asker,
                                         const Query& query) {
    const bool is_sensitive = std::find(sensitive.begin(), sensitive.end(), query.ask) != sensitive.end();
    if (!is_sensitive || organisation.account(asker) == nullptr) return std::nullopt;
    if (!is_answered(organisation, state, asker, query)) return Consulted{query.ask, {}, {}, true, {}};
    if (query.ask == "instructions") return Consulted{query.ask, {}, {}, false, {}};
    Consulted consulted{query.ask, query.incident, query.division, false, {}};
    if (query.ask == "handover") consulted.of = query.unit.value_or(asker);
    return consulted;
}

}  // namespace paraat::core
