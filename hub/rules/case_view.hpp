#pragma once

#include <memory>

#include "hub/core/organisation.hpp"
#include "hub/core/rule_questions.hpp"
#include "hub/rules/cel/environment.hpp"

namespace paraat::rules {

// What conditions may speak of: `report`, `incident`, `now`, and nearby(metres, duration). The words of categories and
// divisions are those of the organisation; without one they are not held to any.
cel::Environment rule_environment(const core::Organisation* organisation = nullptr);

// A case as conditions see it.
class CaseView : public cel::Activation {
public:
    explicit CaseView(const core::Case& at_hand) : case_(at_hand) {}

    cel::Value variable(std::string_view name) const override;
    cel::Outcome call(std::string_view function, const std::vector<cel::Value>& arguments) const override;
    bool is_cut(std::string_view function, const std::vector<cel::Value>& arguments) const override;

private:
    core::Surroundings::Nearby nearby(const std::vector<cel::Value>& arguments) const;

    const core::Case& case_;
};

}  // namespace paraat::rules
