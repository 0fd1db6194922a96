#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "hub/core/organisation.hpp"
#include "hub/projection/access.hpp"
#include "tests/simulation/figures.hpp"
#include "tests/simulation/world_people.hpp"

namespace paraat::simulation {

// Which kinds of topics, questions and deeds a day of open work had: two worlds that agree in what was never there
// agree in nothing.
class Kinds {
public:
    explicit Kinds(const core::Organisation& organisation);

    void say(const Saying& said);
    // What somebody reads who is not cleared.
    void read(const std::string& topic, const std::string& payload);
    const Figures::Counts& counts() const { return counts_; }

private:
    const std::string& kind_of(const std::string& topic);

    const projection::Topics topics_{"oov"};
    std::vector<projection::TopicFamily> families_;
    std::unordered_map<std::string, std::string> known_;  // topics
    Figures::Counts counts_;
};

// By their names in `counts`, those that must be there and are not: all that the hub's own tables have, but for what
// nobody reads or asks in open work.
std::vector<std::string> missing_kinds(const core::Organisation& organisation, const Figures::Counts& counts);

}  // namespace paraat::simulation
