#include "hub/rules/word_table.hpp"

#include <bit>
#include <cstring>

namespace paraat::rules {
namespace {

template <class Word>
std::uint64_t load(const char* at) {
    Word word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

// Eight bytes at a time, the last of them perhaps twice, each mixed by a multiplication with the golden ratio (Knuth,
// TAOCP 3, 6.4).
inline std::uint64_t hash_of(Subject subject, std::string_view word) {
    constexpr std::uint64_t golden = 0x9E3779B97F4A7C15u;
    const char* const text = word.data();
    const std::size_t size = word.size();
    std::uint64_t hash = (size + (static_cast<std::uint64_t>(subject) << 32)) * golden;
    const auto mix = [&hash](std::uint64_t chunk) { hash = (hash ^ chunk ^ (hash >> 32)) * golden; };
    if (size >= 8) {
        for (std::size_t at = 0; at + 8 < size; at += 8) mix(load<std::uint64_t>(text + at));
        mix(load<std::uint64_t>(text + size - 8));
    } else if (size >= 4) {
        mix(load<std::uint32_t>(text) | load<std::uint32_t>(text + size - 4) << 32);
    } else if (size > 0) {
        mix(load<std::uint8_t>(text) | load<std::uint8_t>(text + size / 2) << 8 |
            load<std::uint8_t>(text + size - 1) << 16);
    }
    return hash ^ (hash >> 29);
}

}  // namespace

WordTable::WordTable(const std::map<Clue, Lookers>& lookers) : entries_(std::bit_ceil(2 * lookers.size() + 1)) {
    for (const auto& [clue, found] : lookers) {
        const std::uint64_t hash = hash_of(clue.subject, clue.word);
        std::size_t at = hash % entries_.size();
        while (entries_[at].is_taken) at = (at + 1) % entries_.size();
        const auto first = static_cast<std::uint32_t>(rules_.size());
        rules_.insert(rules_.end(), found.rules.begin(), found.rules.end());
        entries_[at] = {hash,         clue.word, found.clue, first, static_cast<std::uint32_t>(found.rules.size()),
                        clue.subject, true};
    }
}

const WordTable::Entry* WordTable::find(Subject subject, std::string_view word) const {
    if (entries_.empty()) return nullptr;
    const std::uint64_t hash = hash_of(subject, word);
    const std::size_t mask = entries_.size() - 1;
    for (std::size_t at = hash & mask; entries_[at].is_taken; at = (at + 1) & mask) {
        const Entry& entry = entries_[at];
        if (entry.hash == hash && entry.subject == subject && entry.word == word) return &entry;
    }
    return nullptr;
}

}  // namespace paraat::rules
