#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hub/rules/clue.hpp"

namespace paraat::rules {

// What is tried where a clue is there.
struct Lookers {
    std::uint32_t clue = 0;            // its number
    std::vector<std::uint32_t> rules;  // theirs
};

// Lookers by their clues, in one piece: a word is found in one line of memory or two, however many there are, since
// with ten thousand rules a report mostly waits for memory. Immutable; any thread may ask.
class WordTable {
public:
    WordTable() = default;
    explicit WordTable(const std::map<Clue, Lookers>& lookers);

    struct Entry {
        std::uint64_t hash = 0;
        std::string word;
        std::uint32_t clue = 0;
        std::uint32_t first = 0;  // of the rules
        std::uint32_t count = 0;
        Subject subject = Subject::report_category;
        bool is_taken = false;
    };
    // Null when nothing looks for it.
    const Entry* find(Subject subject, std::string_view word) const;
    std::span<const std::uint32_t> rules(const Entry& entry) const {
        return {rules_.data() + entry.first, entry.count};
    }

private:
    std::vector<Entry> entries_;  // a power of two, at most half of them taken
    std::vector<std::uint32_t> rules_;
};

}  // namespace paraat::rules
