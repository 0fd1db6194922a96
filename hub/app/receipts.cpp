#include "hub/app/receipts.hpp"

#include "hub/app/replay.hpp"
#include "hub/base/log.hpp"
#include "hub/base/thread_name.hpp"

namespace paraat::app {
namespace {

// Many times what can be on its way to the journal, so that whatever fell out is committed.
constexpr std::size_t remembered_most = 20'000;

}  // namespace

Receipts::Receipts(journal::JournalReader reader, ReadSeen read_seen)
    : reader_(std::move(reader)), read_seen_(std::move(read_seen)) {
    if (read_seen_) begin_to_read();
}

Receipts::~Receipts() {
    if (is_unwanted_) *is_unwanted_ = true;  // what was moved from has none
}

Result<std::optional<Receipts::Answered>> Receipts::find(const Key& key) {
    const auto newest = newest_.find(key);
    if (newest != newest_.end()) return std::optional<Answered>(newest->second);
    take_read();
    if (seen_ && !seen_->may_hold(Hash{}(key))) return std::optional<Answered>{};
    auto stored = reader_.find_input(key.client.text, word(key.kind), key.id);
    if (!stored) return stored.error();
    if (!*stored) return std::optional<Answered>{};
    return std::optional<Answered>({(*stored)->input.payload_hash, (*stored)->input.receipt});
}

Result<std::optional<core::IncidentId>> Receipts::incident_of(const Key& key) {
    const auto newest = newest_.find(key);
    if (newest != newest_.end()) {
        const core::IncidentId& incident = newest->second.incident;
        return incident.is_nil() ? std::optional<core::IncidentId>{} : std::optional(incident);
    }
    const auto stored = reader_.find_input(key.client.text, word(key.kind), key.id);
    if (!stored) return stored.error();
    if (!*stored) return std::optional<core::IncidentId>{};
    const auto events = reader_.read((*stored)->first, static_cast<std::size_t>((*stored)->count));
    if (!events) return events.error();
    for (const journal::SequencedEvent& event : *events) {
        if (event.event.subject.size() != 16) continue;
        std::array<std::uint8_t, 16> bytes{};
        std::copy(event.event.subject.begin(), event.event.subject.end(), bytes.begin());
        return std::optional(core::IncidentId{Ulid::from_bytes(bytes)});
    }
    return std::optional<core::IncidentId>{};
}

Result<std::optional<core::CompartmentName>> Receipts::compartment_on_record(const core::IncidentId& incident) {
    // Its report comes first, then that it was opened.
    constexpr std::size_t beginning = 10;
    const auto& id = incident.ulid.bytes();
    const std::string subject(reinterpret_cast<const char*>(id.data()), id.size());
    const auto begun = reader_.read_subject(subject, journal::Sequence{0}, beginning);
    if (!begun) return begun.error();
    for (const journal::SequencedEvent& stored : *begun) {
        const auto event = decode(stored);
        if (!event) return event.error();
        if (const auto* opened = std::get_if<core::IncidentOpened>(&event->body)) {
            return std::optional<core::CompartmentName>(opened->compartment);
        }
    }
    return std::optional<core::CompartmentName>{};
}

void Receipts::remember(const Key& key, Answered answered) {
    const auto [remembered, is_new] = newest_.insert_or_assign(key, std::move(answered));
    if (!is_new) return;
    if (seen_) seen_->add(Hash{}(key));
    if (reading_.valid()) since_.push_back(Hash{}(key));
    order_.push_back(&remembered->first);
    if (order_.size() <= remembered_most) return;
    newest_.erase(newest_.find(*order_.front()));
    order_.pop_front();
}

void Receipts::begin_to_read() {
    since_.clear();
    for (const Key* key : order_) since_.push_back(Hash{}(*key));
    try {
        reading_ = std::async(std::launch::async, [read = read_seen_, is_unwanted = is_unwanted_]() {
            name_this_thread("seen");
            return read(*is_unwanted);
        });
    } catch (const std::exception& error) {
        give_up_reading(error.what());
    }
}

void Receipts::take_read() {
    if (seen_ && seen_->is_full() && !reading_.valid() && read_seen_) begin_to_read();
    if (!reading_.valid() || reading_.wait_for(std::chrono::seconds{0}) != std::future_status::ready) return;
    try {
        auto read = reading_.get();
        if (!read) return give_up_reading(read.error().message);
        for (const std::uint64_t hash : since_) read->add(hash);
        seen_ = std::move(*read);
        since_ = {};
    } catch (const std::exception& error) {  // of the other thread: no memory
        give_up_reading(error.what());
    }
}

// It only saves time. What was read before stays right, and the journal can be asked without.
void Receipts::give_up_reading(const std::string& why) {
    log_warn("which inputs the journal holds cannot be read; it is asked instead", {{"why", why}});
    read_seen_ = {};
    since_ = {};
}

Result<std::int64_t> Receipts::next_seq(const core::ClientName& client) {
    const auto known = seqs_.find(client);
    if (known != seqs_.end()) return known->second + 1;
    auto stored = reader_.last_client_seq(client.text);
    if (!stored) return stored.error();
    return stored->value_or(0) + 1;
}

}  // namespace paraat::app
