#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "hub/core/clearance.hpp"
#include "hub/core/observed.hpp"
#include "hub/core/organisation.hpp"
#include "hub/core/state.hpp"
#include "hub/projection/publication.hpp"
#include "hub/projection/topic.hpp"

namespace paraat::projection {

// What those who read a unit's board may see of it: work of another compartment than the unit's own is left out.
core::UnitView unit_view(const core::Organisation& organisation, const core::State& state,
                         const core::Observed& observed, const core::ClientName& unit);

// The boards of all divisions in one compartment: gathers which units changed and tells them once per interval. Its
// revisions and its pace are its own, so that nothing of covert work is felt on an open board.
class CompartmentBoards {
public:
    CompartmentBoards(const core::Organisation& organisation, core::CompartmentName compartment, Topics topics,
                      Milliseconds interval, core::Revision first_rev);

    void unit_changed(const core::ClientName& unit);
    void follow(const core::State& state, const std::vector<core::Event>& events);
    void take_due(const core::State& state, const core::Observed& observed, Instant now, std::vector<Publication>& out);
    void add_all(const core::State& state, const core::Observed& observed, Instant now, std::vector<Publication>& out);
    Instant next_due() const;
    // Where all() tells something.
    void add_full_topics(std::set<std::string>& topics) const;

private:
    // Units that a board has yet to tell, each once, the longest waiting first; and those that are gone from it.
    struct Waiting {
        std::deque<core::ClientName> order;
        std::set<core::ClientName> units;
        std::set<core::ClientName> removed;
    };

    void status_changed(const core::ClientName& unit);
    void unit_placed(const core::UnitPlaced& placed);
    void unit_left(const core::ClientName& unit, const core::DivisionName& division);
    // Units of this compartment.
    std::vector<core::ClientName> units_of(const core::TeamName& team) const;
    bool tells(const core::TeamName& team) const;
    std::vector<core::TeamCount> counts(const core::State& state, const core::DivisionName& division) const;
    Publication board(const core::State& state, const core::Observed& observed, const core::DivisionName& division,
                      Waiting& waiting, Instant now);
    Publication summary(const core::State& state, const core::DivisionName& division, Instant now);
    void add_team_boards(const core::State& state, const core::Observed& observed, const core::DivisionName& division,
                         Instant now, std::vector<Publication>& out);

    const core::Organisation& organisation_;
    core::CompartmentName compartment_;
    Topics topics_;
    Milliseconds interval_;
    core::Revision rev_;
    std::map<core::DivisionName, Waiting> changed_;
    std::set<core::DivisionName> summary_due_;
    std::map<core::DivisionName, Instant> flood_ends_;  // of those whose summary says that they are in flood
    Instant board_sent_;
    Instant summary_sent_;
    std::map<core::ClientName, core::ClientName> covered_by_;  // units of this compartment, by their cover
};

// All boards: those that everybody of a division reads, then those of covert work. One thread owns it.
class Boards {
public:
    // `first_rev` must be higher than any board revision that was ever sent; the hub's start in milliseconds is.
    Boards(const core::Organisation& organisation, const Topics& topics, Milliseconds interval,
           core::Revision first_rev);

    void unit_changed(const core::ClientName& unit);
    void follow(const core::State& state, const std::vector<core::Event>& events);
    // Boards of what changed, if the interval is over, at most 150 units each (the rest an interval later); summaries
    // and team boards of changed divisions at most every 5 s.
    std::vector<Publication> take_due(const core::State& state, const core::Observed& observed, Instant now);
    // All summaries, as to a broker that knows nothing.
    std::vector<Publication> all(const core::State& state, const core::Observed& observed, Instant now);
    // Clears full boards among these retained topics that all() does not tell: of a division or team that is gone, or
    // of a team that has no covert units any more.
    std::vector<Publication> clear_stale(const std::vector<std::string>& retained) const;
    // When take_due() may have something; `never` when nothing changed.
    Instant next_due() const;

private:
    Topics topics_;
    CompartmentBoards open_;
    CompartmentBoards covert_;
};

}  // namespace paraat::projection
