#include "hub/rules/risk.hpp"

#include <cmath>

#include "hub/core/state.hpp"

namespace paraat::rules {
namespace {

// What an incident adds while it is new.
double weight_of(core::Severity severity) {
    switch (severity) {
        case core::Severity::minor: return 1;
        case core::Severity::moderate: return 2;
        case core::Severity::serious: return 5;
        case core::Severity::severe: return 10;
        case core::Severity::extreme: return 20;
    }
    return 1;
}

}  // namespace

double risk_of(const std::string& area, const core::Surroundings& around, Instant now, Milliseconds half_life) {
    double score = 0;
    for (const core::Incident* incident :
         around.marked(core::Mark::area, area, {core::retired_after, true}).incidents) {
        const auto age = static_cast<double>((now - incident->newest_report_at).count());
        score += weight_of(incident->severity) * std::exp2(-age / static_cast<double>(half_life.count()));
    }
    return score;
}

}  // namespace paraat::rules
