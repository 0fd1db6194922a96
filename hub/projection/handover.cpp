#include "hub/projection/handover.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "hub/base/json_size.hpp"
#include "hub/core/clearance.hpp"
#include "hub/core/shifts.hpp"
#include "hub/projection/page.hpp"

namespace paraat::projection {
namespace {

using core::HandoverItem;
using core::HandoverKind;

constexpr Milliseconds notes_of = std::chrono::hours{12};  // where no shift was begun

std::size_t size_of(const HandoverItem& item) {
    return 450 + json_size(item.title) + json_size(item.text) + item.to.size();
}

class HandoverList {
public:
    HandoverList(const Archive& archive, const core::ClientName& asker, const core::ClientName& client)
        : archive_(archive), asker_(asker), client_(client) {
        const core::Unit* unit = archive.state.unit(client);
        answer_.client = client;
        answer_.since = unit != nullptr && unit->shift ? unit->shift->since : archive.now - notes_of;
    }

    core::HandoverAnswer gather() {
        for (const core::IncidentId& id : core::in_hand(archive_.state, client_)) {
            const core::Incident& incident = *archive_.state.incident(id);
            if (may_know(incident)) add_own(incident);
        }
        add_instructions();
        for (const auto& [from, offer] : archive_.state.handovers) {
            if (from == client_) add_offer(HandoverKind::offered_by, from, offer);
            if (offer.to == client_) add_offer(HandoverKind::offered_to, from, offer);
        }
        for (const auto& [id, incident] : archive_.state.incidents) add_others(incident);
        add_devices();
        const auto place = [](const HandoverItem& item) {
            return std::tuple(!item.own, item.kind, item.priority.value_or(0), item.since.value_or(Instant{}));
        };
        std::stable_sort(answer_.items.begin(), answer_.items.end(),
                         [&](const HandoverItem& one, const HandoverItem& other) { return place(one) < place(other); });
        return std::move(answer_);
    }

private:
    bool are_cleared(const core::CompartmentName& compartment) const {
        return core::is_cleared_for(archive_.organisation, asker_, compartment) &&
               core::is_cleared_for(archive_.organisation, client_, compartment);
    }
    bool may_know(const core::Incident& incident) const {
        return core::may_read(archive_.organisation, asker_, incident) &&
               core::may_read(archive_.organisation, client_, incident);
    }
    HandoverItem& add(HandoverKind kind) {
        HandoverItem& item = answer_.items.emplace_back();
        item.kind = kind;
        return item;
    }
    HandoverItem& add(HandoverKind kind, const core::Incident& incident) {
        HandoverItem& item = add(kind);
        item.incident = incident.id;
        item.division = incident.divisions.front();
        item.priority = incident.priority;
        item.title = incident.title;
        item.exercise = incident.is_exercise;
        return item;
    }
    HandoverItem& add(HandoverKind kind, const core::Instruction& order) {
        HandoverItem& item = add(kind);
        item.incident = order.incident;
        item.instruction = order.id;
        item.division = order.division;
        item.to = order.to;
        item.priority = order.priority;
        item.text = order.text;
        item.by = order.from;
        item.since = order.issued_at;
        item.until = order.respond_by;
        item.exercise = order.is_exercise;
        return item;
    }

