#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "hub/app/seen_inputs.hpp"
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
    // Reads which inputs the journal holds; on a thread of its own, at the beginning and whenever there are many more.
    // As long as that is not known the journal is asked for each input, which costs more than deciding it.
    using ReadSeen = std::function<Result<SeenInputs>(const std::atomic<bool>& is_unwanted)>;
    explicit Receipts(journal::JournalReader reader, ReadSeen read_seen = {});
    Receipts(Receipts&&) noexcept = default;
    ~Receipts();

    struct Key {
        core::ClientName client;
        core::InputKind kind = core::InputKind::report;
        std::string id;

        bool operator==(const Key&) const = default;
    };
    struct Answered {
        Sha256 payload_hash{};
        std::string receipt;
        core::IncidentId incident = {};  // that it went to; nil = none, or it is not remembered
    };
    Result<std::optional<Answered>> find(const Key& key);
    void remember(const Key& key, Answered answered);

    // Counts a client's accepted inputs, from 1, over restarts.
    Result<std::int64_t> next_seq(const core::ClientName& client);
    void took_seq(const core::ClientName& client, std::int64_t seq) { seqs_[client] = seq; }

    // The incident that an accepted report went to; nullopt when there is no such report.
    Result<std::optional<core::IncidentId>> incident_of(const Key& key);

    // Of an incident that is committed, however long ago; nullopt when the journal knows none of that id.
    Result<std::optional<core::CompartmentName>> compartment_on_record(const core::IncidentId& incident);

private:
    struct Hash {
        std::size_t operator()(const Key& key) const { return input_hash(key.client.text, word(key.kind), key.id); }
    };
    void begin_to_read();
    void take_read();
    void give_up_reading(const std::string& why);

    journal::JournalReader reader_;
    std::unordered_map<Key, Answered, Hash> newest_;
    std::deque<const Key*> order_;  // of remembering; the oldest goes first
    std::map<core::ClientName, std::int64_t> seqs_;
    ReadSeen read_seen_;
    std::optional<SeenInputs> seen_;
    std::shared_ptr<std::atomic<bool>> is_unwanted_ = std::make_shared<std::atomic<bool>>(false);
    std::future<Result<SeenInputs>> reading_;
    std::vector<std::uint64_t> since_;  // hashes that the one who reads may not have met
};

}  // namespace paraat::app
