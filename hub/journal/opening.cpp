#include "hub/journal/opening.hpp"

#include "hub/journal/hash_chain.hpp"

namespace paraat::journal {

namespace {

constexpr const char* what_next =
    " Nothing was changed. Restore the newest backup together with its expected-head, or, if this copy is the one to "
    "go on with and the loss is accepted, run `paraat journal verify` and adopt its head.";

Error shorter(std::int64_t expected, std::int64_t found) {
    return {"journal_shorter", "",
            "The journal ends at event " + std::to_string(found) + " but had at least " + std::to_string(expected) +
                ": it was truncated, or is an older copy." + what_next};
}

}  // namespace

Result<void> compare_with_expected_head(const std::optional<ExpectedHead>& expected, Queries& queries,
                                        const Head& head) {
    if (!expected) {
        // Creation writes the side file last, so only a journal without events may lack it.
        if (head.sequence.value == 0) return {};
        return Error{"journal_head_missing", "",
                     "The side file expected-head is missing beside a journal of " +
                         std::to_string(head.sequence.value) + " events, so nobody can tell whether it is complete." +
                         what_next};
    }
    const auto& side = *expected;
    if (head.sequence < side.sequence) return shorter(side.sequence.value, head.sequence.value);
    Sha256 found = genesis_hash(head.generation);
    if (side.sequence.value > 0) {
        auto stored = queries.hash_of(side.sequence);
        if (!stored) return stored.error();
        if (!*stored) return Error{"journal_damaged", "", "The journal lacks an event in its middle."};
        found = **stored;
    }
    if (found != side.hash) {
        return Error{"journal_differs", "",
                     "Event " + std::to_string(side.sequence.value) +
                         " of the journal is not the one that the side file expected-head names: the journal was "
                         "changed, or belongs to another hub." +
                         what_next};
    }
    return {};
}

Result<void> check_length(const Paths& paths) {
    std::error_code missing;
    const auto log_size = std::filesystem::file_size(paths.journal().string() + "-wal", missing);
    if (!missing && log_size > 0) return {};
    const auto size = std::filesystem::file_size(paths.journal(), missing);
    if (missing || size % static_cast<std::uintmax_t>(Database::page_bytes) == 0) return {};
    return Error{
        "journal_shorter", "",
        "The journal's file of " + std::to_string(size) + " bytes ends within a page: it was truncated." + what_next};
}

Result<bool> may_create(const Paths& paths) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(paths.journal(), missing);
    if (!missing && size > 0) return false;
    // An empty file beside a log is a journal whose first pages were not yet written back.
    const auto log_size = std::filesystem::file_size(paths.journal().string() + "-wal", missing);
    if (!missing && log_size > 0) return false;
    auto expected = read_expected_head(paths);
    if (!expected) return expected.error();
    if (*expected) return shorter((*expected)->sequence.value, 0);
    return true;
}

}  // namespace paraat::journal
