#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "hub/foreign/p2000_inputs.hpp"

namespace paraat::app {

// The pieces of pages that wait for their rest, in a file of the journal's folder: they have no place in the journal
// yet, and the broker forgets them as it forgets what is journaled. So it is written after the commit of its batch and
// before the broker is told of that one. What it says may be said again; then it is known as a repeat.
class HeldPages {
public:
    explicit HeldPages(const std::filesystem::path& journal_directory) : file_(journal_directory / "held-pages") {}

    // Lines that nobody can read are left, and logged; of a file, it is put aside as held-pages.unread.
    std::vector<foreign::HeldLine> read() const;
    // Of what cannot be kept the end of this process would lose the change.
    Result<void> keep(const std::vector<foreign::HeldLine>& held) const;

private:
    void put_aside() const;

    std::filesystem::path file_;
};

}  // namespace paraat::app
