#include "hub/app/past.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t past_page = 1'000;

}  // namespace

Result<Past> Past::before(journal::JournalReader reader, journal::Sequence first) {
    Replayed start;
    auto snapshot = reader.newest_snapshot();
    if (!snapshot) return snapshot.error();
    const bool is_early = *snapshot && (*snapshot)->version == snapshot_version && (*snapshot)->sequence < first;
    if (is_early) {
        if (auto state = core::decode_state((*snapshot)->bytes)) {
            start.state = std::move(*state);
            start.at = (*snapshot)->sequence;
        }
    }
    return Past(std::move(reader), std::move(start));
}

Result<std::optional<core::Event>> Past::next() {
    if (page_.empty()) {
        auto page = reader_.read({at_.value + 1}, past_page);
        if (!page) return page.error();
        page_.assign(std::make_move_iterator(page->begin()), std::make_move_iterator(page->end()));
        if (page_.empty()) return std::optional<core::Event>{};
    }
    auto event = decode(page_.front());
    if (!event) return event.error();
    at_ = page_.front().sequence;
    page_.pop_front();
    return std::optional<core::Event>(std::move(*event));
}

}  // namespace paraat::app
