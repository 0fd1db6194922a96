#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"

namespace paraat::app {

// Which inputs the journal may hold, by a hash of who sent what: a Bloom filter (Bloom, Communications of the ACM 13,
// 1970). "No" is certain. Of inputs that are not there one in 400 is answered "perhaps" by a full one. Two to four
// bytes an input.
class SeenInputs {
public:
    explicit SeenInputs(std::size_t capacity);

    void add(std::uint64_t hash);
    bool may_hold(std::uint64_t hash) const;
    // It goes on, and says "perhaps" more often.
    bool is_full() const { return added_ >= capacity_; }

private:
    static constexpr unsigned probes = 4;
    std::uint64_t bit(std::uint64_t hash, unsigned probe) const;

    std::size_t capacity_;
    std::size_t added_ = 0;
    std::vector<std::uint64_t> words_;  // a power of two
};

std::uint64_t input_hash(std::string_view client, std::string_view kind, std::string_view id);

// All that the journal in the directory holds now, with room for as many again and a million. Refused, and soon, once
// nobody waits for it.
Result<SeenInputs> read_seen_inputs(const std::filesystem::path& directory, const std::atomic<bool>& is_unwanted);

}  // namespace paraat::app
