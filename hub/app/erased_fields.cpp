#include "hub/app/erased_fields.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "hub/core/archive.hpp"

namespace paraat::app {
namespace {

// The numbers of the fields that stand in a sealed part.
std::set<std::uint16_t> numbers_in(std::string_view sealed) {
    std::set<std::uint16_t> numbers;
    while (!sealed.empty()) {
        const auto number = core::take_varint(sealed);
        if (!number || !core::take_sized(sealed)) break;
        numbers.insert(static_cast<std::uint16_t>(*number));
    }
    return numbers;
}

template <class Some>
std::vector<std::uint16_t> numbers_in_both(const Some& some, const std::set<std::uint16_t>& others) {
    std::vector<std::uint16_t> found;
    std::set_intersection(some.begin(), some.end(), others.begin(), others.end(), std::back_inserter(found));
    return found;
}

}  // namespace

std::vector<std::uint16_t> destroyed_fields(const journal::SequencedEvent& stored,
                                            const std::set<std::uint16_t>& wanted) {
    if (!stored.erased_fields.empty()) return numbers_in_both(stored.erased_fields, wanted);
    // Which fields a part had that a journal of format 1 erased whole, nobody knows any more.
    return stored.sealed == journal::SealedPart::erased ? std::vector(wanted.begin(), wanted.end())
                                                        : std::vector<std::uint16_t>{};
}

std::vector<std::uint16_t> present_fields(const journal::SequencedEvent& stored,
                                          const std::set<std::uint16_t>& wanted) {
    if (stored.sealed != journal::SealedPart::present) return {};
    return numbers_in_both(numbers_in(stored.event.sealed), wanted);
}

bool is_erased_in_part(const journal::SequencedEvent& stored) {
    return !stored.erased_fields.empty() || stored.sealed == journal::SealedPart::erased;
}

}  // namespace paraat::app
