#include "tests/simulation/world.hpp"

#include <iostream>

namespace paraat::simulation {

void World::pass_until(Instant end) {
    while (!plan_.empty() && plan_.begin()->first.first <= end) {
        auto next = plan_.extract(plan_.begin());
        now_ = next.key().first;
        ++happened_;
        next.mapped()();
    }
    now_ = std::max(now_, end);
}

void World::tell(const std::string& who, const std::string& what) {
    if (tells) std::cout << now_.ms % 86'400'000 << "  " << who << ": " << what << "\n";
}

}  // namespace paraat::simulation
