#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/ulid.hpp"
#include "hub/journal/erasure.hpp"
#include "hub/journal/files.hpp"

namespace paraat::journal {

// An order to erase, as a line of the file `erasures` (docs/formats/journal.md).
struct ErasureLine {
    Ulid origin;  // of the chain that it is about
    OrderedErasure ordered;
    Sha256 check{};  // of the line and all before it
};

// What was ordered in a journal's directory, the oldest first: only ever longer, and no part of the journal that is
// restored. A last line without its end was cut off while it was written and is none, because nothing was destroyed
// before it was whole. `journal_damaged` for any other line that is not as it was.
class ErasuresFile {
public:
    static Result<ErasuresFile> read(const Paths& paths);
    // Of a file that is damaged: writes it anew with the lines that their own check, or that of the line after them,
    // vouches for. Returns how many it lost. Their checks are others then, so no `erased_to` names any of them.
    static Result<std::int64_t> keep_sound_lines(const Paths& paths);
    const std::vector<ErasureLine>& lines() const { return lines_; }
    // `journal_damaged` when the journal says that it carried out a line that is not here: the file was lost or cut.
    Result<void> check_has(const std::optional<Sha256>& erased_to) const;

    // On the disk when it returns.
    Result<void> append(Ulid origin, std::span<const OrderedErasure> orders);
    // Those of the other file that are not here yet.
    Result<void> append_missing(const ErasuresFile& other);

private:
    explicit ErasuresFile(const Paths& paths) : paths_(paths) {}
    Sha256 last_check() const { return lines_.empty() ? Sha256{} : lines_.back().check; }
    Result<void> append_lines(std::vector<ErasureLine> lines);

    Paths paths_;
    std::vector<ErasureLine> lines_;
    std::size_t bytes_ = 0;  // of the whole lines; what is behind them is cut off
};

// The line without its check, and back; nullopt for what is none.
std::string text_of(const ErasureLine& line);
std::optional<ErasureLine> read_erasure_line(std::string_view text);

}  // namespace paraat::journal
