#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hub/rules/clue.hpp"

namespace paraat::rules {

// What is tried where a clue is there.
struct Lookers {
    std::uint32_t clue = 0;             // its number
    std::vector<std::uint32_t> places;  // of their conditions
};

// Lookers by their clues, close together: with ten thousand rules a report mostly waits for memory. Eight bytes tell
// that a word is not there, so that the slots fit into a cache; what is said of a word is in one piece. Immutable; any
// thread may ask.
class WordTable {
public:
    WordTable() : WordTable(std::map<Clue, Lookers>{}) {}
    explicit WordTable(const std::map<Clue, Lookers>& lookers);

    struct Found {
        std::uint32_t clue;
        std::span<const std::uint32_t> places;
    };
    // Nullopt when nothing looks for it.
    std::optional<Found> find(Subject subject, std::string_view word) const;

private:
    struct Slot {
        std::uint32_t hash = 0;  // another half than the one that chose the slot
        std::uint32_t at = 0;    // in entries_; 0 = the slot is free
    };

    std::array<std::uint64_t, subjects> sizes_{};  // of the words of a subject: a bit each, the last for all beyond
    std::vector<Slot> slots_;                      // a power of two, at most half of them taken
    // One after the other: the subject, the clue, how many places, the places, the size of the word, its text.
    std::vector<std::uint32_t> entries_;
};

}  // namespace paraat::rules
