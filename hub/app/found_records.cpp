#include "hub/app/found_records.hpp"

#include <utility>

#include "hub/app/erased_fields.hpp"
#include "hub/app/replay.hpp"
#include "hub/core/record_kinds.hpp"

namespace paraat::app {
namespace {

using journal::SequencedEvent;

constexpr std::size_t events_of_a_page = 500;

template <class Found, class Id>
Result<Found> found_by(const RecordsPast& past, const Id& id) {
    Found found;
    const std::string subject = subject_of(id.ulid);
    journal::Sequence after;
    while (true) {
        auto page = past.read_subject(subject, after, events_of_a_page);
        if (!page) return page.error();
        if (page->empty()) return found;
        for (SequencedEvent& stored : *page) {
            after = stored.sequence;
            const auto event = decode(stored);
            if (!event) return event.error();
            found.record.follow(*event);
            found.events.push_back(std::move(stored));
        }
    }
}

// With what is known of the reports that came from elsewhere. The copies of those may be erased, and the law that
// applied to them applies still: the open parts of where they came from say whose they were.
Result<core::RecordFacts> whole_facts(const RecordsPast& past, const core::IncidentId& id,
                                      const core::IncidentRecord& record, std::set<core::IncidentId>& seen) {
    core::RecordFacts facts = record.facts;
    seen.insert(id);
    const auto add = [&](const std::set<core::ClientName>& senders, const core::CategoryName& category) {
        facts.senders.insert(senders.begin(), senders.end());
        if (facts.category.empty()) facts.category = category;
    };
    for (const core::IncidentId& from : record.split_off) {
        const auto found = found_by<FoundIncident>(past, from);
        if (!found) return found.error();
        const auto parted = found->record.parted.find(id);
        add(parted == found->record.parted.end() ? std::set<core::ClientName>() : parted->second,
            found->record.facts.category);
    }
    for (const core::IncidentId& from : record.joined) {
        if (seen.contains(from)) continue;
        const auto found = found_by<FoundIncident>(past, from);
        if (!found) return found.error();
        const auto theirs = whole_facts(past, from, found->record, seen);
        if (!theirs) return theirs.error();
        add(theirs->senders, theirs->category);
    }
    return facts;
}

}  // namespace

RecordsPast past_of(std::shared_ptr<journal::JournalReader> reader) {
    return {[reader](journal::Sequence from, std::size_t limit) { return reader->read(from, limit); },
            [reader](std::string_view subject, journal::Sequence after, std::size_t limit) {
                return reader->read_subject(subject, after, limit);
            }};
}

std::string subject_of(const Ulid& id) {
    const auto& bytes = id.bytes();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Result<FoundIncident> find_incident(const RecordsPast& past, const core::IncidentId& id) {
    auto found = found_by<FoundIncident>(past, id);
    if (!found) return found;
    std::set<core::IncidentId> seen;
    auto facts = whole_facts(past, id, found->record, seen);
    if (!facts) return facts.error();
    found->record.facts = std::move(*facts);
    return found;
}

Result<FoundInstruction> find_instruction(const RecordsPast& past, const core::InstructionId& id) {
    auto found = found_by<FoundInstruction>(past, id);
    if (found) found->id = id;
    return found;
}

Result<std::vector<FoundInstruction>> find_orders(const RecordsPast& past, const core::IncidentId& id,
                                                  const core::IncidentRecord& record) {
    std::vector<FoundInstruction> all;
    for (const core::InstructionId& order : record.orders) {
        auto found = find_instruction(past, order);
        if (!found) return found.error();
        if (found->record.incident == id) all.push_back(std::move(*found));
    }
    return all;
}

Result<std::set<core::IncidentId>> sharing_with(const RecordsPast& past, std::set<core::IncidentId> from) {
    std::set<core::IncidentId> all = from;
    while (!from.empty()) {
        const core::IncidentId next = *from.begin();
        from.erase(from.begin());
        const auto found = found_by<FoundIncident>(past, next);
        if (!found) return found.error();
        for (const core::IncidentId& other : found->record.related) {
            if (all.insert(other).second) from.insert(other);
        }
    }
    return all;
}

Result<std::set<core::IncidentId>> kept_now(const RecordsPast& past, const core::Privacy& privacy, Instant now) {
    std::set<core::IncidentId> preserved;
    for (const auto& [incident, preservation] : privacy.preserved) {
        if (preservation.holds_at(now)) preserved.insert(incident);
    }
    return sharing_with(past, std::move(preserved));
}

LooseRecord loose_record(const core::Event& event) {
    LooseRecord found;
    std::visit(
        [&](const auto& body) {
            if constexpr (requires { found.facts.compartment = body.compartment; }) {
                found.facts.compartment = body.compartment;
            }
            if constexpr (requires { found.names = body.incident; }) found.names = body.incident;
        },
        event.body);
    return found;
}

std::int64_t present_in(const std::vector<journal::SequencedEvent>& events, std::span<const core::RecordKind> records) {
    std::int64_t count = 0;
    for (const journal::SequencedEvent& stored : events) {
        count +=
            static_cast<std::int64_t>(present_fields(stored, core::fields_of(stored.event.kind, records, {})).size());
    }
    return count;
}

}  // namespace paraat::app
