#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "hub/journal/erasure.hpp"
#include "hub/journal/journal.hpp"

namespace paraat::app {

// How sealed fields of the journal are destroyed: promised first, then carried out in bites. Of the writer's thread.
class Eraser {
public:
    // The journal outlives it.
    explicit Eraser(journal::Journal& journal) : journal_(journal) {}

    Result<void> order(const std::vector<journal::Erasure>& erasures);
    // Of at most so many events; to be called until it is done. An Error is final for the journal.
    Result<journal::ErasureProgress> carry_out(std::size_t most_events);
    journal::Head head() const { return journal_.head(); }

private:
    journal::Journal& journal_;
    std::deque<journal::Erasure> ordered_;
};

// Which sealed fields of an event are destroyed, as far as one of `wanted`; and which are there.
std::vector<std::uint16_t> destroyed_fields(const journal::SequencedEvent& stored,
                                            const std::set<std::uint16_t>& wanted);
std::vector<std::uint16_t> present_fields(const journal::SequencedEvent& stored, const std::set<std::uint16_t>& wanted);

// Whether anything of its sealed part is destroyed.
bool is_erased_in_part(const journal::SequencedEvent& stored);

}  // namespace paraat::app
