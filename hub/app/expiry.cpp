#include "hub/app/expiry.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "hub/app/erased_fields.hpp"
#include "hub/app/replay.hpp"
#include "hub/core/record_kinds.hpp"

namespace paraat::app {
namespace {

using core::RecordKind;
using journal::SequencedEvent;

constexpr std::size_t expiry_bite = 500;       // events that are read, or destroyed, at once: some milliseconds
constexpr std::size_t incidents_at_once = 16;  // incidents that are read whole in a bite
constexpr Milliseconds interval_after_fault = std::chrono::minutes{10};
constexpr Milliseconds interval_of_looks = std::chrono::hours{1};
constexpr std::int64_t expiry_range_most = 20'000;  // events between the first and last of one order
constexpr Milliseconds interval_of_loose_looks = std::chrono::hours{24};  // one order for the records of a day
constexpr std::int64_t noted_after = 10'000;                              // events that a walk came further

constexpr RecordKind records_of_incident[] = {RecordKind::incident, RecordKind::instruction, RecordKind::position,
                                              RecordKind::partner};
constexpr RecordKind loose_records[] = {RecordKind::position, RecordKind::duty, RecordKind::administration};

// As the journal numbers them.
template <class Body>
std::uint16_t journal_kind() {
    static const auto kind = static_cast<std::uint16_t>(core::EventBody(Body{}).index() + 1);
    return kind;
}

template <class Id>
Id id_in(const std::string& subject) {
    std::array<std::uint8_t, 16> bytes{};
    std::copy_n(subject.begin(), std::min(subject.size(), bytes.size()), bytes.begin());
    return Id{Ulid::from_bytes(bytes)};
}

// Every kind of event that has such fields.
std::vector<journal::ErasedKind> kinds_with(std::span<const RecordKind> records,
                                            std::span<const core::FieldSort> sorts) {
    std::vector<journal::ErasedKind> kinds;
    for (std::uint16_t kind = 1; core::record_of(kind) != nullptr; ++kind) {
        std::set<std::uint16_t> fields = core::fields_of(kind, records, sorts);
        if (!fields.empty()) kinds.push_back({kind, std::move(fields)});
    }
    return kinds;
}

// What belongs to an incident is found by that; of the rest positions have no subject, and what people decided about
// records has the incident's.
bool is_loose(RecordKind record, const SequencedEvent& stored) {
    return record != RecordKind::position || stored.event.subject.empty();
}

// Whether it may change which incidents share reports.
bool joins_or_parts(const core::EventBody& body) {
    const auto* closed = std::get_if<core::Closed>(&body);
    return std::holds_alternative<core::Absorbed>(body) || std::holds_alternative<core::Parted>(body) ||
           (closed != nullptr && closed->into);
}

bool changes_what_is_preserved(const core::EventBody& body) {
    return std::holds_alternative<core::Preserved>(body) || std::holds_alternative<core::PreservationEnded>(body);
}

std::optional<std::string> subject_of_loose(RecordKind record) {
    return record == RecordKind::position ? std::optional(std::string()) : std::nullopt;
}

}  // namespace

Expiry::Expiry(core::Retention retention, core::Privacy privacy, RecordsPast past, journal::Journal& journal)
    : retention_(std::move(retention)), privacy_(std::move(privacy)), past_(std::move(past)), journal_(journal) {
    walks_ = walks_from(privacy_);
}

// By another version of what says which regime applies all is looked at again: a record may be another regime's now,
// whose walk passed it already.
std::vector<Expiry::Walk> Expiry::walks_from(const core::Privacy& privacy) const {
    std::vector<Walk> walks;
    const bool is_known = privacy.regimes == retention_.version();
    const auto add = [&](const core::RetentionWalk& name) {
        const auto at = privacy.cursors.find(name);
        walks.push_back({name, is_known && at != privacy.cursors.end() ? at->second : 0, false, {}});
    };
    for (const core::Regime& regime : retention_.regimes) {
        for (const RecordKind record : records_of_incident) add({record, regime.name, true});
        for (const RecordKind record : loose_records) add({record, regime.name, false});
    }
    return walks;
}

const core::RetentionTerm& Expiry::term_of(const core::RetentionWalk& name) const {
    return retention_.term(retention_.regime_named(name.regime), name.record);
}

void Expiry::follow(const core::Event& committed) {
    privacy_.follow(committed);
    const bool is_joined = !kept_.empty() && joins_or_parts(committed.body);
    if (is_joined || changes_what_is_preserved(committed.body)) kept_until_ = Instant{0};
    if (const auto* erased = std::get_if<core::Erased>(&committed.body)) told_.erase(erased->order);
    if (const auto* looked = std::get_if<core::RetentionLooked>(&committed.body)) {
        for (const core::IncidentId& incident : looked->followed) noted_.erase(incident);
    }
    if (const auto* preserved = std::get_if<core::Preserved>(&committed.body)) {
        const auto known = followed_.erase(preserved->incident) + noted_.erase(preserved->incident);
        if (known > 0) again_.insert(preserved->incident);
    }
    const bool is_let_go = std::holds_alternative<core::IncidentRetired>(committed.body) ||
                           std::holds_alternative<core::InstructionRetired>(committed.body);
    if (!is_let_go) return;
    // Where a term is over by then already, it is not waited for the next look.
    const bool is_hasty = std::any_of(walks_.begin(), walks_.end(), [&](const Walk& walk) {
        return walk.name.is_of_incidents && term_of(walk.name).keep <= core::retired_after;
    });
    if (is_hasty) look_due_ = Instant{0};
    put_off_.clear();
}

void Expiry::put_off(Instant now) {
    work_.reset();
    is_idle_ = true;
    resumes_at_ = now + interval_after_fault;
}

Result<std::vector<core::RetentionFinding>> Expiry::go_on(Instant now) {
    Findings findings;
    if (now < resumes_at_) return findings;
    is_idle_ = false;
    if (auto known = know_what_is_kept(now); !known) return known.error();
    if (has_order(now)) {
        if (auto done = carry_out(now, findings); !done) return done.error();
        return findings;
    }
    if (auto done = look_again_at_ended(now); !done) return done.error();
    if (!is_looking_ && now >= look_due_) {
        is_looking_ = true;
        const bool is_loose_due = now >= loose_due_;
        if (is_loose_due) loose_due_ = now + interval_of_loose_looks;
        for (Walk& one : walks_) one.is_at_end = !one.name.is_of_incidents && !is_loose_due;
    }
    if (!is_looking_) {
        is_idle_ = true;
        return findings;
    }
    const auto is_on = [](const Walk& one) { return !one.is_at_end; };
    if (std::any_of(walks_.begin(), walks_.end(), is_on)) {
        if (auto done = walk_on(now, findings); !done) return done.error();
        return findings;
    }
    is_looking_ = false;
    look_due_ = now + interval_of_looks;
    if (!followed_.empty() || has_come_far()) {
        findings.emplace_back(looked());
        noted_.merge(followed_);
        followed_.clear();
    }
    return findings;
}

// Enough for the next start not to read it again.
bool Expiry::has_come_far() const {
    return std::any_of(walks_.begin(), walks_.end(), [&](const Walk& one) {
        const auto known = privacy_.cursors.find(one.name);
        const bool is_known = known != privacy_.cursors.end() && privacy_.regimes == retention_.version();
        return one.at - (is_known ? known->second : 0) >= noted_after;
    });
}

core::RetentionLooked Expiry::looked() const {
    core::RetentionLooked found{retention_.version(), {}, {followed_.begin(), followed_.end()}};
    for (const Walk& one : walks_) found.cursors.push_back({one.name, one.at});
    std::sort(found.cursors.begin(), found.cursors.end());
    return found;
}

Result<void> Expiry::know_what_is_kept(Instant now) {
    if (now < kept_until_) return {};
    auto kept = kept_now(past_, privacy_, now);
    if (!kept) return kept.error();
    kept_ = std::move(*kept);
    kept_until_ = never;
    for (const auto& [incident, preservation] : privacy_.preserved) {
        if (preservation.holds_at(now) && preservation.until) kept_until_ = std::min(kept_until_, *preservation.until);
    }
    return {};
}

// What passed an incident by while it was preserved, and those that share its reports, is looked at once more, from
// where they began.
Result<void> Expiry::look_again_at_ended(Instant now) {
    std::set<core::IncidentId> ended = again_;
    for (const auto& [incident, preservation] : privacy_.preserved) {
        if (!followed_.contains(incident) && !noted_.contains(incident)) ended.insert(incident);
    }
    for (const core::IncidentId& incident : ended) {
        if (privacy_.is_preserved(incident, now)) continue;
        const auto sharing = sharing_with(past_, {incident});
        if (!sharing) return sharing.error();
        for (const core::IncidentId& one : *sharing) {
            if (auto gone_back = go_back_to(one); !gone_back) return gone_back;
        }
        again_.erase(incident);
        followed_.insert(incident);
        is_looking_ = false;
        look_due_ = loose_due_ = Instant{0};
    }
    return {};
}

Result<void> Expiry::go_back_to(const core::IncidentId& incident) {
    const auto first = past_.read_subject(subject_of(incident.ulid), journal::Sequence{0}, 1);
    if (!first) return first.error();
    if (first->empty()) return {};
    for (Walk& one : walks_) {
        one.at = std::min(one.at, first->front().sequence.value - 1);
        one.found = {};  // it is found again
    }
    return {};
}

// The hindmost first, and who stands at the same place with it: what lies before them is read once.
Result<void> Expiry::walk_on(Instant now, Findings& findings) {
    std::set<std::int64_t> places;
    for (const Walk& one : walks_) {
        if (!one.is_at_end) places.insert(one.at);
    }
    const std::int64_t at = *places.begin();
    const std::int64_t next = places.size() > 1 ? *std::next(places.begin()) : INT64_MAX;
    const auto page = past_.read({at + 1}, std::min<std::size_t>(expiry_bite, static_cast<std::size_t>(next - at)));
    if (!page) return page.error();
    for (Walk& one : walks_) {
        if (one.is_at_end || one.at != at) continue;
        one.is_at_end = page->empty();
        auto walked = one.name.is_of_incidents ? walk_incidents(one, *page, now, findings)
                                               : walk_loose(one, *page, now, findings);
        if (!walked) return walked;
    }
    return {};
}

Result<void> Expiry::walk_incidents(Walk& one, const std::vector<SequencedEvent>& page, Instant now,
                                    Findings& findings) {
    const bool is_of_orders = one.name.record == RecordKind::instruction;
    std::size_t judged = 0;
    for (const SequencedEvent& stored : page) {
        const bool is_incident = stored.event.kind == journal_kind<core::IncidentRetired>();
        const bool is_order = is_of_orders && stored.event.kind == journal_kind<core::InstructionRetired>();
        if (is_incident || is_order) {
            if (judged++ == incidents_at_once) return {};
            core::ErasureDue due;
            const auto verdict = is_incident ? judge_incident(one.name, stored, now, due)
                                             : judge_instruction(one.name, stored, now, due);
            if (!verdict) return verdict.error();
            if (*verdict == Verdict::not_yet) {
                one.is_at_end = true;
                return {};
            }
            if (*verdict == Verdict::over) findings.emplace_back(std::move(due));
        }
        one.at = stored.sequence.value;
    }
    return {};
}

Result<std::int64_t> Expiry::left_of(const core::IncidentId& id, const FoundIncident& found,
                                     const std::vector<RecordKind>& records) {
    std::int64_t left = present_in(found.events, records);
    if (std::find(records.begin(), records.end(), RecordKind::instruction) == records.end()) return left;
    const auto orders = find_orders(past_, id, found.record);
    if (!orders) return orders.error();
    for (const FoundInstruction& order : *orders) left += present_in(order.events, records);
    return left;
}

// All that is over of it by now, so that one order does.
Result<Expiry::Verdict> Expiry::judge_incident(const core::RetentionWalk& name, const SequencedEvent& let_go,
                                               Instant now, core::ErasureDue& due) {
    const auto id = id_in<core::IncidentId>(let_go.event.subject);
    const auto found = find_incident(past_, id);
    if (!found) return found.error();
    const core::Regime& regime = retention_.regime_of(found->record.facts);
    if (regime.name != name.regime) return Verdict::passed;
    const Instant closed_at = found->record.closed_at.value_or(let_go.event.at);
    if (closed_at + term_of(name).keep > now) return Verdict::not_yet;
    if (kept_.contains(id)) return Verdict::passed;
    for (const RecordKind record : records_of_incident) {
        if (closed_at + retention_.term(regime, record).keep <= now) due.records.push_back(record);
    }
    const auto left = left_of(id, *found, due.records);
    if (!left) return left.error();
    due.incident = id;
    due.regime = regime.name;
    due.ground = term_of(name).ground;
    return *left > 0 ? Verdict::over : Verdict::passed;
}

// One that belongs to no incident, or that outlived its own. Those of an incident that stands go with that.
Result<Expiry::Verdict> Expiry::judge_instruction(const core::RetentionWalk& name, const SequencedEvent& let_go,
                                                  Instant now, core::ErasureDue& due) {
    const auto id = id_in<core::InstructionId>(let_go.event.subject);
    const auto found = find_instruction(past_, id);
    if (!found) return found.error();
    core::RecordFacts facts;
    facts.compartment = found->record.compartment;
    Instant ended_at = found->record.ended_at.value_or(let_go.event.at);
    if (found->record.incident) {
        const auto incident = find_incident(past_, *found->record.incident);
        if (!incident) return incident.error();
        if (!incident->record.is_let_go) return Verdict::passed;
        facts = incident->record.facts;
        ended_at = incident->record.closed_at.value_or(ended_at);
        due.incident = *found->record.incident;
    }
    const core::Regime& regime = retention_.regime_of(facts);
    if (regime.name != name.regime) return Verdict::passed;
    if (ended_at + term_of(name).keep > now) return Verdict::not_yet;
    if (kept_.contains(due.incident)) return Verdict::passed;
    due.about_order = id;
    due.records = {RecordKind::instruction};
    due.regime = regime.name;
    due.ground = term_of(name).ground;
    return present_in(found->events, due.records) > 0 ? Verdict::over : Verdict::passed;
}

// What the state may still hold is not old enough, whatever its term.
Result<void> Expiry::walk_loose(Walk& one, const std::vector<SequencedEvent>& page, Instant now, Findings& findings) {
    const Milliseconds keep = std::max(term_of(one.name).keep, core::retired_after);
    const RecordKind records[] = {one.name.record};
    core::ErasureDue& due = one.found;
    for (const SequencedEvent& stored : page) {
        if (stored.event.at + keep > now) {
            one.is_at_end = true;
            break;
        }
        one.at = stored.sequence.value;
        if (!is_loose(one.name.record, stored)) continue;
        if (present_fields(stored, core::fields_of(stored.event.kind, records, {})).empty()) continue;
        const auto event = decode(stored);
        if (!event) return event.error();
        const LooseRecord loose_one = loose_record(*event);
        if (retention_.regime_of(loose_one.facts).name != one.name.regime) continue;
        if (loose_one.names && kept_.contains(*loose_one.names)) continue;
        if (due.first == 0) due.first = stored.sequence.value;
        due.last = stored.sequence.value;
    }
    const bool is_told = due.first > 0 && (one.is_at_end || one.at - due.first >= expiry_range_most);
    if (!is_told) return {};
    due.records = {one.name.record};
    due.regime = one.name.regime;
    due.ground = term_of(one.name).ground;
    findings.emplace_back(std::exchange(due, {}));
    return {};
}

bool Expiry::has_order(Instant now) {
    if (work_ && !privacy_.orders.contains(work_->order)) work_.reset();
    if (work_) {
        const core::ErasureOrdered& order = privacy_.orders.at(work_->order);
        // Somebody preserved it: what was promised to the journal is done, the rest is not begun.
        if (work_->is_ordered || !kept_.contains(order.incident)) return true;
        work_.reset();
    }
    for (const auto& [number, order] : privacy_.orders) {
        const auto put_off = put_off_.find(number);
        const bool waits = put_off != put_off_.end() && now < put_off->second;
        if (told_.contains(number) || !order.is_let_go || waits || kept_.contains(order.incident)) continue;
        work_ = Work{};
        work_->order = number;
        return true;
    }
    return false;
}

Result<void> Expiry::carry_out(Instant now, Findings& findings) {
    Work& work = *work_;
    const core::ErasureOrdered& order = privacy_.orders.at(work.order);
    if (!work.is_ordered) {
        const auto is_planned = plan(work, order, now);
        if (!is_planned) return is_planned.error();
        if (!*is_planned) return {};
        if (!work.erasures.empty()) {
            if (auto ordered = journal_.order(work.erasures); !ordered) return ordered.error();
        }
        work.is_ordered = true;
        return {};
    }
    const auto progress = journal_.carry_out_erasures(expiry_bite);
    if (!progress) return progress.error();
    if (!progress->is_done) return {};
    auto done = count(work);
    if (!done) return done.error();
    told_.insert(work.order);
    findings.emplace_back(std::move(*done));
    work_.reset();
    return {};
}

// False while there is more to find out, or something to wait for.
Result<bool> Expiry::plan(Work& work, const core::ErasureOrdered& order, Instant now) {
    if (order.incident.is_nil() && order.about_order.is_nil()) return plan_range(work, order);
    const auto is_planned = plan_incident(work, order);
    if (is_planned && !*is_planned) {
        put_off_[work.order] = now + interval_of_looks;
        work_.reset();
    }
    return is_planned;
}

Result<bool> Expiry::plan_incident(Work& work, const core::ErasureOrdered& order) {
    const journal::Sequence last = journal_.head().sequence;
    const auto kinds = kinds_with(order.records, order.sorts);
    const auto add = [&](const std::string& subject) {
        work.erasures.push_back({subject, journal::Sequence{1}, last, kinds});
    };
    if (!order.about_order.is_nil()) {
        add(subject_of(order.about_order.ulid));
        return true;
    }
    add(subject_of(order.incident.ulid));
    const bool has_orders =
        std::find(order.records.begin(), order.records.end(), RecordKind::instruction) != order.records.end();
    if (!has_orders) return true;
    const auto found = find_incident(past_, order.incident);
    if (!found) return found.error();
    const auto instructions = find_orders(past_, order.incident, found->record);
    if (!instructions) return instructions.error();
    for (const FoundInstruction& instruction : *instructions) {
        // When its term is over it goes by itself, later; who asked for all of it gets all of it.
        if (!instruction.record.is_let_go && order.regime.empty()) return false;
        if (instruction.record.is_let_go) add(subject_of(instruction.id.ulid));
    }
    return true;
}

// In runs between those that stay, since another regime's lie among them.
Result<bool> Expiry::plan_range(Work& work, const core::ErasureOrdered& order) {
    work.planned = std::max(work.planned, order.first - 1);
    const auto page = past_.read({work.planned + 1}, expiry_bite);
    if (!page) return page.error();
    const RecordKind record = order.records.front();
    for (const SequencedEvent& stored : *page) {
        if (stored.sequence.value > order.last) return true;
        work.planned = stored.sequence.value;
        if (!is_loose(record, stored) || core::fields_of(stored.event.kind, order.records, {}).empty()) continue;
        const auto event = decode(stored);
        if (!event) return event.error();
        const LooseRecord one = loose_record(*event);
        const bool stays =
            retention_.regime_of(one.facts).name != order.regime || (one.names && kept_.contains(*one.names));
        if (stays) {
            work.is_run_open = false;
        } else if (work.is_run_open) {
            work.erasures.back().last = stored.sequence;
        } else {
            work.erasures.push_back(
                {subject_of_loose(record), stored.sequence, stored.sequence, kinds_with(order.records, order.sorts)});
            work.is_run_open = true;
        }
    }
    return page->empty() || work.planned >= order.last;
}

// All that is destroyed of what was ordered, whoever did it and when: the same after a crash in the middle.
Result<core::ErasureDone> Expiry::count(const Work& work) {
    const journal::Head head = journal_.head();
    core::ErasureDone done{work.order, 0, 0, head.sequence.value, hex(head.hash)};
    for (const journal::Erasure& erasure : work.erasures) {
        journal::Sequence after{erasure.first.value - 1};
        const bool has_subject = erasure.subject && !erasure.subject->empty();
        while (after < erasure.last) {
            const auto page = has_subject ? past_.read_subject(*erasure.subject, after, expiry_bite)
                                          : past_.read({after.value + 1}, expiry_bite);
            if (!page) return page.error();
            if (page->empty()) break;
            for (const SequencedEvent& stored : *page) {
                after = stored.sequence;
                if (after > erasure.last) break;
                if (erasure.subject && stored.event.subject != *erasure.subject) continue;
                const auto kind = std::find_if(erasure.kinds.begin(), erasure.kinds.end(),
                                               [&](const auto& one) { return one.kind == stored.event.kind; });
                if (kind == erasure.kinds.end()) continue;
                const auto destroyed = destroyed_fields(stored, kind->fields);
                done.events += destroyed.empty() ? 0 : 1;
                done.destroyed += static_cast<std::int64_t>(destroyed.size());
            }
        }
    }
    return done;
}

}  // namespace paraat::app
