#include "hub/app/incident_history.hpp"

#include "hub/app/replay.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t history_page = 500;

std::string subject_of(const core::IncidentId& incident) {
    const auto& bytes = incident.ulid.bytes();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

Result<std::vector<core::Event>> IncidentHistory::read(const core::IncidentId& incident, journal::Sequence until) {
    std::vector<core::Event> events;
    journal::Sequence after;
    while (true) {
        const auto page = reader_.read_subject(subject_of(incident), after, history_page);
        if (!page) return page.error();
        if (page->empty()) return events;
        for (const journal::SequencedEvent& stored : *page) {
            after = stored.sequence;
            if (after.value > until.value) return events;
            auto event = decode(stored);
            if (!event) return event.error();
            events.push_back(std::move(*event));
        }
    }
}

Result<std::optional<IncidentHistory::Range>> IncidentHistory::range_of(journal::JournalReader& reader,
                                                                        const core::IncidentId& incident,
                                                                        journal::Sequence until) {
    std::optional<Range> range;
    journal::Sequence after;
    while (true) {
        const auto page = reader.read_subject(subject_of(incident), after, history_page);
        if (!page) return page.error();
        if (page->empty()) return range;
        for (const journal::SequencedEvent& stored : *page) {
            after = stored.sequence;
            if (after.value > until.value) return range;
            if (!range) range = Range{after, after};
            range->last = after;
        }
    }
}

}  // namespace paraat::app
