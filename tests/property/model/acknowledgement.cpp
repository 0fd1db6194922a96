#include "tests/property/model/call.hpp"
#include "tests/property/model/deeds.hpp"
#include "tests/property/model/incident.hpp"

namespace paraat::test::model {

using core::Answer;

namespace {

// Something stands that it is asked now.
bool is_asked(const Incident& incident, const Name& client) {
    return std::any_of(incident.calls.begin(), incident.calls.end(),
                       [&](const auto& call) { return call.second.standing.contains(client); });
}

bool gives_back(const Incident& incident, const Name& client) {
    return waits_for_deeds(incident) &&
           std::any_of(incident.calls.begin(), incident.calls.end(),
                       [&](const auto& call) { return !call.second.runs && call.second.taken_by == client; });
}

}  // namespace

// What a client says of an incident: contract section 3.
Verdict take_ack(Night& night, const Message& message, const core::Ack& ack) {
    const Name& client = message.client;
    const auto found = night.incidents.find(*ack.incident);
    // Those of the organisation may hear that it is not theirs to answer.
    if (found == night.incidents.end() || person(client) == nullptr) return refused("not_found");
    Incident& incident = found->second;
    if (incident.is_covert && !is_cleared(client)) return refused("not_found");
    bool was_asked = false;
    for (const auto& [policy, call] : incident.calls) was_asked = was_asked || call.ever_asked.contains(client);
    if (ack.answer == Answer::accepted || ack.answer == Answer::done) return refused("bad_value");
    if (ack.answer < Answer::acknowledged) return {};
    for (const auto& [from, offer] : night.offers) {
        was_asked = was_asked || (offer.to == client && offer.incidents.contains(incident.id));
    }
    Verdict verdict;
    if (incident.is_closed()) verdict.refusals.insert("closed");
    if (ack.rev && *ack.rev < incident.raised) verdict.refusals.insert("newer_alarm");
    if (!was_asked && !may_command(incident, client)) verdict.refusals.insert("not_asked");
    if (!verdict.is_accepted()) return verdict;
    if (ack.answer == Answer::declined) {
        // What it took itself is not what it declines by that.
        const bool was_offered = decline_what_is_offered(night, incident.id, client);
        const bool gives = !was_offered && gives_back(incident, client);
        if (!was_asked || is_asked(incident, client) || gives) renew_claim(night, incident, client);
        if (gives) give_back(night, incident, client);
        for (auto& [policy, call] : incident.calls) call.standing.erase(client);
        go_on_without(night, incident, client);
        return verdict;
    }
    const bool takes_over = take_what_is_offered(night, incident, client);
    bool is_news = !incident.is_seen && !takes_over;
    for (auto& [policy, call] : incident.calls) {
        const bool may_end = may_command(incident, client) || call.ever_asked.contains(client);
        // What was answered before it asked for attention anew is answered anew.
        if (!may_end || (!call.runs && incident.is_seen)) continue;
        is_news = true;
        end(call);
        call.taken_by = client;
    }
    if (!is_news) return verdict;
    took(night, client, incident);
    changed_by(night, incident, client);
    incident.is_seen = true;
    if (incident.status == core::IncidentStatus::fresh) incident.status = core::IncidentStatus::open;
    if (!incident.is_called()) incident.rests.erase(core::PauseKind::silenced);
    return verdict;
}

}  // namespace paraat::test::model
