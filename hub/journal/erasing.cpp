#include "hub/journal/erasing.hpp"

#include <algorithm>

#include "hub/base/check.hpp"

namespace paraat::journal {

Result<Erasing> Erasing::on(const Paths& paths, Database& database, Queries& queries) {
    auto file = ErasuresFile::read(paths);
    if (!file) return file.error();
    auto eraser = Eraser::on(database, queries.identity());
    if (!eraser) return eraser.error();
    auto erased_to = read_erased_to(database);
    if (!erased_to) return erased_to.error();
    if (auto there = file->check_has(*erased_to); !there) return there.error();
    Erasing erasing(database, queries, std::move(*file), std::move(*eraser));
    const auto& lines = erasing.file_.lines();
    // A journal that was restored names no line, and all are carried out again: of what is gone nothing goes twice.
    const auto done = std::find_if(lines.begin(), lines.end(),
                                   [&](const ErasureLine& line) { return *erased_to && line.check == **erased_to; });
    if (done != lines.end()) erasing.noted_ = erasing.next_ = static_cast<std::size_t>(done - lines.begin()) + 1;
    for (const ErasureLine& line : lines) {
        if (erasing.is_of_this_chain(line)) {
            erasing.eraser_.know(line.ordered);
            erasing.snapshots_from_ = std::max(erasing.snapshots_from_, line.ordered.ordered);
        }
    }
    return erasing;
}

Result<void> Erasing::order(std::span<const Erasure> erasures, Sequence head) {
    std::vector<OrderedErasure> ordered;
    for (const Erasure& erasure : erasures) {
        if (auto right = check_erasure(erasure, head); !right) return right;
        const auto last = queries_->read(erasure.last, 1);
        if (!last) return last.error();
        const auto hash = queries_->hash_of(erasure.last);
        if (!hash) return hash.error();
        PARAAT_CHECK(last->size() == 1 && *hash);
        ordered.push_back({erasure, last->front().event.at, **hash, head});
    }
    if (auto written = file_.append(queries_->identity().origin, ordered); !written) return written;
    for (const OrderedErasure& one : ordered) eraser_.know(one);
    if (!ordered.empty()) snapshots_from_ = head;
    return {};
}

Result<ErasureProgress> Erasing::carry_out(std::size_t most_events) {
    ErasureProgress progress;
    if (!has_destroyed_all()) {
        if (auto done = destroy_next(std::max<std::size_t>(most_events, 1), progress); !done) return done.error();
        if (!has_destroyed_all()) return progress;
    }
    if (noted_ < next_) {
        auto is_cut = database_->cut_log();
        if (!is_cut) return is_cut.error();
        if (!*is_cut) return progress;
        // Only now: a start that finds it not noted cuts the log once more.
        if (auto noted = write_erased_to(*database_, file_.lines().back().check); !noted) return noted.error();
        noted_ = next_;
    }
    progress.is_done = true;
    return progress;
}

Result<void> Erasing::destroy_next(std::size_t most_events, ErasureProgress& progress) {
    const ErasureLine& line = file_.lines()[next_];
    Sequence from = std::max(from_, line.ordered.erasure.first);
    if (is_of_this_chain(line)) {
        if (auto begun = database_->execute("BEGIN IMMEDIATE"); !begun) return begun;
        if (auto bitten = eraser_.bite(line.ordered, from, most_events, progress); !bitten) return bitten;
        if (auto committed = database_->execute("COMMIT"); !committed) return committed;
        from_ = from;
        if (from <= line.ordered.erasure.last) return {};
    }
    ++next_;
    from_ = Sequence{1};
    return {};
}

}  // namespace paraat::journal
