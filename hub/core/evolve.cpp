#include <algorithm>
#include <array>
#include <iterator>

#include "hub/core/archive.hpp"
#include "hub/core/people.hpp"
#include "hub/core/plain_fields.hpp"
#include "hub/core/sharing.hpp"
#include "hub/core/state.hpp"

namespace paraat::core {
namespace {

constexpr TimerKey::Of incident_timers[] = {TimerKey::Of::pauses, TimerKey::Of::escalations, TimerKey::Of::claims,
                                            TimerKey::Of::retirement, TimerKey::Of::waits};
using Dues = std::array<Instant, std::size(incident_timers)>;

Dues dues_of(const Incident& incident) {
    return {incident.next_pause(), incident.next_due(), incident.claimed_until,
            incident.is_closed() ? incident.ended_at + retired_after : never, incident.next_wait()};
}

// What the indices know an incident by.
struct Bearings {
    Bearings() { due.fill(never); }
    explicit Bearings(const Incident& incident)
        : position(incident.position), marks(incident), due(dues_of(incident)) {}

    std::optional<Position> position;
    MarksBorne marks;
    Dues due;
};

// Where what is derived from an incident follows it. Most changes leave most of it as it was, and what is not looked up
// is not waited for.
void index(State& state, const Incident& incident, const Bearings& before) {
    const Dues due = dues_of(incident);
    for (std::size_t i = 0; i < std::size(incident_timers); ++i) {
        if (before.due[i] != due[i]) state.timers.set({incident_timers[i], incident.id.ulid}, due[i]);
    }
    if (before.position != incident.position) {
        if (before.position) state.grid.remove(incident.id, *before.position);
        if (incident.position) state.grid.put(incident);
    }
    if (!before.marks.are_of(incident)) state.marks.follow(incident.id, before.marks, MarksBorne(incident));
}

void forget(State& state, const Incident& incident) {
    for (const TimerKey::Of timer : incident_timers) state.timers.set({timer, incident.id.ulid}, never);
    if (incident.position) state.grid.remove(incident.id, *incident.position);
    state.marks.follow(incident.id, MarksBorne(incident), {});
}

void index(State& state, const Instruction& instruction) {
    state.timers.set({TimerKey::Of::instruction, instruction.id.ulid}, instruction.next_due());
    state.timers.set({TimerKey::Of::retirement, instruction.id.ulid},
                     instruction.has_ended() ? instruction.ended_at + retired_after : never);
}

void index(State& state, const RulesInForce& rules) {
    state.timers.set({TimerKey::Of::silences, {}}, rules.next_due());
}

void index(State& state, const BriefingPlanned& plan) {
    state.timers.set({TimerKey::Of::briefings, {}}, plan.due);
}

void index_authorisations(State& state) {
    Instant due = never;
    for (const auto& [name, authorisation] : state.authorisations) due = std::min(due, authorisation.tell_at);
    state.timers.set({TimerKey::Of::authorisations, {}}, due);
}

void forget(State& state, const Ulid& subject) {
    for (int of = 0; of <= static_cast<int>(TimerKey::last); ++of) {
        state.timers.set({static_cast<TimerKey::Of>(of), subject}, never);
    }
}

// What happened to an incident, an instruction or the rules.
class Evolution {
public:
    Evolution(State& state, const Event& event) : state_(state), event_(event) {}

