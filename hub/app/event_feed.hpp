#pragma once

#include <thread>
#include <vector>

#include "hub/app/replay.hpp"
#include "hub/base/bounded_queue.hpp"

namespace paraat::app {

// The journal's events from some place to its end, checked and decoded, a page at a time. With EventReading::ahead a
// thread of its own reads some pages ahead, and has the journal until the feed is gone.
class EventFeed {
public:
    struct Page {
        std::vector<core::Event> events;  // empty: there are no more
        journal::Sequence last;
    };
    // The journal outlives it.
    EventFeed(journal::Journal& journal, journal::Sequence after, EventReading reading);
    ~EventFeed();

    // In order. After an Error or an empty page there is nothing more to ask for.
    Result<Page> next();

private:
    Result<Page> read();
    void read_ahead();

    journal::Journal& journal_;
    journal::Sequence at_;
    BoundedQueue<Result<Page>> pages_;
    std::thread thread_;
};

}  // namespace paraat::app
