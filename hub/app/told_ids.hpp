#pragma once

#include <cstddef>
#include <deque>
#include <set>
#include <string>

namespace paraat::app {

// Ids of what somebody was told, the newest so many.
class ToldIds {
public:
    explicit ToldIds(std::size_t most) : most_(most) {}

    // False when it is known.
    bool insert(const std::string& id);
    bool contains(const std::string& id) const { return known_.contains(id); }

private:
    std::size_t most_;
    std::set<std::string> known_;
    std::deque<std::string> in_order_;
};

}  // namespace paraat::app
