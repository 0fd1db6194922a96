#include "hub/app/eraser.hpp"

#include <algorithm>
#include <iterator>

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

// A journal that erases whole sealed parts only: one of which a field is to stay is left.
bool takes_whole_part(const journal::Erasure& erasure, const journal::SequencedEvent& stored) {
    if (erasure.kinds.empty()) return true;
    const std::set<std::uint16_t> there = numbers_in(stored.event.sealed);
    return std::any_of(erasure.kinds.begin(), erasure.kinds.end(), [&](const journal::ErasedKind& kind) {
        if (kind.kind != stored.event.kind) return false;
        return kind.fields.empty() || std::includes(kind.fields.begin(), kind.fields.end(), there.begin(), there.end());
    });
}

// By a journal with a key for each field; otherwise of whole sealed parts.
template <class AnyJournal>
Result<void> order_by(AnyJournal& journal, const std::vector<journal::Erasure>& erasures,
                      std::deque<journal::Erasure>& ordered) {
    if constexpr (requires { journal.order(erasures); }) {
        return journal.order(erasures);
    } else {
        ordered.insert(ordered.end(), erasures.begin(), erasures.end());
        return {};
    }
}

template <class AnyJournal>
Result<journal::ErasureProgress> carried_out_by(AnyJournal& journal, std::size_t most_events,
                                                std::deque<journal::Erasure>& ordered) {
    if constexpr (requires { journal.carry_out_erasures(most_events); }) {
        return journal.carry_out_erasures(most_events);
    } else {
        journal::ErasureProgress progress;
        while (!ordered.empty()) {
            journal::Erasure& erasure = ordered.front();
            const auto page = journal.read(erasure.first, most_events);
            if (!page) return page.error();
            for (const journal::SequencedEvent& stored : *page) {
                if (stored.sequence > erasure.last) break;
                erasure.first = {stored.sequence.value + 1};
                if (erasure.subject && *erasure.subject != stored.event.subject) continue;
                if (stored.sealed != journal::SealedPart::present || !takes_whole_part(erasure, stored)) continue;
                const auto erased = journal.erase(stored.sequence);
                if (!erased) return erased.error();
                ++progress.events;
                ++progress.fields;
            }
            const bool is_over = page->empty() || erasure.first > erasure.last;
            if (!is_over) return progress;
            ordered.pop_front();
        }
        progress.is_done = true;
        return progress;
    }
}

template <class Stored>
bool has_lost(const Stored& stored) {
    if constexpr (requires { stored.erased_fields; }) {
        if (!stored.erased_fields.empty()) return true;
    }
    return stored.sealed == journal::SealedPart::erased;
}

template <class Stored>
std::set<std::uint16_t> destroyed_in(const Stored& stored, const std::set<std::uint16_t>& wanted) {
    if constexpr (requires { stored.erased_fields; }) {
        if (!stored.erased_fields.empty()) return {stored.erased_fields.begin(), stored.erased_fields.end()};
    }
    // A whole part that is gone: which of its fields there were nobody knows any more.
    return stored.sealed == journal::SealedPart::erased ? wanted : std::set<std::uint16_t>{};
}

std::vector<std::uint16_t> numbers_in_both(const std::set<std::uint16_t>& some, const std::set<std::uint16_t>& others) {
    std::vector<std::uint16_t> found;
    std::set_intersection(some.begin(), some.end(), others.begin(), others.end(), std::back_inserter(found));
    return found;
}

}  // namespace

Result<void> Eraser::order(const std::vector<journal::Erasure>& erasures) {
    return order_by(journal_, erasures, ordered_);
}

Result<journal::ErasureProgress> Eraser::carry_out(std::size_t most_events) {
    return carried_out_by(journal_, most_events, ordered_);
}

std::vector<std::uint16_t> destroyed_fields(const journal::SequencedEvent& stored,
                                            const std::set<std::uint16_t>& wanted) {
    return numbers_in_both(destroyed_in(stored, wanted), wanted);
}

std::vector<std::uint16_t> present_fields(const journal::SequencedEvent& stored,
                                          const std::set<std::uint16_t>& wanted) {
    if (stored.sealed != journal::SealedPart::present) return {};
    return numbers_in_both(numbers_in(stored.event.sealed), wanted);
}

bool is_erased_in_part(const journal::SequencedEvent& stored) {
    return has_lost(stored);
}

}  // namespace paraat::app
