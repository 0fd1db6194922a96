#include "hub/projection/board.hpp"

#include <algorithm>

namespace paraat::projection {
namespace {

constexpr Milliseconds summary_interval = std::chrono::seconds{5};
// So that a board stays below the 64 KiB that a message may have, as a team's does.
constexpr std::size_t board_units_most = 150;

}  // namespace

core::UnitView unit_view(const core::Organisation& organisation, const core::State& state,
                         const core::Observed& observed, const core::ClientName& unit) {
    core::UnitView view;
    view.unit = unit;
    if (const core::Account* account = organisation.account(unit)) {
        view.team = account->team;
        view.cover = account->cover;
        const core::Unit* cover = state.unit(account->cover);
        if (cover != nullptr) view.cover_status = cover->status;
    }
    if (const core::Unit* known = state.unit(unit)) {
        view.status = known->status;
        view.status_at = known->status_at;
        view.presence = known->presence;
        view.presence_reason = known->presence_reason;
        if (known->shift) {
            view.role = known->shift->role;
            view.shift_until = known->shift->until;
        }
        const core::CompartmentName compartment = organisation.compartment_of(unit);
        const auto is_visible = [&](const std::optional<core::IncidentId>& id) {
            const core::Incident* incident = id ? state.incident(*id) : nullptr;
            return incident != nullptr && core::may_see(compartment, incident->compartment);
        };
        view.panic = is_visible(known->panic);
        if (is_visible(known->incident)) view.incident = known->incident;
    }
    if (const core::ObservedUnit* seen = observed.unit(unit)) {
        view.position = seen->position;
        view.accuracy_m = seen->accuracy_m;
        view.position_at = seen->position_at;
        view.battery_pct = seen->battery_pct;
    }
    return view;
}

CompartmentBoards::CompartmentBoards(const core::Organisation& organisation, core::CompartmentName compartment,
                                     Topics topics, Milliseconds interval, core::Revision first_rev)
    : organisation_(organisation),
      compartment_(std::move(compartment)),
      topics_(std::move(topics)),
      interval_(interval),
      rev_(first_rev) {
    for (const auto& [name, account] : organisation_.accounts) {
        if (account.compartment == compartment_ && !account.cover.empty()) covered_by_[account.cover] = name;
    }
}

// With whoever it is the cover of: a covert board tells how its units stand on the open one.
void CompartmentBoards::status_changed(const core::ClientName& unit) {
    unit_changed(unit);
    const auto covered = covered_by_.find(unit);
    if (covered != covered_by_.end()) unit_changed(covered->second);
}

void CompartmentBoards::unit_changed(const core::ClientName& unit) {
    const core::Account* account = organisation_.account(unit);
    if (account == nullptr || !account->is_unit || account->compartment != compartment_) return;
    const core::DivisionName division = organisation_.division_of(unit);
    if (division.empty()) return;
    Waiting& waiting = changed_[division];
    waiting.removed.erase(unit);  // it is back
    if (waiting.units.insert(unit).second) waiting.order.push_back(unit);
    summary_due_.insert(division);
}

// A board of a division that is gone has no readers.
void CompartmentBoards::unit_left(const core::ClientName& unit, const core::DivisionName& division) {
    if (!organisation_.divisions.contains(division)) return;
    Waiting& waiting = changed_[division];
    waiting.removed.insert(unit);
    if (waiting.units.erase(unit) > 0) std::erase(waiting.order, unit);
    summary_due_.insert(division);
}

void CompartmentBoards::follow(const core::State& state, const std::vector<core::Event>& events) {
    for (const core::Event& event : events) {
        if (const auto* status = std::get_if<core::StatusReported>(&event.body)) status_changed(status->unit);
        if (const auto* presence = std::get_if<core::PresenceChanged>(&event.body)) unit_changed(presence->client);
        if (const auto* started = std::get_if<core::ShiftStarted>(&event.body)) status_changed(started->client);
        if (const auto* ended = std::get_if<core::ShiftEnded>(&event.body)) status_changed(ended->client);
        if (const auto* panic = std::get_if<core::PanicRaised>(&event.body)) unit_changed(panic->unit);
        if (const auto* placed = std::get_if<core::UnitPlaced>(&event.body)) unit_placed(*placed);
        if (const auto* appointed = std::get_if<core::Appointed>(&event.body)) unit_changed(appointed->account);
        const core::Incident* incident = state.incident(core::incident_of(event.body));
        // Nor may the moment of a summary tell of covert work.
        if (incident == nullptr || incident->compartment != compartment_) continue;
        if (const auto* progress = std::get_if<core::UnitProgressed>(&event.body)) unit_changed(progress->unit);
        if (const auto* unassigned = std::get_if<core::Unassigned>(&event.body)) unit_changed(unassigned->unit);
        for (const core::DivisionName& division : incident->divisions) summary_due_.insert(division);
        if (const auto* removed = std::get_if<core::DivisionRemoved>(&event.body))
            summary_due_.insert(removed->division);
        if (std::holds_alternative<core::Closed>(event.body)) {
            for (const auto& [unit, progress] : incident->units) unit_changed(unit);
            unit_changed(incident->opened_by);  // its panic is over
        }
    }
}

// At the first start of all every unit is new; full boards tell that.
void CompartmentBoards::unit_placed(const core::UnitPlaced& placed) {
    if (placed.from.division.empty()) return;
    if (placed.from.compartment == compartment_) unit_left(placed.unit, placed.from.division);
    unit_changed(placed.unit);
}

void CompartmentBoards::take_due(const core::State& state, const core::Observed& observed, Instant now,
                                 std::vector<Publication>& out) {
    if (!changed_.empty() && now - board_sent_ >= interval_) {
        for (auto& [division, waiting] : changed_) out.push_back(board(state, observed, division, waiting, now));
        std::erase_if(changed_,
                      [](const auto& entry) { return entry.second.order.empty() && entry.second.removed.empty(); });
        board_sent_ = now;
    }
    for (const auto& [division, ends] : flood_ends_) {
        if (ends <= now) summary_due_.insert(division);
    }
    if (!summary_due_.empty() && now - summary_sent_ >= summary_interval) {
        for (const core::DivisionName& division : summary_due_) {
            out.push_back(summary(state, division, now));
            add_team_boards(state, observed, division, now, out);
        }
        summary_due_.clear();
        summary_sent_ = now;
    }
}

void CompartmentBoards::add_all(const core::State& state, const core::Observed& observed, Instant now,
                                std::vector<Publication>& out) {
    for (const auto& [division, unused] : organisation_.divisions) {
        out.push_back(summary(state, division, now));
        add_team_boards(state, observed, division, now, out);
    }
    summary_due_.clear();
    summary_sent_ = now;
}

void CompartmentBoards::add_full_topics(std::set<std::string>& topics) const {
    for (const auto& [division, unused] : organisation_.divisions) {
        topics.insert(topics_.board_full(compartment_, division));
    }
    for (const auto& [name, team] : organisation_.teams) {
        if (tells(name)) topics.insert(topics_.board_full(compartment_, team.division, name));
    }
}

Instant CompartmentBoards::next_due() const {
    Instant due = never;
    if (!changed_.empty()) due = std::min(due, board_sent_ + interval_);
    if (!summary_due_.empty()) due = std::min(due, summary_sent_ + summary_interval);
    for (const auto& [division, ends] : flood_ends_) {
        due = std::min(due, std::max(ends, summary_sent_ + summary_interval));
    }
    return due;
}

std::vector<core::ClientName> CompartmentBoards::units_of(const core::TeamName& team) const {
    std::vector<core::ClientName> units;
    for (const core::ClientName& member : organisation_.accounts.of_team(team)) {
        const core::Account& account = organisation_.accounts.at(member);
        if (account.is_unit && account.compartment == compartment_) units.push_back(member);
    }
    return units;
}

// A team of which nobody works covertly is on no covert board.
bool CompartmentBoards::tells(const core::TeamName& team) const {
    return compartment_.empty() || !units_of(team).empty();
}

std::vector<core::TeamCount> CompartmentBoards::counts(const core::State& state,
                                                       const core::DivisionName& division) const {
    std::vector<core::TeamCount> counts;
    for (const auto& [name, team] : organisation_.teams) {
        if (team.division != division) continue;
        if (!tells(name)) continue;
        core::TeamCount count{name, 0, 0};
        for (const core::ClientName& member : units_of(name)) {
            const core::Unit* unit = state.unit(member);
            if (unit == nullptr || !unit->status || *unit->status == core::UnitStatus::off_duty) continue;
            ++count.on_duty;
            if (*unit->status == core::UnitStatus::available) ++count.available;
        }
        counts.push_back(count);
    }
    return counts;
}

Publication CompartmentBoards::board(const core::State& state, const core::Observed& observed,
                                     const core::DivisionName& division, Waiting& waiting, Instant now) {
    core::Board board{division, ++rev_, now, {}, {}, counts(state, division)};
    while (!waiting.removed.empty() && board.removed.size() < board_units_most) {
        board.removed.push_back(std::move(waiting.removed.extract(waiting.removed.begin()).value()));
    }
    while (!waiting.order.empty() && board.removed.size() + board.units.size() < board_units_most) {
        board.units.push_back(unit_view(organisation_, state, observed, waiting.order.front()));
        waiting.units.erase(waiting.order.front());
        waiting.order.pop_front();
    }
    return {topics_.board(compartment_, division), std::move(board), Urgency::board_or_result, false, true};
}

Publication CompartmentBoards::summary(const core::State& state, const core::DivisionName& division, Instant now) {
    core::BoardSummary summary{division, ++rev_, now, interval_, 0, 0, 0, counts(state, division)};
    for (const core::ClientName& client : organisation_.clients_of(division)) {
        const core::Account& account = organisation_.accounts.at(client);
        if (account.is_unit && account.compartment == compartment_) ++summary.units;
    }
    // Covert work is in no count that the uncleared see.
    const core::OpenTally::Count count = state.tally.of(compartment_, division);
    summary.open = static_cast<std::int32_t>(count.open);
    summary.unacknowledged = static_cast<std::int32_t>(count.unacknowledged);
    summary.silenced = static_cast<std::int32_t>(count.silenced);
    summary.shelved = static_cast<std::int32_t>(count.shelved);
    flood_ends_.erase(division);
    const core::PostLoad* load = state.load.post({compartment_, {core::Target::Kind::division, division.text}});
    if (load != nullptr && load->is_in_flood(now)) {
        summary.flood = true;
        flood_ends_[division] = load->flood_ends();
    }
    return {topics_.board_full(compartment_, division), std::move(summary), Urgency::board_or_result, true, true};
}

void CompartmentBoards::add_team_boards(const core::State& state, const core::Observed& observed,
                                        const core::DivisionName& division, Instant now,
                                        std::vector<Publication>& out) {
    for (const auto& [name, team] : organisation_.teams) {
        if (team.division != division) continue;
        if (!tells(name)) continue;
        core::TeamBoard board{division, name, ++rev_, now, {}};
        for (const core::ClientName& unit : units_of(name)) {
            board.units.push_back(unit_view(organisation_, state, observed, unit));
        }
        out.push_back(
            {topics_.board_full(compartment_, division, name), std::move(board), Urgency::board_or_result, true, true});
    }
}

Boards::Boards(const core::Organisation& organisation, const Topics& topics, Milliseconds interval,
               core::Revision first_rev)
    : topics_(topics),
      open_(organisation, {}, topics, interval, first_rev),
      covert_(organisation, core::covert_compartment, topics, interval, first_rev) {}

void Boards::unit_changed(const core::ClientName& unit) {
    open_.unit_changed(unit);
    covert_.unit_changed(unit);
}

void Boards::follow(const core::State& state, const std::vector<core::Event>& events) {
    open_.follow(state, events);
    covert_.follow(state, events);
}

std::vector<Publication> Boards::take_due(const core::State& state, const core::Observed& observed, Instant now) {
    std::vector<Publication> out;
    open_.take_due(state, observed, now, out);
    covert_.take_due(state, observed, now, out);
    return out;
}

std::vector<Publication> Boards::all(const core::State& state, const core::Observed& observed, Instant now) {
    std::vector<Publication> out;
    open_.add_all(state, observed, now, out);
    covert_.add_all(state, observed, now, out);
    return out;
}

std::vector<Publication> Boards::clear_stale(const std::vector<std::string>& retained) const {
    std::set<std::string> standing;
    open_.add_full_topics(standing);
    covert_.add_full_topics(standing);
    std::set<std::string> stale;
    for (const std::string& topic : retained) {
        std::string original = topics_.original(topic);
        if (is_full_board(original) && !standing.contains(original)) stale.insert(std::move(original));
    }
    std::vector<Publication> out;
    for (const std::string& topic : stale) out.push_back({topic, Cleared{}, Urgency::board_or_result, true, true});
    return out;
}

Instant Boards::next_due() const {
    return std::min(open_.next_due(), covert_.next_due());
}

}  // namespace paraat::projection
