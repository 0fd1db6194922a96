#include "hub/app/record_proof.hpp"

#include <algorithm>
#include <map>

#include "hub/app/erased_fields.hpp"
#include "hub/app/replay.hpp"
#include "hub/core/record_kinds.hpp"

namespace paraat::app {
namespace {

// The oldest order that took such a field at that place.
std::int64_t order_for(const std::vector<OrderProof>& orders, std::int64_t sequence, std::uint16_t kind,
                       std::uint16_t number) {
    for (const OrderProof& one : orders) {
        const bool is_before = one.done && sequence <= one.done->through;
        if (is_before && core::fields_of(kind, one.ordered.records, one.ordered.sorts).contains(number)) {
            return one.ordered.order;
        }
    }
    return 0;
}

EntryProof entry_of(const journal::SequencedEvent& stored, const core::Event& event,
                    const std::vector<OrderProof>& orders) {
    EntryProof entry{stored.sequence.value, event.at, std::string(core::name_of(event.body)), {}, {}};
    const core::EventRecord* record = core::record_of(stored.event.kind);
    if (record == nullptr) return entry;
    for (const core::SealedKind& field : record->fields()) {
        const std::set<std::uint16_t> number = {field.number};
        const bool is_destroyed = !destroyed_fields(stored, number).empty();
        if (!is_destroyed && present_fields(stored, number).empty()) continue;
        entry.fields.push_back({field.number, field.record, field.sort, is_destroyed,
                                is_destroyed ? order_for(orders, entry.sequence, stored.event.kind, field.number) : 0});
    }
    return entry;
}

void note_order(const core::Event& event, IncidentProof& proof) {
    if (const auto* ordered = std::get_if<core::ErasureOrdered>(&event.body)) {
        proof.orders.push_back({*ordered, event.at, event.by, {}, {}});
    }
    const auto* erased = std::get_if<core::Erased>(&event.body);
    if (erased == nullptr) return;
    for (OrderProof& one : proof.orders) {
        if (one.ordered.order != erased->order) continue;
        one.done = *erased;
        one.done_at = event.at;
    }
}

}  // namespace

Result<std::optional<IncidentProof>> prove_incident(const RecordsPast& past, const core::IncidentId& incident,
                                                    const std::function<std::string(journal::Sequence)>& chain_at) {
    auto found = find_incident(past, incident);
    if (!found) return found.error();
    if (found->events.empty()) return std::optional<IncidentProof>{};
    std::vector<journal::SequencedEvent> all = std::move(found->events);
    const auto instructions = find_orders(past, incident, found->record);
    if (!instructions) return instructions.error();
    for (const FoundInstruction& one : *instructions) all.insert(all.end(), one.events.begin(), one.events.end());
    std::sort(all.begin(), all.end(), [](const auto& one, const auto& other) { return one.sequence < other.sequence; });
    IncidentProof proof;
    proof.incident = incident;
    proof.related = found->record.related;
    proof.is_let_go = found->record.is_let_go;
    std::vector<core::Event> events;
    for (const journal::SequencedEvent& stored : all) {
        auto event = decode(stored);
        if (!event) return event.error();
        note_order(*event, proof);
        events.push_back(std::move(*event));
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        proof.entries.push_back(entry_of(all[i], events[i], proof.orders));
        proof.entries.back().chain = chain_at(all[i].sequence);
    }
    return std::optional<IncidentProof>(std::move(proof));
}

}  // namespace paraat::app
