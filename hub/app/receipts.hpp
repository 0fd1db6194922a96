#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "hub/base/digest.hpp"
#include "hub/base/result.hpp"
#include "hub/core/names.hpp"
#include "hub/core/words.hpp"
#include "hub/journal/reader.hpp"

namespace paraat::app {

// What was answered to whom: the newest in memory, because they may not be committed yet, the rest in the journal.
// Owned by the core thread.
class Receipts {
public:
    explicit Receipts(journal::JournalReader reader) : reader_(std::move(reader)) {}

    struct Key {
        core::ClientName client;
        core::InputKind kind = core::InputKind::report;
        std::string id;

        auto operator<=>(const Key&) const = default;
    };
    struct Answered {
        Sha256 payload_hash{};
        std::string receipt;
    };
    Result<std::optional<Answered>> find(const Key& key);
    void remember(const Key& key, Answered answered);

    // Counts a client's accepted inputs, from 1, over restarts.
    Result<std::int64_t> next_seq(const core::ClientName& client);
    void took_seq(const core::ClientName& client, std::int64_t seq) { seqs_[client] = seq; }

private:
    journal::JournalReader reader_;
    std::map<Key, Answered> newest_;
    std::deque<Key> order_;  // of remembering; the oldest goes first
    std::map<core::ClientName, std::int64_t> seqs_;
};

}  // namespace paraat::app