    void operator()(const StatusReported&) {}  // of a unit, though it names an incident
    // Of partners, though they name an incident.
    void operator()(const PartnerPlanned&) {}
    void operator()(const PartnerTold&) {}
    void operator()(const PartnerSpared&) {}
    void operator()(const PartnerHeard&) {}
    // Of what is on record of it, which may be all that is left.
    void operator()(const Preserved&) {}
    void operator()(const PreservationEnded&) {}
    void operator()(const ErasureOrdered&) {}
    void operator()(const Erased&) {}
    void operator()(const RulesChanged& event) {
        RulesInForce& rules = state_.rules;
        rules.is_pinned = event.how == RulesChange::rollback;
        // What stays as it was is not told of again.
        const auto is_new = [&](const RuleName& rule) {
            const auto same = [&](const Silence& silence) {
                return silence.rule == rule && std::count(rules.silences.begin(), rules.silences.end(), silence) > 0;
            };
            return std::none_of(event.silences.begin(), event.silences.end(), same);
        };
        std::erase_if(rules.told_of_end, is_new);
        std::erase_if(rules.told_of_being_over, is_new);
        // What was over before this set came was never in force by it.
        for (const Silence& silence : event.silences) {
            const bool was_there = std::count(rules.silences.begin(), rules.silences.end(), silence) > 0;
            if (!was_there && silence.until <= event_.at) rules.told_of_being_over.insert(silence.rule);
        }
        rules.silences = event.silences;
        index(state_, rules);
        look_at_what_is_held();
        if (event.version == rules.version) return;
        if (event.how == RulesChange::rollback) {
            if (!rules.before.empty()) rules.before.pop_back();
        } else if (!rules.version.empty()) {
            rules.before.push_back(rules.version);
            if (rules.before.size() > rules_before_most) rules.before.erase(rules.before.begin());
        }
        rules.version = event.version;
    }
    void operator()(const AuthorisationTold& event) {
        state_.authorisations[event.compartment] = {event.until, event.tell_at};
        index_authorisations(state_);
    }
    void operator()(const SilenceTold& event) {
        RulesInForce& rules = state_.rules;
        rules.told_of_end.insert(event.rule);
        if (event.is_over) rules.told_of_being_over.insert(event.rule);
        index(state_, rules);
    }
    void operator()(const BriefingPlanned& event) {
        state_.briefing_plan = event;
        index(state_, event);
    }
    void operator()(const BriefingGiven& event) {
        state_.briefings[event.briefing.name] = event.briefing;
        // A day may have an hour less or more.
        const Instant oldest = event.briefing.until - briefing_kept + std::chrono::hours{12};
        std::erase_if(state_.briefings, [&](const auto& given) { return given.second.until < oldest; });
    }
    void operator()(const IncidentRetired& event) {
        const auto known = state_.incidents.find(event.incident);
        if (known == state_.incidents.end()) return;
        forget(state_, known->second);
        state_.incidents.erase(known);
    }
    void operator()(const InstructionIssued& event) {
        if (event.incident) change(*event.incident);
        change(event.instruction);
    }
    void operator()(const InstructionMoved& event) {
        change(event.to);
        change(event.instruction);
    }
    void operator()(const InstructionRetired& event) {
        state_.instructions.erase(event.instruction);
        forget(state_, event.instruction.ulid);
    }
    template <class OfOne>
    void operator()(const OfOne& event) {
        if constexpr (requires { event.instruction; }) {
            change(event.instruction);
        } else if constexpr (requires { requires std::is_same_v<decltype(OfOne::incident), IncidentId>; }) {
            change(event.incident);
        }
    }

private:
    // The rules that hold calls back are others now.
    void look_at_what_is_held() {
        for (auto& [id, incident] : state_.incidents) {
            if (incident.held.empty()) continue;
            const Bearings before(incident);
            for (auto& [policy, call] : incident.held) call.look_at = event_.at;
            index(state_, incident, before);
        }
    }
    // Most that happens is to the newest incident, or opens a newer one: there the tree is not gone through.
    std::pair<std::map<IncidentId, Incident>::iterator, bool> entry_of(const IncidentId& id) {
        const auto end = state_.incidents.end();
        const bool is_newest = !state_.incidents.empty() && std::prev(end)->first == id;
        if (is_newest) return {std::prev(end), false};
        const std::size_t before = state_.incidents.size();
        const auto entry = state_.incidents.try_emplace(end, id);
        return {entry, state_.incidents.size() > before};
    }
    void change(const IncidentId& id) {
        const auto [known, is_new] = entry_of(id);
        Incident& incident = known->second;
        incident.id = id;
        if (!is_new) state_.tally.take_off(incident);
        const Bearings before = is_new ? Bearings() : Bearings(incident);
        const Revision raised = incident.raised;
        apply(incident, event_.body, event_.at, event_.by);
        state_.tally.add(incident);
        state_.load.follow(incident, raised, event_);
        index(state_, incident, before);
    }
    void change(const InstructionId& id) {
        Instruction& instruction = state_.instructions[id];
        instruction.id = id;
        apply(instruction, event_.body, event_.at, event_.by);
        index(state_, instruction);
    }

    State& state_;
    const Event& event_;
};

}  // namespace

State::State() = default;
State::State(const State& other)
    : incidents(other.incidents),
      instructions(other.instructions),
      units(other.units),
      places(other.places),
      rules(other.rules),
      handovers(other.handovers),
      broken_reach(other.broken_reach),
      reach_due(other.reach_due),
      briefing_plan(other.briefing_plan),
      briefings(other.briefings),
      gone(other.gone),
      gone_covertly(other.gone_covertly),
      load(other.load),
      exercises(other.exercises),
      appointments(other.appointments),
      partners(other.partners),
      authorisations(other.authorisations),
      privacy(other.privacy),
      timers(other.timers),
      tally(other.tally) {
    for (const auto& [id, incident] : incidents) {
        if (incident.position) grid.put(incident);
        marks.follow(id, {}, MarksBorne(incident));
    }
}
State::State(State&& other) noexcept = default;
State& State::operator=(const State& other) {
    State copy(other);
    return *this = std::move(copy);
}
State& State::operator=(State&& other) noexcept = default;
State::~State() = default;

Instant RulesInForce::next_due() const {
    Instant due = never;
    for (const Silence& silence : silences) {
        if (told_of_being_over.contains(silence.rule)) continue;
        const bool knows = told_of_end.contains(silence.rule);
        due = std::min(due, knows ? silence.until : silence.until - silence.tell_before);
    }
    return due;
}

const Incident* State::incident(const IncidentId& id) const {
    // What is just being opened is newer than all: that is asked for in each decision.
    if (incidents.empty() || std::prev(incidents.end())->first < id) return nullptr;
    const auto found = incidents.find(id);
    return found == incidents.end() ? nullptr : &found->second;
}
const Instruction* State::instruction(const InstructionId& id) const {
    const auto found = instructions.find(id);
    return found == instructions.end() ? nullptr : &found->second;
}
const Unit* State::unit(const ClientName& name) const {
    const auto found = units.find(name);
    return found == units.end() ? nullptr : &found->second;
}

bool State::is_off_duty(const ClientName& name) const {
    const Unit* known = unit(name);
    return known != nullptr && known->duty == Duty::off;
}

void evolve(State& state, const Event& event) {
    if (!state.load.since) state.load.since = event.at;
    std::visit(Evolution{state, event}, event.body);
    follow_people(state, event);
    follow_sharing(state, event);
    state.privacy.follow(event);
}

std::string encode(const State& state) {
    return Encoder::bytes_of(state);
}

Result<State> decode_state(std::string_view bytes) {
    State state;
    if (!Decoder::take(bytes, state)) return Error{"damaged", "", "the bytes of the state do not read back"};
    for (const auto& [id, incident] : state.incidents) {
        index(state, incident, {});
        state.tally.add(incident);
    }
    for (const auto& [id, instruction] : state.instructions) index(state, instruction);
    index(state, state.rules);
    index(state, state.briefing_plan);
    index_authorisations(state);
    index_people(state);
    index_sharing(state);
    return state;
}

}  // namespace paraat::core
