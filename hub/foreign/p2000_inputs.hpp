#pragma once

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

// A piece of a page that waits for its rest, as a line.
struct HeldLine {
    core::ClientName receiver;
    std::string topic;
    Instant arrived;
    std::string line;

    bool operator==(const HeldLine&) const = default;
};

// Lines of pager receivers, as reports of the partner that sends them. Streets, numbers and names of buildings are in
// the address and nowhere else. It remembers the pages of the last minutes, to know repeats and to join pieces; not
// over a restart, after which a page has the id that it had. Nothing that it holds is forgotten untold, and what `held`
// says is held again by another one. One thread.
class P2000Inputs {
public:
    // `offset`: of the clock that receivers show, by the tables.
    P2000Inputs(codec::p2000::Tables tables, codec::p2000::OffsetAt offset)
        : tables_(std::move(tables)), offset_(std::move(offset)) {}
    P2000Inputs(const P2000Inputs&) = delete;  // the feeds look into its tables
    P2000Inputs& operator=(const P2000Inputs&) = delete;

    // One line or several.
    Interpretation read(const Heard& heard);
    // Pieces whose rest did not come, by the hub's own clock: a receiver's may jump. To be asked now and then.
    std::vector<Late> overdue(Instant now);
    // All pieces that wait: nothing is read after this.
    std::vector<Late> let_go();
    std::vector<HeldLine> held() const;
    // Before the first message. What does not wait any more comes out by `overdue`.
    void hold_again(const std::vector<HeldLine>& held);

private:
    struct Feed {
        codec::p2000::PageJoiner joiner;
        std::string topic = {};
        Milliseconds ahead{0};  // of its receiver's clock, by its newest page
        Instant heard = {};
    };

    // Nullptr where all that it may remember wait for something.
    Feed* feed_of(const core::ClientName& receiver);
    void take_lines(const Heard& heard, Feed& feed, Interpretation& made);
    Result<void> take_line(std::string_view line, const Heard& heard, Feed& feed, Interpretation& made);
    void tell(const codec::p2000::JoinedPage& joined, const core::ClientName& client, Interpretation& made) const;
    void tell_late(const core::ClientName& client, const Feed& feed, const std::vector<codec::p2000::JoinedPage>& pages,
                   std::vector<Late>& late) const;
    std::optional<Instant> moment_of(const codec::p2000::Page& page) const;

    const codec::p2000::Tables tables_;
    codec::p2000::OffsetAt offset_;
    std::map<core::ClientName, Feed> feeds_;
    std::vector<Late> not_held_again_;
};

}  // namespace paraat::foreign
