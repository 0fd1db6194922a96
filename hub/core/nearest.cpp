#include "hub/core/nearest.hpp"

#include <algorithm>
#include <tuple>

#include "hub/core/chance.hpp"
#include "hub/core/clearance.hpp"

namespace paraat::core {
namespace {

// Who cannot be sent comes after who can; the further down, the less is known.
enum class Placing : std::uint8_t { able, not_able, old_position, unplaced, never_heard };

struct Ranked {
    NearUnit unit;
    Placing placing = Placing::able;
    bool is_unplaced = false;  // only its place is missing

    auto rank() const {
        return std::tuple(placing, -unit.chance_nearest.value_or(0), unit.metres.value_or(0), unit.unit);
    }
};

// Decimetres a second. Walking pace is about 1.4 m/s: who is at work somewhere stays about there. Who is free patrols
// on foot or by bicycle, in Dutch towns some 15 km/h. Who drives to a call or back covers up to 54 km/h in town; of who
// said nothing the most is assumed.
std::int64_t pace_of(std::optional<UnitStatus> status) {
    constexpr std::int64_t walking = 15;
    constexpr std::int64_t patrolling = 42;
    constexpr std::int64_t driving = 150;
    if (!status) return driving;
    switch (*status) {
        case UnitStatus::on_scene:
        case UnitStatus::busy: return walking;
        case UnitStatus::available:
        case UnitStatus::unavailable: return patrolling;
        case UnitStatus::off_duty:
        case UnitStatus::en_route:
        case UnitStatus::returning: return driving;
    }
    return driving;
}

std::string seconds_text(Milliseconds span) {
    return std::to_string(span.count() / 1000);
}

class Look {
public:
    Look(const Organisation& organisation, const State& state, const Observed& observed, Instant now,
         const NearestQuestion& question)
        : organisation_(organisation), state_(state), observed_(observed), now_(now), question_(question) {}

    bool is_asked_for(const Account& account) const {
        const CompartmentName work =
            question_.incident != nullptr ? question_.incident->compartment : CompartmentName{};
        const DivisionName division = organisation_.division_of(account.name);
        return known_unit(organisation_, question_.asker, account.name) != nullptr &&
               may_take_part(organisation_, account.name, work) && may_read(organisation_, question_.asker, division) &&
               (question_.team.empty() || account.team == question_.team) &&
               (question_.division.empty() || division == question_.division);
    }

    Ranked rank(const Account& account) const {
        Ranked ranked;
        ranked.unit.unit = account.name;
        ranked.unit.team = account.team;
        ranked.unit.division = organisation_.division_of(account.name);
        ranked.unit.skills = account.skills;
        const Unit nothing_known;
        const Unit* known = state_.unit(account.name);
        if (known == nullptr) known = &nothing_known;
        ranked.unit.status = known->status;
        ranked.unit.presence = known->presence;
        const bool may_be_sent = add_why_not_sent(ranked.unit, account, *known);
        add_place(ranked);
        ranked.unit.able = may_be_sent && ranked.placing == Placing::able;
        if (!may_be_sent && ranked.placing == Placing::able) ranked.placing = Placing::not_able;
        ranked.is_unplaced = may_be_sent && !ranked.unit.able;
        if (ranked.unit.able) add_remarks(ranked.unit, *known);
        return ranked;
    }

private:
    bool is_this_work(const std::optional<IncidentId>& incident) const {
        return question_.incident != nullptr && incident == question_.incident->id;
    }

    bool is_at_this(const Unit& unit) const {
        return is_this_work(unit.incident) ||
               (question_.incident != nullptr && unit.assigned.contains(question_.incident->id));
    }

    // Work that the asker is not cleared for is not spoken of.
    bool may_speak_of(const Incident* incident) const {
        return incident != nullptr && is_cleared_for(organisation_, question_.asker, incident->compartment);
    }

    const Incident* other_work(const Unit& unit) const {
        const auto counts = [&](const IncidentId& id) {
            const Incident* incident = state_.incident(id);
            return may_speak_of(incident) && !incident->is_closed() && !is_this_work(id) ? incident : nullptr;
        };
        for (const IncidentId& id : unit.assigned) {
            if (const Incident* incident = counts(id)) return incident;
        }
        return unit.incident ? counts(*unit.incident) : nullptr;
    }

    void add_busy(NearUnit& near, const Unit& unit) const {
        const bool says_busy = near.status == UnitStatus::en_route || near.status == UnitStatus::on_scene ||
                               near.status == UnitStatus::busy;
        const Incident* other = other_work(unit);
        const bool is_at_other = other != nullptr && (says_busy || unit.assigned.contains(other->id));
        if (is_at_other && may_read(organisation_, question_.asker, *other)) {
            const std::string id = other->id.text();
            near.reasons.push_back({"is at work for incident " + id, "busy_elsewhere", {{"incident", id}}});
        } else if (is_at_other) {
            near.reasons.push_back({"is at work for another incident", "busy_elsewhere", {}});
        } else if (says_busy && !is_at_this(unit)) {
            const std::string status{word(*near.status)};
            near.reasons.push_back({"says that it is " + status, "busy", {{"status", status}}});
        }
    }

