#include "hub/app/event_feed.hpp"

#include "hub/base/thread_name.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t page_events = 1'000;
constexpr std::size_t pages_ahead = 8;
// Until a page comes; a reading that takes longer is waited for again.
constexpr Milliseconds feed_look = std::chrono::seconds{1};

}  // namespace

EventFeed::EventFeed(journal::Journal& journal, journal::Sequence after, EventReading reading)
    : journal_(journal), at_(after), pages_(pages_ahead) {
    if (reading == EventReading::ahead) thread_ = std::thread([this] { read_ahead(); });
}

EventFeed::~EventFeed() {
    pages_.close();
    if (thread_.joinable()) thread_.join();
}

Result<EventFeed::Page> EventFeed::next() {
    if (!thread_.joinable()) return read();
    while (true) {
        auto taken = pages_.take(1, feed_look);
        if (!taken.empty()) return std::move(taken.front());
    }
}

void EventFeed::read_ahead() {
    name_this_thread("replay");
    while (true) {
        auto page = read();
        const bool is_last = !page || page->events.empty();
        if (!pages_.push(std::move(page)) || is_last) return;
    }
}

Result<EventFeed::Page> EventFeed::read() {
    auto stored = journal_.read({at_.value + 1}, page_events);
    if (!stored) return stored.error();
    Page page;
    page.events.reserve(stored->size());
    for (const journal::SequencedEvent& one : *stored) {
        auto event = decode(one);
        if (!event) return event.error();
        page.events.push_back(std::move(*event));
        at_ = one.sequence;
    }
    page.last = at_;
    return page;
}

}  // namespace paraat::app
