#pragma once

#include <deque>
#include <functional>
#include <vector>

#include "hub/core/rule_questions.hpp"
#include "hub/rules/areas.hpp"

namespace paraat::fuzz {

// A case with all that is around it, for conditions to look at.
class Scene : public core::Surroundings {
public:
    // A first report that says as little as it may, and nobody near.
    static Scene of_little();
    // One that says all there is, among other incidents, with units around.
    static Scene of_much();

    core::Case at_hand() const { return {incident_, report_, client_, *this, now_}; }

    Found nearby(std::int64_t metres, const Window& window) const override;
    Found marked(core::Mark mark, const std::string& name, const Window& window) const override;
    std::vector<core::UnitSeen> units() const override { return units_; }

private:
    Scene() = default;
    void has_neighbours();
    void has_units();
    Found among_all(const Window& window, const std::function<bool(const core::Incident&)>& is_asked_for) const;

    core::Incident incident_;
    core::Report report_;
    core::ClientName client_;
    Instant now_{1'763'940'000'000};  // 2025-11-23T23:20:00Z, a Monday in Amsterdam
    std::deque<core::Incident> others_;
    std::vector<core::UnitSeen> units_;
};

// One named polygon, "harbour", in which the busy scene lies.
const rules::Areas& areas();

}  // namespace paraat::fuzz
