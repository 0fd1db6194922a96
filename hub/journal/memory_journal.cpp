#include "hub/journal/memory_journal.hpp"

#include <algorithm>
#include <set>

#include "hub/base/check.hpp"
#include "hub/journal/hash_chain.hpp"

namespace paraat::journal {

MemoryJournal::MemoryJournal(Ulid generation)
    : head_{Sequence{0}, genesis_hash(generation), generation, generation, Instant{0}} {}

Result<Sequence> MemoryJournal::append(std::span<const Entry> entries) {
    failed_ = failed_ || fails_next_ || repeats_an_id(entries);
    if (failed_) return Error{"journal_failed", "", "the journal has failed; the hub must start again"};
    for (const auto& entry : entries) {
        for (const auto& event : entry.events) add(event);
        if (!entry.input || !entry.input->accepted) continue;
        const auto& input = *entry.input;
        inputs_.emplace(InputKey{input.client, input.kind, input.id}, input);
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
    const Sha256 salt{};
    head_.hash =
        row_hash(head_.hash, {sequence, event.at, event.kind, event.version, open_digest(event.subject, event.open),
                              sealed_digest(as_text(salt), event.sealed)});
    head_.sequence = sequence;
    head_.newest = event.at;
    events_.push_back({sequence, event, event.sealed.empty() ? SealedPart::none : SealedPart::present});
}

Result<std::optional<InputRow>> MemoryJournal::find_input(std::string_view client, std::string_view kind,
                                                          std::string_view id) {
    const auto found = inputs_.find({std::string(client), std::string(kind), std::string(id)});
    return found == inputs_.end() ? std::optional<InputRow>{} : std::optional<InputRow>{found->second};
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
    for (const auto& [key, row] : inputs_) {
        if (row.at < before) old.emplace_back(row.at, key);
    }
    std::sort(old.begin(), old.end());
    if (old.size() > most) old.resize(most);
    for (const auto& [at, key] : old) inputs_.erase(key);
    return static_cast<std::int64_t>(old.size());
}

Result<bool> MemoryJournal::erase(Sequence sequence) {
    if (sequence.value < 1 || sequence > head_.sequence) return false;
    auto& row = events_[static_cast<std::size_t>(sequence.value - 1)];
    if (row.sealed != SealedPart::present) return false;
    row.sealed = SealedPart::erased;
    row.event.sealed.clear();
    return true;
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
