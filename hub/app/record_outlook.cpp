#include "hub/app/record_outlook.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "hub/app/erased_fields.hpp"
#include "hub/app/replay.hpp"
#include "hub/core/event_codec.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t outlook_page = 1'000;
using core::RecordKind;

class Outlook {
public:
    Outlook(const RecordsPast& past, const core::Retention& retention, std::set<core::IncidentId> kept, Instant now,
            Instant until)
        : past_(past), retention_(retention), kept_(std::move(kept)), now_(now), until_(until) {}

    Result<void> see(const journal::SequencedEvent& stored) {
        const bool may_matter = stored.sealed == journal::SealedPart::present || is_let_go(stored);
        if (!may_matter) return {};
        const auto event = decode(stored);
        if (!event) return event.error();
        if (const auto* retired = std::get_if<core::IncidentRetired>(&event->body)) return see_incident(*retired);
        return see_loose(stored, *event);
    }
    RecordOutlook made;

private:
    static bool is_let_go(const journal::SequencedEvent& stored) {
        static const auto kind = core::encode({{}, {}, core::IncidentRetired{}}).kind;
        return stored.event.kind == kind;
    }

    Result<void> see_incident(const core::IncidentRetired& retired) {
        const auto found = find_incident(past_, retired.incident);
        if (!found) return found.error();
        const core::Regime& regime = retention_.regime_of(found->record.facts);
        IncidentDue one{retired.incident, found->record.closed_at.value_or(now_), regime.name, {}, false};
        for (const std::string& word : core::word_list<RecordKind>()) {
            const RecordKind record = *core::from_word<RecordKind>(word);
            if (core::term_from(record) == core::TermFrom::own_time) continue;
            const Instant due = one.closed_at + retention_.term(regime, record).keep;
            if (due > until_) continue;
            const auto left = left_of(retired.incident, *found, record);
            if (!left) return left.error();
            if (*left) one.due[record] = due;
        }
        one.is_preserved = kept_.contains(retired.incident);
        if (!one.due.empty()) made.incidents.push_back(std::move(one));
        return {};
    }

    Result<bool> left_of(const core::IncidentId& id, const FoundIncident& found, RecordKind record) {
        const auto has = [&](const std::vector<journal::SequencedEvent>& events) {
            const RecordKind records[] = {record};
            return std::any_of(events.begin(), events.end(), [&](const journal::SequencedEvent& stored) {
                return !present_fields(stored, core::fields_of(stored.event.kind, records, {})).empty();
            });
        };
        if (has(found.events)) return true;
        if (record != RecordKind::instruction) return false;
        const auto orders = find_orders(past_, id, found.record);
        if (!orders) return orders.error();
        return std::any_of(orders->begin(), orders->end(), [&](const auto& order) { return has(order.events); });
    }

    Result<void> see_loose(const journal::SequencedEvent& stored, const core::Event& event) {
        for (const RecordKind record : {RecordKind::position, RecordKind::duty, RecordKind::administration}) {
            if (record == RecordKind::position && !stored.event.subject.empty()) continue;
            const RecordKind records[] = {record};
            if (present_fields(stored, core::fields_of(stored.event.kind, records, {})).empty()) continue;
            const core::Regime& regime = retention_.regime_of(loose_record(event).facts);
            const Instant due = event.at + std::max(retention_.term(regime, record).keep, core::retired_after);
            if (due > until_) continue;
            LooseDue& kind = made.loose[{record, regime.name, false}];
            ++kind.events;
            kind.first = std::min(kind.first, due);
        }
        return {};
    }

    const RecordsPast& past_;
    const core::Retention& retention_;
    const std::set<core::IncidentId> kept_;
    const Instant now_;
    const Instant until_;
};

std::int64_t hindmost(const core::Retention& retention, const core::Privacy& privacy) {
    if (privacy.regimes != retention.version() || privacy.cursors.empty()) return 0;
    const auto lowest = std::min_element(privacy.cursors.begin(), privacy.cursors.end(),
                                         [](const auto& one, const auto& other) { return one.second < other.second; });
    return lowest->second;
}

}  // namespace

Result<RecordOutlook> records_due(const RecordsPast& past, const core::Retention& retention,
                                  const core::Privacy& privacy, Instant now, Instant until) {
    auto kept = kept_now(past, privacy, now);
    if (!kept) return kept.error();
    Outlook outlook(past, retention, std::move(*kept), now, until);
    // What is preserved was passed by, and is told all the same.
    std::int64_t at = privacy.preserved.empty() ? hindmost(retention, privacy) : 0;
    while (true) {
        const auto page = past.read({at + 1}, outlook_page);
        if (!page) return page.error();
        if (page->empty()) return std::move(outlook.made);
        for (const journal::SequencedEvent& stored : *page) {
            at = stored.sequence.value;
            if (auto seen = outlook.see(stored); !seen) return seen.error();
        }
    }
}

}  // namespace paraat::app
