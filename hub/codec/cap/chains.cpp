#include "hub/codec/cap/chains.hpp"

#include <algorithm>

namespace paraat::codec::cap {
namespace {

Role role_of(MessageType type) {
    switch (type) {
        case MessageType::alert: return Role::first;
        case MessageType::update: return Role::update;
        case MessageType::cancel: return Role::cancel;
        case MessageType::ack: return Role::ack;
        case MessageType::error: return Role::error;
    }
    return Role::first;
}

// The latest of its blocks; nullopt when one has none.
std::optional<Instant> expiry_of(const Alert& alert) {
    std::optional<Instant> latest;
    for (const auto& block : alert.blocks) {
        if (!block.expires) return std::nullopt;
        latest = std::max(latest.value_or(block.expires->at), block.expires->at);
    }
    return latest;
}

bool changes_chains(MessageType type) {
    return type == MessageType::update || type == MessageType::cancel;
}

}  // namespace

std::optional<MessageKey> Chains::chain_of(const MessageKey& message) const {
    const auto known = messages_.find(message);
    if (known == messages_.end()) return std::nullopt;
    auto name = known->second.chain;
    // Ends: a chain becomes part of one that is open, and is never open again.
    for (auto chain = chains_.find(name); chain != chains_.end(); chain = chains_.find(name)) {
        if (!chain->second.into) return name;
        name = *chain->second.into;
    }
    return std::nullopt;
}

bool Chains::is_open(const MessageKey& chain) const {
    const auto found = chains_.find(chain);
    return found != chains_.end() && found->second.is_open;
}

std::optional<NoEffect> Chains::no_effect(const Alert& alert, const MessageReference& reference) const {
    if (!reference.is_whole()) return NoEffect::unreadable;
    const MessageKey own{alert.sender, alert.identifier, alert.sent.at};
    if (reference.key() == own) return NoEffect::itself;
    if (reference.sent.at > alert.sent.at) return NoEffect::later;
    if (changes_chains(alert.type) && reference.sender != alert.sender) return NoEffect::other_sender;
    const auto known = messages_.find(reference.key());
    if (known == messages_.end()) return NoEffect::unknown;
    if (known->second.status != alert.status) return NoEffect::other_status;
    const auto chain = chain_of(reference.key());
    if (!chain) return NoEffect::unknown;
    if (changes_chains(alert.type) && !is_open(*chain)) return NoEffect::ended;
    return std::nullopt;
}

Standing Chains::take(const Alert& alert) {
    const MessageKey key{alert.sender, alert.identifier, alert.sent.at};
    Standing standing{role_of(alert.type), {}, {}, {}};
    if (const auto known = messages_.find(key); known != messages_.end()) {
        standing.role = Role::repeat;
        standing.chains.push_back(chain_of(key).value_or(known->second.chain));
        return standing;
    }
    for (const auto& reference : alert.references) {
        if (const auto why = no_effect(alert, reference)) {
            standing.unapplied.push_back({reference, *why});
            continue;
        }
        const auto chain = *chain_of(reference.key());
        const bool is_new = std::find(standing.chains.begin(), standing.chains.end(), chain) == standing.chains.end();
        if (is_new) standing.chains.push_back(chain);
    }
    if (!arrive_late(standing, alert, key)) join(standing, alert, key);
    wait_for_unknown(standing, alert, key);
    while (messages_.size() > most_) forget_oldest();
    return standing;
}

// An alert or an update whose own update or cancel overtook it.
bool Chains::arrive_late(Standing& standing, const Alert& alert, const MessageKey& key) {
    const auto waiting = waiting_.find(key);
    if (waiting == waiting_.end() || waiting->second.status != alert.status) return false;
    if (alert.type != MessageType::alert && alert.type != MessageType::update) return false;
    standing.overtaken_by = waiting->second.by;
    if (waiting->second.type == MessageType::cancel) {
        for (const auto& chain : standing.chains) chains_.at(chain).is_open = false;
    }
    standing.chains = {waiting->second.chain};
    if (!chains_.contains(waiting->second.chain)) {
        chains_[waiting->second.chain] = Chain{waiting->second.by, std::nullopt, false};
    }
    remember(key, {alert.status, waiting->second.chain});
    return true;
}

void Chains::join(Standing& standing, const Alert& alert, const MessageKey& key) {
    const bool is_word_of_its_own = alert.type == MessageType::alert || alert.type == MessageType::update;
    // An update of what nobody knows is still what its sender has to say now.
    const bool begins = alert.type == MessageType::alert || (is_word_of_its_own && standing.chains.empty());
    if (begins) {
        chains_[key] = Chain{key, expiry_of(alert), true};
        standing.chains = {key};
        return remember(key, {alert.status, key});
    }
    if (changes_chains(alert.type)) {
        for (const auto& name : standing.chains) {
            auto& chain = chains_.at(name);
            if (alert.type == MessageType::cancel) {
                chain.is_open = false;
            } else if (chain.newest.sent <= alert.sent.at) {
                chain.newest = key;
                chain.expires = expiry_of(alert);
            } else {
                standing.overtaken_by = chain.newest;
            }
        }
    }
    // One update may replace several chains: from now on they are the first of them.
    if (alert.type == MessageType::update) {
        for (std::size_t i = 1; i < standing.chains.size(); ++i) {
            auto& chain = chains_.at(standing.chains[i]);
            chain.is_open = false;
            chain.into = standing.chains.front();
        }
    }
    remember(key, {alert.status, standing.chains.empty() ? key : standing.chains.front()});
}

void Chains::wait_for_unknown(const Standing& standing, const Alert& alert, const MessageKey& key) {
    if (!changes_chains(alert.type)) return;
    for (const auto& [reference, why] : standing.unapplied) {
        if (why != NoEffect::unknown) continue;
        const auto chain = standing.chains.empty() ? key : standing.chains.front();
        if (waiting_.insert_or_assign(reference.key(), Waiting{key, chain, alert.type, alert.status}).second) {
            waiting_order_.push_back(reference.key());
        }
        if (waiting_order_.size() <= most_) continue;
        waiting_.erase(waiting_order_.front());
        waiting_order_.pop_front();
    }
}

std::vector<MessageKey> Chains::expire(Instant now) {
    std::vector<MessageKey> expired;
    for (auto& [name, chain] : chains_) {
        if (!chain.is_open || !chain.expires || *chain.expires > now) continue;
        chain.is_open = false;
        expired.push_back(name);
    }
    return expired;
}

void Chains::remember(const MessageKey& key, Message message) {
    messages_[key] = std::move(message);
    order_.push_back(key);
}

void Chains::forget_oldest() {
    const auto& oldest = order_.front();
    messages_.erase(oldest);
    // With its first message a chain is gone: what refers to it later refers to something unknown.
    chains_.erase(oldest);
    order_.pop_front();
}

}  // namespace paraat::codec::cap
