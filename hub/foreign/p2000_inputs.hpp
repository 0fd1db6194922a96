#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "hub/codec/p2000/page_joiner.hpp"
#include "hub/codec/p2000/tables.hpp"
#include "hub/core/organisation.hpp"
#include "hub/foreign/interpretation.hpp"

namespace paraat::foreign {

// What came of a message some time after it.
struct Late {
    std::string topic;
    std::string payload;
    Interpretation found;
};

// Lines of pager receivers, as reports of the partner that sends them. Streets, numbers and names of buildings are in
// the address and nowhere else. It remembers the pages of the last minutes, to know repeats and to join pieces; not
// over a restart, after which a page has the id that it had. One thread.
class P2000Inputs {
public:
    // `offset`: of the clock that receivers show, by the tables.
    P2000Inputs(codec::p2000::Tables tables, codec::p2000::OffsetAt offset)
        : tables_(std::move(tables)), offset_(std::move(offset)) {}
    P2000Inputs(const P2000Inputs&) = delete;  // the feeds look into its tables
    P2000Inputs& operator=(const P2000Inputs&) = delete;

    // One line or several.
    Interpretation read(const Heard& heard);
    // Pieces whose rest did not come. To be asked now and then.
    std::vector<Late> overdue(Instant now);

private:
    struct Feed {
        explicit Feed(const codec::p2000::Tables& tables) : joiner(tables) {}
        codec::p2000::PageJoiner joiner;
        std::string topic;
        Milliseconds ahead{0};     // of its receiver's clock, by its newest page
        std::deque<Instant> held;  // when the pieces that wait came
    };

    Result<void> take_line(std::string_view line, const Heard& heard, Feed& feed, Interpretation& made);
    void tell(const codec::p2000::JoinedPage& joined, const core::ClientName& client, Interpretation& made) const;
    std::optional<Instant> moment_of(const codec::p2000::Page& page) const;

    const codec::p2000::Tables tables_;
    codec::p2000::OffsetAt offset_;
    std::map<core::ClientName, Feed> feeds_;
};

}  // namespace paraat::foreign
