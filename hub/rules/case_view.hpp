#pragma once

#include <memory>

#include "hub/core/rule_questions.hpp"
#include "hub/rules/cel/environment.hpp"

namespace paraat::rules {

// What conditions may speak of: `report`, `incident`, `now`, and nearby(metres, duration).
const cel::Environment& rule_environment();

// A case as conditions see it.
class CaseView : public cel::Activation {
public:
    explicit CaseView(const core::Case& at_hand) : case_(at_hand) {}

    cel::Value variable(std::string_view name) const override;
    cel::Outcome call(std::string_view function, const std::vector<cel::Value>& arguments) const override;

private:
    const core::Case& case_;
};

}  // namespace paraat::rules
