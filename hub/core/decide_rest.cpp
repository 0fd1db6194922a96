#include <algorithm>
#include <set>

#include "hub/core/deliberation.hpp"
#include "hub/core/escalation.hpp"
#include "hub/core/holding.hpp"
#include "hub/core/judgement.hpp"
#include "hub/core/telling.hpp"

// Silence and shelf: a person lets an incident rest until a moment, and answers for that (EEMUA 191: shelving).
namespace paraat::core {
namespace {

const char* noun_of(PauseKind kind) {
    return kind == PauseKind::silenced ? "silence" : "shelf";
}

// Whether this may be put to rest at all; a refusal otherwise.
bool may_rest(const Deliberation& on, PauseKind kind) {
    const Incident& incident = on.incident;
    if (incident.priority == 1 || is_panic(on.situation, incident)) {
        on.refuse(Reason::not_allowed, "incident", "priority 1 and panic are never put to rest");
        return false;
    }
    if (kind == PauseKind::silenced && !incident.is_escalated()) {
        on.refuse(Reason::bad_value, "incident", "nobody is called for it now: there is nothing to silence");
        return false;
    }
    if (kind == PauseKind::shelved && !incident.is_acked()) {
        on.refuse(Reason::unacknowledged, "incident", "only what somebody acknowledged is put aside");
        return false;
    }
    return true;
}

void pause(const Deliberation& on, PauseKind kind) {
    const Terms& terms = on.situation.organisation.terms;
    const Milliseconds most = kind == PauseKind::silenced ? terms.silence_most : terms.shelve_most;
    if (!on.command.until) return on.refuse(Reason::bad_value, "until_ms", "say until when");
    if (on.command.until->ms == 0) {
        if (on.incident.pauses.contains(kind)) on.happen(Resumed{on.incident.id, kind});
        return;
    }
    if (!may_rest(on, kind)) return;
    if (*on.command.until <= on.situation.now) {
        return on.refuse(Reason::bad_value, "until_ms", "that moment has passed already; 0 takes it back");
    }
    if (*on.command.until - on.situation.now > most) {
        const auto hours = std::chrono::duration_cast<std::chrono::hours>(most).count();
        return on.refuse(Reason::bad_value, "until_ms", "at most " + std::to_string(hours) + " hours from now");
    }
    if (on.command.text.empty()) return on.refuse(Reason::bad_value, "text", "say why");
    on.happen(Paused{on.incident.id, kind, *on.command.until, on.command.text, terms.tell_before});
}

// Who made it is told, or who is there in its place.
void tell_of(Situation& situation, const Incident& incident, PauseKind kind, const Pause& pause,
             const std::string& what) {
    Order order = about(incident);
    order.text =
        "The " + std::string(noun_of(kind)) + " of \"" + incident.title + "\" (" + pause.text + ") " + what + ".";
    const std::string key =
        std::string(noun_of(kind)) + "/" + incident.id.text() + "/" + std::to_string(pause.until.ms) + "/" + what;
    order.to.name = pause.by.text;
    if (tell_somebody(situation, key, order, incident.divisions.front())) return;
    situation.happen(the_hub, NotSent{incident.id, "unit/" + pause.by.text, {}, order.text});
}

// Whose rest ended because the incident is another's now.
void tell_of_joining(Situation& situation, const Incident& joined, const FlatMap<PauseKind, Pause>& pauses) {
    const Incident* into = joined.into ? situation.state.incident(*joined.into) : nullptr;
    if (into == nullptr) return;
    for (const auto& [kind, pause] : pauses) {
        if (joined.changed_by_person.by == pause.by.text) continue;  // who did that knows
        Incident one = joined;
        one.id = into->id;  // where he finds it
        tell_of(situation, one, kind, pause, "is over: it was joined to \"" + into->title + "\"");
    }
}

// What was put aside comes back: the calls that somebody answered begin again.
void call_again(Draft& draft) {
    if (!draft.incident().takes_reports()) return;
    const std::vector<Escalation> before = draft.incident().escalations;
    for (const Escalation& call : before) {
        if (call.is_running || call.acked_by.empty()) continue;
        begin_again(draft, call, {"it was put aside until now", "shelf_over", {}});
    }
}

// Whether its shelf ended by itself or by a person's word: then nothing asks for attention besides.
bool is_taken_back(const Situation& situation, const IncidentId& id) {
    const auto& events = situation.outcome.events;
    return std::any_of(events.begin(), events.end(), [&](const Event& event) {
        const auto* resumed = std::get_if<Resumed>(&event.body);
        return resumed != nullptr && resumed->incident == id && resumed->kind == PauseKind::shelved;
    });
}

// An incident as it is by what was decided, and which of its pauses changed in a way that their owners know of: at
// their end, by themselves, or by taking over from them.
std::pair<Incident, std::set<PauseKind>> pauses_after(const Situation& situation, const Incident& before) {
    Incident after = before;
    std::set<PauseKind> known;
    for (const Event& event : situation.outcome.events) {
        if (incident_of(event.body) != before.id) continue;
        apply(after, event.body, event.at, event.by);
        const auto* resumed = std::get_if<Resumed>(&event.body);
        const bool knows = resumed != nullptr && before.pauses.contains(resumed->kind) &&
                           (event.by == the_hub || event.by == before.pauses.at(resumed->kind).by);
        if (knows) known.insert(resumed->kind);
        const auto* handed_over = std::get_if<HandedOver>(&event.body);
        for (const auto& [kind, pause] : before.pauses) {
            if (handed_over != nullptr && handed_over->from == pause.by) known.insert(kind);
        }
    }
    return {after, known};
}

}  // namespace

void silence(const Deliberation& on) {
    pause(on, PauseKind::silenced);
}

void shelve(const Deliberation& on) {
    pause(on, PauseKind::shelved);
}

void leave_pauses(Draft& draft, const ClientName& client) {
    const FlatMap<PauseKind, Pause> pauses = draft.incident().pauses;  // the draft's own change under it
    for (const auto& [kind, pause] : pauses) {
        if (pause.by != client) continue;
        draft.happen(the_hub, Resumed{draft.incident().id, kind});
        if (kind == PauseKind::shelved) call_again(draft);
        if (draft.incident().is_escalated()) continue;
        tell_of(draft.situation(), draft.incident(), kind, pause, "is over: " + client.text + " went off duty");
    }
}

void end_pauses(Draft& draft) {
    Situation& situation = draft.situation();
    const FlatMap<PauseKind, Pause> pauses = draft.incident().pauses;  // the draft's own change under it
    for (const auto& [kind, pause] : pauses) {
        if (pause.until <= situation.now) {
            tell_of(situation, draft.incident(), kind, pause, "is over");
            draft.happen(the_hub, Resumed{draft.incident().id, kind});
            if (kind == PauseKind::shelved) call_again(draft);
        } else if (pause.tell_at <= situation.now) {
            const auto minutes = std::chrono::ceil<std::chrono::minutes>(pause.until - situation.now).count();
            tell_of(situation, draft.incident(), kind, pause, "ends in " + std::to_string(minutes) + " min");
            draft.happen(the_hub, PauseTold{draft.incident().id, kind});
        }
    }
}

void follow_pauses(Situation& situation) {
    std::set<IncidentId> touched;
    for (const Event& event : situation.outcome.events) touched.insert(incident_of(event.body));
    for (const IncidentId& id : touched) {
        const Incident* before = situation.state.incident(id);
        if (before == nullptr || before->pauses.empty()) continue;
        const auto [after, known] = pauses_after(situation, *before);
        if (after.is_closed()) {
            tell_of_joining(situation, after, before->pauses);
            continue;
        }
        for (const auto& [kind, pause] : before->pauses) {
            if (known.contains(kind)) continue;
            const auto now = after.pauses.find(kind);
            if (now == after.pauses.end()) tell_of(situation, *before, kind, pause, "is over, before its time");
            if (now != after.pauses.end() && now->second.by != pause.by) {
                tell_of(situation, *before, kind, pause, "is " + now->second.by.text + "'s now, and ends otherwise");
            }
        }
        Draft draft(situation, after);
        const bool came_off = before->is_shelved() && !after.is_shelved() && !is_taken_back(situation, id);
        if (came_off) call_again(draft);
        const auto silenced = PauseKind::silenced;
        // Who was asked may have gone, or declined, while nobody went on.
        if (before->pauses.contains(silenced) && !after.pauses.contains(silenced)) go_on_where_nobody_is_left(draft);
    }
}

}  // namespace paraat::core
