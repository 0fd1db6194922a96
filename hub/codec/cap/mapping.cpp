#include "hub/codec/cap/mapping.hpp"

#include <algorithm>
#include <array>

#include "hub/codec/cap/trimmed.hpp"
#include "hub/core/words.hpp"

namespace paraat::codec::cap {
namespace {

constexpr std::string_view fallback_category = "other";

struct OurCategory {
    std::string_view name;
    Category category;
};

constexpr std::array<OurCategory, 15> our_categories = {{{"youth_nuisance", Category::safety},
                                                         {"loitering", Category::safety},
                                                         {"street_intimidation", Category::safety},
                                                         {"drug_nuisance", Category::safety},
                                                         {"alcohol_nuisance", Category::safety},
                                                         {"noise_nuisance", Category::safety},
                                                         {"fireworks_nuisance", Category::safety},
                                                         {"disturbed_person", Category::health},
                                                         {"medical", Category::health},
                                                         {"fire", Category::fire},
                                                         {"traffic", Category::transport},
                                                         {"accident", Category::transport},
                                                         {"missing_person", Category::rescue},
                                                         {"weather", Category::met},
                                                         {"other", Category::other}}};

// What an event may say, in lower case, and what it then is; the first that fits.
struct Meaning {
    std::string_view says;
    std::string_view category;
};

constexpr std::array<Meaning, 36> meanings = {{{"shoot", "shooting"},
                                               {"schiet", "shooting"},
                                               {"stab", "stabbing"},
                                               {"steek", "stabbing"},
                                               {"explo", "explosion"},
                                               {"bomb", "explosion"},
                                               {"riot", "riot"},
                                               {"civil disturbance", "riot"},
                                               {"rellen", "riot"},
                                               {"robber", "robbery"},
                                               {"overval", "robbery"},
                                               {"beroving", "robbery"},
                                               {"burglar", "burglary"},
                                               {"inbraak", "burglary"},
                                               {"assault", "assault"},
                                               {"mishandeling", "assault"},
                                               {"vechtpartij", "assault"},
                                               {"vandal", "vandalism"},
                                               {"vernieling", "vandalism"},
                                               {"diefstal", "theft"},
                                               {"theft", "theft"},
                                               {"firework", "fireworks_nuisance"},
                                               {"vuurwerk", "fireworks_nuisance"},
                                               {"noise", "noise_nuisance"},
                                               {"geluid", "noise_nuisance"},
                                               {"jeugd", "youth_nuisance"},
                                               {"abduct", "missing_person"},
                                               {"missing", "missing_person"},
                                               {"vermist", "missing_person"},
                                               {"suspicious", "suspicious_situation"},
                                               {"verdacht", "suspicious_situation"},
                                               {"fire", "fire"},
                                               {"brand", "fire"},
                                               {"accident", "accident"},
                                               {"ongeval", "accident"},
                                               {"crash", "accident"}}};

std::string_view category_by(Category category) {
    switch (category) {
        case Category::fire: return "fire";
        case Category::health: return "medical";
        case Category::transport: return "traffic";
        case Category::rescue: return "missing_person";
        case Category::met: return "weather";
        case Category::security: return "suspicious_situation";
        case Category::geo:
        case Category::safety:
        case Category::env:
        case Category::infra:
        case Category::cbrne:
        case Category::other: return fallback_category;
    }
    return fallback_category;
}

std::string in_lower_case(std::string_view text) {
    std::string low(text);
    for (char& c : low) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    }
    return low;
}

}  // namespace

std::string_view value_named(const std::vector<NamedValue>& values, std::string_view name) {
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const NamedValue& one) { return one.name == name; });
    return found == values.end() ? std::string_view() : trimmed(found->value);
}

Severity severity_for(core::Severity severity) {
    switch (severity) {
        case core::Severity::minor: return Severity::minor;
        case core::Severity::moderate: return Severity::moderate;
        case core::Severity::serious:
        case core::Severity::severe: return Severity::severe;
        case core::Severity::extreme: return Severity::extreme;
    }
    return Severity::unknown;
}

std::optional<core::Severity> severity_of(const AlertBlock& block) {
    if (const auto ours = core::from_word<core::Severity>(value_named(block.parameters, severity_parameter)))
        return ours;
    switch (block.severity) {
        case Severity::minor: return core::Severity::minor;
        case Severity::moderate: return core::Severity::moderate;
        case Severity::severe: return core::Severity::severe;
        case Severity::extreme: return core::Severity::extreme;
        case Severity::unknown: return std::nullopt;
    }
    return std::nullopt;
}

Category category_for(std::string_view ours) {
    const auto found = std::find_if(our_categories.begin(), our_categories.end(),
                                    [&](const OurCategory& one) { return one.name == ours; });
    return found == our_categories.end() ? Category::security : found->category;
}

std::string category_of(const AlertBlock& block, const std::set<std::string>& allowed) {
    for (const auto* values : {&block.parameters, &block.event_codes}) {
        const std::string said(value_named(*values, category_parameter));
        if (allowed.contains(said)) return said;
    }
    const std::string event = in_lower_case(block.event);
    for (const auto& meaning : meanings) {
        const std::string name(meaning.category);
        if (event.find(meaning.says) != std::string::npos && allowed.contains(name)) return name;
    }
    for (const auto category : block.categories) {
        const std::string name(category_by(category));
        if (name != fallback_category && allowed.contains(name)) return name;
    }
    return std::string(fallback_category);
}

Urgency urgency_for(int priority) {
    if (priority <= 1) return Urgency::immediate;
    return priority <= 3 ? Urgency::expected : Urgency::future;
}

Certainty certainty_for(int reports) {
    return reports > 1 ? Certainty::observed : Certainty::likely;
}

}  // namespace paraat::codec::cap
