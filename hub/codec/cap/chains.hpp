#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "hub/codec/cap/alert.hpp"

namespace paraat::codec::cap {

// What a message is to those before it.
enum class Role : std::uint8_t { first, repeat, update, cancel, ack, error };

// Why a reference has no effect: nothing is guessed.
enum class NoEffect : std::uint8_t {
    unreadable,  // it is no sender,identifier,sent
    unknown,     // no such message was taken, or it is forgotten
    itself,
    later,         // what it refers to was sent after it
    other_sender,  // only its own sender updates or cancels a message
    other_status,  // an exercise does nothing to what is real, nor the other way round
    ended          // its chain was cancelled, or expired
};

struct Unapplied {
    MessageReference reference;
    NoEffect why = NoEffect::unknown;

    bool operator==(const Unapplied&) const = default;
};

struct Standing {
    Role role = Role::first;
    // The chains that it belongs to, or speaks of, each by the key of its first message.
    std::vector<MessageKey> chains;
    std::vector<Unapplied> unapplied;
    // Its update or cancel came before it: what came is the newest word, and this changes nothing.
    std::optional<MessageKey> overtaken_by;
};

// Which message updates or cancels which: a chain is an alert with its updates, up to a cancel or its expiry. Pure:
// time comes in. One owner, one thread.
class Chains {
public:
    // `most`: messages that are remembered, the newest.
    explicit Chains(std::size_t most = 10'000) : most_(most) {}

    // Remembers it, unless it is a repeat.
    Standing take(const Alert& alert);
    // The chains whose newest message has expired, each told once; without expires they last until a cancel.
    std::vector<MessageKey> expire(Instant now);
    bool is_open(const MessageKey& chain) const;
    std::size_t remembered() const { return messages_.size(); }

private:
    struct Message {
        std::optional<Status> status;
        MessageKey chain;
    };
    struct Chain {
        MessageKey newest;
        std::optional<Instant> expires;
        bool is_open = true;
        std::optional<MessageKey> into = {};  // the chain that it became part of; then it is not open itself
    };
    struct Waiting {
        MessageKey by;
        MessageKey chain;
        MessageType type = MessageType::update;
        std::optional<Status> status;
    };

    std::optional<NoEffect> no_effect(const Alert& alert, const MessageReference& reference) const;
    // The chain that a message belongs to now; nullopt when either is not known.
    std::optional<MessageKey> chain_of(const MessageKey& message) const;
    void join(Standing& standing, const Alert& alert, const MessageKey& key);
    void wait_for_unknown(const Standing& standing, const Alert& alert, const MessageKey& key);
    bool arrive_late(Standing& standing, const Alert& alert, const MessageKey& key);
    void remember(const MessageKey& key, Message message);
    void forget_oldest();

    std::size_t most_;
    std::map<MessageKey, Message> messages_;
    std::deque<MessageKey> order_;
    std::map<MessageKey, Chain> chains_;
    std::map<MessageKey, Waiting> waiting_;  // by the key that was referred to before it came
    std::deque<MessageKey> waiting_order_;
};

}  // namespace paraat::codec::cap
