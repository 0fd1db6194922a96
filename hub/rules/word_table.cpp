#include "hub/rules/word_table.hpp"

#include <algorithm>
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

// Most words of a case are of a size that no rule looks for in that place.
std::uint64_t bit_of_size(std::size_t size) {
    return std::uint64_t{1} << std::min(size, std::size_t{63});
}

}  // namespace

WordTable::WordTable(const std::map<Clue, Lookers>& lookers)
    : slots_(std::bit_ceil(2 * lookers.size() + 1)), entries_(1) {
    for (const auto& [clue, found] : lookers) {
        const std::uint64_t hash = hash_of(clue.subject, clue.word);
        std::size_t slot = hash % slots_.size();
        while (slots_[slot].at != 0) slot = (slot + 1) % slots_.size();
        slots_[slot] = {static_cast<std::uint32_t>(hash >> 32), static_cast<std::uint32_t>(entries_.size())};
        sizes_[static_cast<std::size_t>(clue.subject)] |= bit_of_size(clue.word.size());
        const auto put = [this](std::size_t number) { entries_.push_back(static_cast<std::uint32_t>(number)); };
        put(static_cast<std::size_t>(clue.subject));
        put(found.clue);
        put(found.places.size());
        entries_.insert(entries_.end(), found.places.begin(), found.places.end());
        put(clue.word.size());
        const std::size_t text = entries_.size();
        entries_.resize(text + (clue.word.size() + sizeof(std::uint32_t) - 1) / sizeof(std::uint32_t));
        std::memcpy(entries_.data() + text, clue.word.data(), clue.word.size());
    }
}

std::optional<WordTable::Found> WordTable::find(Subject subject, std::string_view word) const {
    if ((sizes_[static_cast<std::size_t>(subject)] & bit_of_size(word.size())) == 0) return std::nullopt;
    const std::uint64_t hash = hash_of(subject, word);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = hash & mask; slots_[slot].at != 0; slot = (slot + 1) & mask) {
        if (slots_[slot].hash != hash >> 32) continue;
        const std::uint32_t* const entry = entries_.data() + slots_[slot].at;
        const std::span places(entry + 3, entry[2]);
        const std::uint32_t* const size = places.data() + places.size();
        const std::string_view text(reinterpret_cast<const char*>(size + 1), *size);
        if (entry[0] == static_cast<std::uint32_t>(subject) && text == word) return Found{entry[1], places};
    }
    return std::nullopt;
}

}  // namespace paraat::rules
