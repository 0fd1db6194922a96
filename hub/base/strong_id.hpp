#pragma once

#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "hub/base/ulid.hpp"

namespace paraat {

// A name that is not just any string: two names of different kinds cannot be swapped. Its text was checked at the
// door; empty means "none".
template <class Tag>
struct Name {
    std::string text;

    Name() = default;
    explicit Name(std::string value) : text(std::move(value)) {}
    bool empty() const { return text.empty(); }
    auto operator<=>(const Name&) const = default;
};

// The texts of a map's names, as nearest_word() wants them.
template <class Map>
std::vector<std::string> names_of(const Map& map) {
    std::vector<std::string> names;
    for (const auto& [name, unused] : map) names.push_back(name.text);
    return names;
}

// An id that the hub made. Nil means "none".
template <class Tag>
struct Id {
    Ulid ulid;

    Id() = default;
    explicit Id(Ulid value) : ulid(value) {}
    bool is_nil() const { return ulid.is_nil(); }
    std::string text() const { return ulid.text(); }
    auto operator<=>(const Id&) const = default;
};

// For containers that are looked up in and never gone through: what it spreads by is no order that may reach an event.
struct IdHash {
    template <class Tag>
    std::size_t operator()(const Id<Tag>& id) const {
        std::uint64_t halves[2];
        static_assert(sizeof halves == sizeof id.ulid.bytes());
        std::memcpy(halves, id.ulid.bytes().data(), sizeof halves);
        // A product carries upwards only, and what differs in ids of one moment is in the highest bytes of a half: each
        // is shifted down before it is multiplied, or thousands share a bucket.
        constexpr std::uint64_t golden = 0x9E37'79B9'7F4A'7C15;
        const auto mixed = [](std::uint64_t half) {
            half = (half ^ (half >> 32)) * golden;
            return (half ^ (half >> 29)) * golden;
        };
        const std::uint64_t all = mixed(halves[0] + mixed(halves[1]));
        return static_cast<std::size_t>(all ^ (all >> 32));
    }
};

}  // namespace paraat
