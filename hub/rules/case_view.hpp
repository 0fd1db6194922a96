#pragma once

#include "hub/core/rule_questions.hpp"
#include "hub/rules/areas.hpp"
#include "hub/rules/cel/environment.hpp"
#include "hub/rules/rule_environment.hpp"

namespace paraat::rules {

// A case as conditions see it: what rule_environment() promises them. Refers to all that it is made of, and keeps what
// several conditions ask for, so that it is made anew when the case changes. Of one thread.
class CaseView : public cel::Activation {
public:
    explicit CaseView(const core::Case& at_hand, const Areas* areas = nullptr, bool includes_closed = false)
        : case_(at_hand), areas_(areas), includes_closed_(includes_closed) {}

    cel::Value variable(std::string_view name) const override;
    cel::Outcome call(std::string_view function, const std::vector<cel::Value>& arguments) const override;
    bool is_cut(std::string_view function, const std::vector<cel::Value>& arguments) const override;
    const core::CompartmentName& compartment() const { return case_.incident.compartment; }

private:
    using Arguments = std::vector<cel::Value>;

    core::Surroundings::Found incidents(std::string_view function, const Arguments& arguments) const;
    const std::vector<core::UnitSeen>& all_units() const;
    std::vector<core::UnitSeen> units(const std::string& team) const;
    cel::Outcome nobody_near(std::int64_t metres) const;
    cel::Value units_near(std::int64_t metres) const;
    cel::Value reports(Milliseconds window) const;

    const core::Case& case_;
    const Areas* areas_;
    const bool includes_closed_;
    // Asked for once.
    mutable std::optional<std::vector<core::UnitSeen>> units_;
    mutable std::optional<cel::Value> report_, incident_, local_;
};

}  // namespace paraat::rules
