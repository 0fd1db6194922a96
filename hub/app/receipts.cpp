#include "hub/app/receipts.hpp"

namespace paraat::app {
namespace {

// Many times what can be on its way to the journal, so that whatever fell out is committed.
constexpr std::size_t remembered_most = 20'000;

}  // namespace

Result<std::optional<Receipts::Answered>> Receipts::find(const Key& key) {
    const auto newest = newest_.find(key);
    if (newest != newest_.end()) return std::optional<Answered>(newest->second);
    auto stored = reader_.find_input(key.client.text, word(key.kind), key.id);
    if (!stored) return stored.error();
    if (!*stored) return std::optional<Answered>{};
    return std::optional<Answered>({(*stored)->input.payload_hash, (*stored)->input.receipt});
}

void Receipts::remember(const Key& key, Answered answered) {
    if (!newest_.insert_or_assign(key, std::move(answered)).second) return;
    order_.push_back(key);
    if (order_.size() <= remembered_most) return;
    newest_.erase(order_.front());
    order_.pop_front();
}

Result<std::int64_t> Receipts::next_seq(const core::ClientName& client) {
    const auto known = seqs_.find(client);
    if (known != seqs_.end()) return known->second + 1;
    auto stored = reader_.last_client_seq(client.text);
    if (!stored) return stored.error();
    return stored->value_or(0) + 1;
}

}  // namespace paraat::app
