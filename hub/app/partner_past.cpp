#include "hub/app/partner_past.hpp"

#include <set>

#include "hub/app/past.hpp"
#include "hub/core/sharing.hpp"
#include "hub/journal/reader.hpp"

namespace paraat::app {
namespace {

Result<Past> whole_past(const std::filesystem::path& journal) {
    auto reader = journal::JournalReader::open(journal);
    if (!reader) return reader.error();
    return Past::before(std::move(*reader), journal::Sequence{1});
}

// One agreement beside the past, as if it had been in force.
class Previewing {
public:
    Previewing(core::Agreement agreement, PartnerPreview& made) : made_(made) {
        partner_ = agreement.partner;
        // Whatever its dates are: they are not what is tried.
        agreement.from = made.since;
        agreement.until = never;
        const std::string version = agreement.version();
        happen(made.since, core::AgreementMade{std::move(agreement), version});
    }

    void touch(const core::IncidentId& incident) {
        if (!incident.is_nil()) touched_.insert(incident);
    }
    // Once all of a moment is in the state.
    void look(const core::State& past, Instant at) {
        tell_due(at);
        for (const core::IncidentId& id : touched_) {
            const core::Incident* incident = past.incident(id);
            if (incident != nullptr) look(past, *incident, at);
        }
        touched_.clear();
    }
    void forget(const core::Event& retired) { core::follow_sharing(known_, retired); }
    void tell_due(Instant now) {
        while (known_.timers.next_due() <= now) {
            const core::TimerKey key = known_.timers.due_at(now).front();
            const Instant due = known_.timers.next_due();
            for (core::EventBody& body : core::words_due(partner(), core::IncidentId{key.subject}, due)) {
                happen(due, std::move(body));
            }
        }
    }
    void finish() {
        for (const auto& [id, why] : withheld_) ++made_.withheld[why];
    }

private:
    const core::Partner& partner() const { return known_.partners.by_name.at(partner_); }

    void look(const core::State& past, const core::Incident& incident, Instant at) {
        const core::Provenance* from = past.partners.provenance_of(incident.id);
        const auto& cases = partner().cases;
        const auto known = cases.find(incident.id);
        note_withheld(incident, from, at);
        auto bodies =
            core::words_about(partner().agreement, known == cases.end() ? nullptr : &known->second, incident, from, at);
        for (core::EventBody& body : bodies) happen(at, std::move(body));
    }
    void note_withheld(const core::Incident& incident, const core::Provenance* from, Instant at) {
        const core::PartnerVerdict verdict = core::view_for(partner().agreement, incident, from, at);
        withheld_.erase(incident.id);
        const bool is_secret = verdict.why == core::Withheld::covert || verdict.why == core::Withheld::exercise;
        if (!verdict.view && !is_secret) withheld_[incident.id] = verdict.why;
    }
    void happen(Instant at, core::EventBody body) {
        core::Event event{at, core::the_hub, std::move(body)};
        core::follow_sharing(known_, event);
        if (std::holds_alternative<core::PartnerTold>(event.body)) made_.told.push_back(std::move(event));
    }

    PartnerPreview& made_;
    core::ClientName partner_;
    core::State known_;  // its partners and timers only
    std::set<core::IncidentId> touched_;
    std::map<core::IncidentId, core::Withheld> withheld_;
};

void note(PartnerRecord& record, const core::PartnerTold& told, std::map<core::IncidentId, PartnerRecord::Kept>& kept,
          Instant at) {
    ++record.words;
    if (told.word.kind == core::PartnerWordKind::recall) {
        ++record.recalled;
        kept.erase(told.incident);
        return;
    }
    kept[told.incident] = {told.word.name, told.word.rev, at, told.word.kind == core::PartnerWordKind::close};
}

}  // namespace

Result<PartnerPreview> preview_partner(const std::filesystem::path& journal, core::Agreement agreement,
                                       Milliseconds span, Instant until) {
    auto reader = journal::JournalReader::open(journal);
    if (!reader) return reader.error();
    const auto head = reader->head();
    if (!head) return head.error();
    auto past = Past::before(std::move(*reader), journal::Sequence{1});
    if (!past) return past.error();
    PartnerPreview made;
    made.until = until;
    made.since = until - span;
    Previewing previewing(std::move(agreement), made);
    Instant moment;
    while (past->at().value < head->sequence.value) {
        auto event = past->next();
        if (!event) return event.error();
        if (!*event) break;
        if ((*event)->at != moment) previewing.look(past->state, moment);
        moment = (*event)->at;
        if (std::holds_alternative<core::IncidentRetired>((*event)->body)) previewing.forget(**event);
        core::evolve(past->state, **event);
        if (moment >= made.since) previewing.touch(core::incident_of((*event)->body));
    }
    previewing.look(past->state, moment);
    previewing.tell_due(made.until);
    previewing.finish();
    return made;
}

Result<std::map<core::ClientName, PartnerRecord>> partner_records(const std::filesystem::path& journal) {
    auto past = whole_past(journal);
    if (!past) return past.error();
    std::map<core::ClientName, PartnerRecord> records;
    std::map<core::ClientName, std::map<core::IncidentId, PartnerRecord::Kept>> kept;
    while (true) {
        auto event = past->next();
        if (!event) return event.error();
        if (!*event) break;
        core::follow_sharing(past->state, **event);
        if (const auto* told = std::get_if<core::PartnerTold>(&(*event)->body)) {
            note(records[told->partner], *told, kept[told->partner], (*event)->at);
        } else if (const auto* ended = std::get_if<core::AgreementEnded>(&(*event)->body)) {
            records[ended->partner].ended = ended->why;
            records[ended->partner].ended_at = (*event)->at;
        } else if (const auto* begun = std::get_if<core::AgreementMade>(&(*event)->body)) {
            records[begun->agreement.partner].ended.reset();
        }
    }
    for (const auto& [name, partner] : past->state.partners.by_name) {
        PartnerRecord& record = records[name];
        record.agreement = partner.agreement;
        record.version = partner.version;
        for (const auto& [incident, known] : partner.cases) {
            record.waiting += static_cast<std::int64_t>(known.planned.size());
        }
        for (const auto& [incident, one] : kept[name]) {
            if (!one.is_over) ++record.standing;
            record.kept.push_back(one);
        }
    }
    return records;
}

}  // namespace paraat::app