    // False when it cannot be sent wherever it is.
    bool add_why_not_sent(NearUnit& near, const Account& account, const Unit& unit) const {
        if (unit.duty == Duty::off || near.status == UnitStatus::off_duty) {
            near.reasons.push_back({"is off duty", "off_duty", {}});
        }
        if (near.status == UnitStatus::unavailable) near.reasons.push_back({"is unavailable", "unavailable", {}});
        if (near.presence == PresenceState::lost) near.reasons.push_back({"its device is lost", "lost", {}});
        if (unit.panic && may_speak_of(state_.incident(*unit.panic))) {
            near.reasons.push_back({"calls for help itself", "panic", {}});
        }
        add_busy(near, unit);
        for (const std::string& skill : question_.skills) {
            if (std::count(account.skills.begin(), account.skills.end(), skill) > 0) continue;
            near.reasons.push_back({"lacks the skill " + skill, "lacks_skill", {{"skill", skill}}});
        }
        return near.reasons.empty();
    }

    void add_place(Ranked& ranked) const {
        NearUnit& near = ranked.unit;
        const ObservedUnit* seen = observed_.unit(near.unit);
        if (seen == nullptr && near.presence == PresenceState::unknown) {
            ranked.placing = Placing::never_heard;
            near.reasons.push_back({"was not heard since the hub's start", "never_heard", {}});
            return;
        }
        if (seen == nullptr || !seen->position || !seen->position_at) {
            ranked.placing = Placing::unplaced;
            near.reasons.push_back({"where it is is not known", "position_unknown", {}});
            return;
        }
        near.position = seen->position;
        near.position_at = seen->position_at;
        near.age = std::max(Milliseconds{0}, now_ - *seen->position_at);
        near.metres = metres_between(*seen->position, question_.place);
        near.uncertainty_m = uncertainty_metres(seen->accuracy_m, *near.age, near.status);
        const std::string age = seconds_text(*near.age);
        if (*near.age > position_serves) {
            ranked.placing = Placing::old_position;
            near.reasons.push_back(
                {"where it is was told " + age + " s ago, too long to send it by", "position_old", {{"age_s", age}}});
        }
        if (seen->battery_pct && *seen->battery_pct < battery_low_pct) {
            const std::string battery = std::to_string(*seen->battery_pct);
            near.reasons.push_back({"its battery is at " + battery + " %", "battery_low", {{"battery_pct", battery}}});
        }
    }

    // What who sends it should know, though it can be sent.
    void add_remarks(NearUnit& near, const Unit& unit) const {
        if (is_at_this(unit)) near.reasons.push_back({"is at work for this incident already", "at_this_work", {}});
        if (near.presence == PresenceState::late) near.reasons.push_back({"is late to be heard", "late", {}});
        if (!near.status) near.reasons.push_back({"never said what it is doing", "status_unknown", {}});
    }

    const Organisation& organisation_;
    const State& state_;
    const Observed& observed_;
    Instant now_;
    const NearestQuestion& question_;
};

void add_chances(std::vector<Ranked>& ranked) {
    std::vector<Spread> spreads;
    const auto able_end = std::find_if(ranked.begin(), ranked.end(), [](const Ranked& one) { return !one.unit.able; });
    for (auto one = ranked.begin(); one != able_end; ++one) {
        spreads.push_back({*one->unit.metres, *one->unit.uncertainty_m});
    }
    const std::vector<std::int32_t> chances = chances_to_be_nearest(spreads);
    for (std::size_t i = 0; i < chances.size(); ++i) {
        NearUnit& near = ranked[i].unit;
        near.chance_nearest = chances[i];
        const std::string metres = std::to_string(*near.metres);
        const std::string uncertainty = std::to_string(*near.uncertainty_m);
        const std::string age = seconds_text(*near.age);
        near.reasons.insert(near.reasons.begin(),
                            {"is " + metres + " m away, give or take " + uncertainty + " m, as of " + age + " s ago",
                             "distance",
                             {{"metres", metres}, {"uncertainty_m", uncertainty}, {"age_s", age}}});
    }
}

bool comes_before(const Ranked& one, const Ranked& other) {
    return one.rank() < other.rank();
}

}  // namespace

std::int64_t uncertainty_metres(std::optional<std::int32_t> accuracy_m, Milliseconds age,
                                std::optional<UnitStatus> status) {
    constexpr std::int64_t decimetres_ms = 10'000;
    const std::int64_t moved = age.count() > std::int64_t{24} * 3'600'000
                                   ? uncertainty_most_metres
                                   : age.count() * pace_of(status) / decimetres_ms;
    const std::int64_t start = accuracy_m ? *accuracy_m : accuracy_unknown_metres;
    return std::min(start + moved, uncertainty_most_metres);
}

NearestAnswer nearest(const Organisation& organisation, const State& state, const Observed& observed, Instant now,
                      const NearestQuestion& question) {
    const Look look(organisation, state, observed, now, question);
    std::vector<Ranked> ranked;
    NearestAnswer answer;
    for (const auto& [name, account] : organisation.accounts) {
        if (!look.is_asked_for(account)) continue;
        ranked.push_back(look.rank(account));
        if (ranked.back().is_unplaced) ++answer.unplaced;
    }
    std::sort(ranked.begin(), ranked.end(), comes_before);  // so that the nearest are the rivals
    add_chances(ranked);
    std::sort(ranked.begin(), ranked.end(), comes_before);
    for (Ranked& one : ranked) answer.units.push_back(std::move(one.unit));
    return answer;
}

}  // namespace paraat::core
