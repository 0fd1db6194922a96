#include "hub/app/incident_history.hpp"

#include <algorithm>
#include <set>

#include "hub/app/erased_fields.hpp"
#include "hub/app/found_records.hpp"
#include "hub/app/replay.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t history_page = 500;

struct PlacedEvent {
    journal::Sequence sequence;
    core::Event event;
};

// All of one subject up to `until`.
Result<void> add_events(journal::JournalReader& reader, const Ulid& id, journal::Sequence until,
                        std::vector<PlacedEvent>& events) {
    journal::Sequence after;
    while (true) {
        const auto page = reader.read_subject(subject_of(id), after, history_page);
        if (!page) return page.error();
        if (page->empty()) return {};
        for (const journal::SequencedEvent& stored : *page) {
            after = stored.sequence;
            if (after.value > until.value) return {};
            auto event = decode(stored);
            if (!event) return event.error();
            events.push_back({after, std::move(*event)});
        }
    }
}

}  // namespace

Result<std::vector<core::Event>> IncidentHistory::read(const core::Incident& incident, journal::Sequence until) {
    std::vector<PlacedEvent> found;
    if (auto done = add_events(reader_, incident.id.ulid, until, found); !done) return done.error();
    // One that went to another incident and came back is named twice.
    const std::set<core::InstructionId> orders(incident.orders.begin(), incident.orders.end());
    for (const core::InstructionId& order : orders) {
        if (auto done = add_events(reader_, order.ulid, until, found); !done) return done.error();
    }
    std::sort(found.begin(), found.end(),
              [](const PlacedEvent& one, const PlacedEvent& other) { return one.sequence < other.sequence; });
    std::vector<core::Event> events;
    events.reserve(found.size());
    for (PlacedEvent& placed : found) events.push_back(std::move(placed.event));
    return events;
}

Result<std::optional<IncidentHistory::Range>> IncidentHistory::range_of(journal::JournalReader& reader,
                                                                        const core::IncidentId& incident,
                                                                        journal::Sequence until) {
    std::optional<Range> range;
    journal::Sequence after;
    while (true) {
        const auto page = reader.read_subject(subject_of(incident.ulid), after, history_page);
        if (!page) return page.error();
        if (page->empty()) return range;
        for (const journal::SequencedEvent& stored : *page) {
            after = stored.sequence;
            if (after.value > until.value) return range;
            if (!range) range = Range{after, after};
            range->last = after;
            range->is_erased = range->is_erased || is_erased_in_part(stored);
        }
    }
}

}  // namespace paraat::app
