#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace paraat::simulation {

// All that is left to chance, from one seed (SplitMix64, Steele et al. 2014): the same seed, the same night.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}

    std::uint64_t draw() {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
        return mixed ^ (mixed >> 31);
    }
    // 0 .. most - 1; `most` > 0.
    std::size_t below(std::size_t most) { return static_cast<std::size_t>(draw() % most); }
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + static_cast<std::int64_t>(draw() % static_cast<std::uint64_t>(most - least + 1));
    }
    // Once in so many.
    bool once_in(std::size_t many) { return below(many) == 0; }
    template <class Container>
    const auto& one_of(const Container& all) {
        return all[below(std::size(all))];
    }
    // Another that goes its own way.
    Chance split() { return Chance(draw()); }

private:
    std::uint64_t state_;
};

}  // namespace paraat::simulation
