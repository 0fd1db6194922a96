#pragma once

#include <deque>
#include <map>
#include <set>
#include <vector>

#include "hub/core/observed.hpp"
#include "hub/core/organisation.hpp"
#include "hub/core/state.hpp"
#include "hub/projection/publication.hpp"
#include "hub/projection/topic.hpp"

namespace paraat::projection {

// What a division may see of a unit: covert work is left out.
core::UnitView unit_view(const core::Organisation& organisation, const core::State& state,
                         const core::Observed& observed, const core::ClientName& unit);

// The boards of all divisions: gathers which units changed and tells them once per interval. One thread owns it.
class Boards {
public:
    // `first_rev` must be higher than any board revision that was ever sent; the hub's start in milliseconds is.
    Boards(const core::Organisation& organisation, Topics topics, Milliseconds interval, core::Revision first_rev);

    void unit_changed(const core::ClientName& unit);
    void incidents_changed(const core::DivisionName& division) { summary_due_.insert(division); }
    void follow(const core::State& state, const std::vector<core::Event>& events);
    // Boards of what changed, if the interval is over, at most 150 units each (the rest an interval later); summaries
    // and team boards of changed divisions at most every 5 s.
    std::vector<Publication> take_due(const core::State& state, const core::Observed& observed, Instant now);
    // All summaries, as to a broker that knows nothing.
    std::vector<Publication> all(const core::State& state, const core::Observed& observed, Instant now);
    // When take_due() may have something; `never` when nothing changed.
    Instant next_due() const;

private:
    // Units that a board has yet to tell, each once, the longest waiting first.
    struct Waiting {
        std::deque<core::ClientName> order;
        std::set<core::ClientName> units;
    };

    std::vector<core::TeamCount> counts(const core::State& state, const core::DivisionName& division) const;
    Publication board(const core::State& state, const core::Observed& observed, const core::DivisionName& division,
                      Waiting& waiting, Instant now);
    Publication summary(const core::State& state, const core::DivisionName& division, Instant now);
    void add_team_boards(const core::State& state, const core::Observed& observed, const core::DivisionName& division,
                         Instant now, std::vector<Publication>& out);

    const core::Organisation& organisation_;
    Topics topics_;
    Milliseconds interval_;
    core::Revision rev_;
    std::map<core::DivisionName, Waiting> changed_;
    std::set<core::DivisionName> summary_due_;
    Instant board_sent_;
    Instant summary_sent_;
};

}  // namespace paraat::projection
