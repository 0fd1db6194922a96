#pragma once

#include "hub/core/situation.hpp"

namespace paraat::core {

// What is around a draft, with the draft in place of its older self in the state. The draft outlives it.
class DraftSurroundings : public Surroundings {
public:
    explicit DraftSurroundings(const Draft& draft) : draft_(draft) {}

    Found nearby(std::int64_t metres, const Window& window) const override;
    Found marked(Mark mark, const std::string& name, const Window& window) const override;
    std::vector<UnitSeen> units() const override;

private:
    bool is_within(const Incident& other, const Window& window) const;
    // False when it was one too many.
    bool add(Found& found, const Incident& other, const Window& window) const;

    const Draft& draft_;
};

}  // namespace paraat::core