    void add_own(const core::Incident& incident) {
        own_.insert(incident.id);
        add_pauses(incident, [&](const core::Pause& pause) { return pause.by == client_; });
        const auto work = incident.units.find(client_);
        const bool is_at_it = work != incident.units.end() && work->second.state != core::UnitState::left;
        if (incident.claimed_by == client_) {
            HandoverItem& item = add(HandoverKind::open, incident);
            item.text = "claimed";
            item.by = client_;
            if (incident.claimed_until != never) item.until = incident.claimed_until;
        } else if (is_at_it) {
            HandoverItem& item = add(HandoverKind::open, incident);
            item.text = core::word(work->second.state);
            item.by = client_;
            item.since = work->second.since;
        }
        const auto is_theirs = [&](const core::Escalation& one) { return !one.is_running && one.acked_by == client_; };
        const auto call = std::find_if(incident.escalations.begin(), incident.escalations.end(), is_theirs);
        if (call == incident.escalations.end() || !(incident.is_deserted() || incident.is_not_taken_up())) return;
        HandoverItem& item = add(HandoverKind::waiting, incident);
        item.text = call->because->text;
        item.by = client_;
        item.since = call->acked_at;
        if (call->ack_ends != never) item.until = call->ack_ends;
    }
    template <class Wanted>
    void add_pauses(const core::Incident& incident, Wanted is_wanted) {
        for (const auto& [kind, pause] : incident.pauses) {
            if (!is_wanted(pause)) continue;
            const bool is_silence = kind == core::PauseKind::silenced;
            HandoverItem& item = add(is_silence ? HandoverKind::silenced : HandoverKind::shelved, incident);
            item.text = pause.text;
            item.by = pause.by;
            item.until = pause.until;
            item.own = pause.by == client_;
        }
    }
    void add_instructions() {
        for (const core::InstructionId& id : core::unanswered_of(archive_.state, client_)) {
            const core::Instruction& order = *archive_.state.instruction(id);
            if (are_cleared(order.compartment)) add(HandoverKind::instruction, order);
        }
    }
    void add_offer(HandoverKind kind, const core::ClientName& from, const core::Handover& offer) {
        const core::Organisation& organisation = archive_.organisation;
        if (!are_cleared(organisation.compartment_of(from)) || !are_cleared(organisation.compartment_of(offer.to))) {
            return;
        }
        const auto complete = [&, from](HandoverItem& item) {
            item.unit = offer.to;
            item.by = from;
            if (!offer.text.empty()) item.text = offer.text;
            item.until = offer.accept_by;
        };
        const std::size_t before = answer_.items.size();
        for (const core::IncidentId& id : offer.incidents) {
            const core::Incident* incident = archive_.state.incident(id);
            if (incident != nullptr && may_know(*incident)) complete(add(kind, *incident));
        }
        for (const core::InstructionId& id : offer.instructions) {
            const core::Instruction* order = archive_.state.instruction(id);
            const bool is_left = order != nullptr && !order->has_ended();
            if (is_left && are_cleared(order->compartment)) complete(add(kind, *order));
        }
        // The two know that something is offered, be there nothing in it. Others would learn by such an item, or by its
        // absence, whether there is something of which they may not know.
        const bool is_bare = answer_.items.size() == before;
        if (is_bare && (asker_ == from || asker_ == offer.to)) complete(add(kind));
    }
    // What must not fall between two shifts, whosever it is; and what was noted of it.
    void add_others(const core::Incident& incident) {
        if (incident.is_closed() || !may_know(incident)) return;
        const bool is_own = own_.contains(incident.id);
        const bool commands = core::may_command(archive_.organisation, client_, incident);
        if (is_own || commands) add_notes(incident, is_own);
        if (!commands) return;
        add_pauses(incident, [&](const core::Pause& pause) { return pause.by != client_; });
        if (is_own || incident.is_shelved()) return;
        const bool is_taken = incident.is_acked() && (!incident.waits_for_deeds() || !incident.claimed_by.empty());
        if (is_taken) return;
        HandoverItem& item = add(incident.is_acked() ? HandoverKind::waiting : HandoverKind::unacknowledged, incident);
        item.own = false;
        item.since = incident.is_acked() ? incident.first_acked_at : incident.opened_at;
        add_hold(incident, item);
    }
    // Where a rule silences it, nobody is asked.
    void add_hold(const core::Incident& incident, HandoverItem& item) const {
        for (const auto& [policy, call] : incident.held) {
            if (call.hold.kind != core::HoldKind::silenced) continue;
            item.kind = HandoverKind::silenced;
            item.text = "rule " + call.hold.rule.text + ": " + call.hold.reason;
            item.since = call.since;
            for (const core::Silence& silence : archive_.state.rules.silences) {
                if (silence.rule == call.hold.rule) item.until = silence.until;
            }
            return;
        }
    }
    void add_notes(const core::Incident& incident, bool is_own) {
        if (core::is_kept_from(asker_, incident)) return;
        for (const core::Note& note : incident.notes) {
            if (note.at < answer_.since) continue;
            HandoverItem& item = add(HandoverKind::note, incident);
            item.own = is_own;
            item.text = note.text;
            item.by = note.by;
            item.since = note.at;
        }
    }
    void add_devices() {
        const core::Organisation& organisation = archive_.organisation;
        for (const auto& [name, unit] : archive_.state.units) {
            const bool is_away =
                unit.presence == core::PresenceState::late || unit.presence == core::PresenceState::lost;
            if (!is_away || unit.duty == core::Duty::off) continue;
            const core::DivisionName division = organisation.division_of(name);
            const auto reads = [&, &device = name](const core::ClientName& reader) {
                return core::known_unit(organisation, reader, device) != nullptr &&
                       core::may_read(organisation, reader, division);
            };
            if (!reads(asker_) || !reads(client_)) continue;
            HandoverItem& item = add(HandoverKind::device);
            item.unit = name;
            item.division = division;
            item.text = std::string(core::word(unit.presence)) + ", " + std::string(core::word(unit.presence_reason));
            item.own = false;
            if (const core::ObservedUnit* seen = archive_.observed.unit(name)) item.since = seen->heard_at;
        }
    }

    const Archive& archive_;
    const core::ClientName& asker_;
    const core::ClientName& client_;
    core::HandoverAnswer answer_;
    std::set<core::IncidentId> own_;
};

}  // namespace

void answer_handover(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                     core::QueryResult& result) {
    const core::Organisation& organisation = archive.organisation;
    if (!is_of_the_organisation(archive, asker)) {
        return fail(result, "not_found", "ask", "only people of the organisation may ask that");
    }
    const auto after = number_of(query.after);
    if (!after) return fail(result, "bad_value", "after", "after is the next of the page before");
    const core::ClientName& client = query.unit ? *query.unit : asker;
    if (!core::may_read_work_of(organisation, asker, client))
        return fail(result, "not_found", "unit", "no such account is known that you may instruct");
    auto& answer = result.handover.emplace(HandoverList(archive, asker, client).gather());
    give_page(result, answer.items, *after, query.limit, [](const HandoverItem& item) { return size_of(item); });
}

}  // namespace paraat::projection
