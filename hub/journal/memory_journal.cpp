#include "hub/journal/memory_journal.hpp"

#include <algorithm>
#include <set>

#include "hub/base/check.hpp"
#include "hub/journal/hash_chain.hpp"
#include "hub/journal/sealed_cells.hpp"

namespace paraat::journal {

MemoryJournal::MemoryJournal(Ulid generation)
    : head_{Sequence{0}, genesis_hash(generation), generation, generation, Instant{0}} {}

Result<Sequence> MemoryJournal::append(std::span<const Entry> entries) {
    failed_ = failed_ || fails_next_ || repeats_an_id(entries);
    if (failed_) return Error{"journal_failed", "", "the journal has failed; the hub must start again"};
    for (const auto& entry : entries) {
        const Sequence first{head_.sequence.value + 1};
        for (const auto& event : entry.events) add(event);
        if (!entry.input || !entry.input->accepted) continue;
        const auto& input = *entry.input;
        const auto count = static_cast<std::int64_t>(entry.events.size());
        inputs_.emplace(InputKey{input.client, input.kind, input.id}, KeptInput{input, first, count});
        auto& last = last_seqs_[input.client];
        last = std::max(last, input.client_seq);
    }
    return head_.sequence;
}

// The unique index of the real one; asked before anything is stored, so that a failure stores nothing.
bool MemoryJournal::repeats_an_id(std::span<const Entry> entries) const {
    std::set<InputKey> batch;
    return std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) {
        if (!entry.input || !entry.input->accepted) return false;
        const InputKey key{entry.input->client, entry.input->kind, entry.input->id};
        return inputs_.contains(key) || !batch.insert(key).second;
    });
}

void MemoryJournal::add(const StoredEvent& event) {
    PARAAT_CHECK(event.subject.empty() || event.subject.size() == 16);
    const Sequence sequence{head_.sequence.value + 1};
    const auto fields = count_fields(event.sealed);
    PARAAT_CHECK(fields);
    const Sha256 sealed = *fields == 0
                              ? no_sealed_part
                              : cells_digest(seal_cells(event.sealed, std::string(*fields * field_key_bytes, 'k')));
    head_.hash = row_hash(
        head_.hash, {sequence, event.at, event.kind, event.version, open_digest(event.subject, event.open), sealed});
    head_.sequence = sequence;
    head_.newest = event.at;
    events_.push_back({sequence, event, event.sealed.empty() ? SealedPart::none : SealedPart::present});
}

Result<std::optional<InputRow>> MemoryJournal::find_input(std::string_view client, std::string_view kind,
                                                          std::string_view id) {
    const auto found = inputs_.find({std::string(client), std::string(kind), std::string(id)});
    return found == inputs_.end() ? std::optional<InputRow>{} : std::optional<InputRow>{found->second.row};
}

Result<std::optional<std::int64_t>> MemoryJournal::last_client_seq(std::string_view client) {
    const auto found = last_seqs_.find(std::string(client));
    return found == last_seqs_.end() ? std::optional<std::int64_t>{} : std::optional<std::int64_t>{found->second};
}

Result<std::vector<SequencedEvent>> MemoryJournal::read(Sequence from, std::size_t limit) {
    const auto size = static_cast<std::int64_t>(events_.size());
    const auto first = std::clamp<std::int64_t>(from.value - 1, 0, size);
    const auto count = std::min<std::int64_t>(size - first, static_cast<std::int64_t>(limit));
    return std::vector<SequencedEvent>(events_.begin() + first, events_.begin() + first + count);
}

Result<std::int64_t> MemoryJournal::expire_inputs(Instant before, std::size_t most) {
    std::vector<std::pair<Instant, InputKey>> old;
    for (const auto& [key, input] : inputs_) {
        if (input.row.at < before) old.emplace_back(input.row.at, key);
    }
    std::sort(old.begin(), old.end());
    if (old.size() > most) old.resize(most);
    for (const auto& [at, key] : old) inputs_.erase(key);
    return static_cast<std::int64_t>(old.size());
}

Result<void> MemoryJournal::order(std::span<const Erasure> erasures) {
    for (const Erasure& erasure : erasures) {
        if (auto right = check_erasure(erasure, head_.sequence); !right) return right;
    }
    for (const Erasure& erasure : erasures) {
        if (ordered_.empty()) erase_from_ = erasure.first;
        const Instant until = events_[static_cast<std::size_t>(erasure.last.value - 1)].event.at;
        ordered_.push_back({erasure, until, {}, head_.sequence});
    }
    return {};
}

Result<ErasureProgress> MemoryJournal::carry_out_erasures(std::size_t most_events) {
    ErasureProgress progress;
    while (!ordered_.empty()) {
        const OrderedErasure& first = ordered_.front();
        for (; erase_from_ <= first.erasure.last; ++erase_from_.value) {
            if (progress.events == static_cast<std::int64_t>(most_events)) return progress;
            auto& event = events_[static_cast<std::size_t>(erase_from_.value - 1)];
            if (!erase_of(first, event, progress)) continue;
            ++progress.events;
            blank_inputs_of(event.sequence);
        }
        std::erase_if(snapshots_, [&](const Snapshot& snapshot) { return snapshot.sequence < first.ordered; });
        ordered_.erase(ordered_.begin());
        if (!ordered_.empty()) erase_from_ = ordered_.front().erasure.first;
    }
    progress.is_done = true;
    return progress;
}

bool MemoryJournal::erase_of(const OrderedErasure& ordered, SequencedEvent& of, ErasureProgress& progress) {
    const auto* fields = fields_erased_of(ordered.erasure, of.event.kind);
    if (fields == nullptr || (ordered.erasure.subject && *ordered.erasure.subject != of.event.subject)) return false;
    std::string left;
    std::string_view sealed = of.event.sealed;
    const auto before = progress.fields;
    while (!sealed.empty()) {
        const auto field = *take_field(sealed);
        if (!is_erased(*fields, field.number)) {
            append_field(left, field);
            continue;
        }
        of.erased_fields.push_back(field.number);
        ++progress.fields;
    }
    if (progress.fields == before) return false;
    std::sort(of.erased_fields.begin(), of.erased_fields.end());
    of.event.sealed = std::move(left);
    of.sealed = of.event.sealed.empty() ? SealedPart::erased : SealedPart::present;
    return true;
}

void MemoryJournal::blank_inputs_of(Sequence sequence) {
    for (auto& [key, input] : inputs_) {
        if (sequence < input.first || sequence.value >= input.first.value + input.count) continue;
        input.row.normalised.clear();
        input.row.original.clear();
    }
}

Result<void> MemoryJournal::save_snapshot(const Snapshot& snapshot) {
    snapshots_.push_back(snapshot);
    if (snapshots_.size() > 2) snapshots_.erase(snapshots_.begin());
    return {};
}

Result<std::optional<Snapshot>> MemoryJournal::newest_snapshot() {
    return snapshots_.empty() ? std::optional<Snapshot>{} : std::optional<Snapshot>{snapshots_.back()};
}

}  // namespace paraat::journal
