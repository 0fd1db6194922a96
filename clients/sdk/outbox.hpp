#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/sdk/resend.hpp"
#include "hub/base/result.hpp"
#include "hub/base/time.hpp"

// What a client has said, kept until the hub's receipt ends it: only that says that the hub has it (contract section
// 2).
namespace paraat::sdk {

// One message of the client. `kind` is the last level of its topic: report, status, ack, instruct or command.
struct Letter {
    std::string kind;
    std::string id;  // the client's own, [A-Za-z0-9_-]{1,64}; with the kind the key by which the hub takes it once
    std::string payload;
    bool is_urgent = false;  // goes before all that is not: a panic
    Instant kept_at;         // by the client's clock

    bool operator==(const Letter&) const = default;
};

// Where letters lie, under numbers that rise.
class OutboxStore {
public:
    virtual ~OutboxStore() = default;

    // Its number, above all that are there. Lasts when this returns, whatever happens to the process or its power.
    virtual Result<std::int64_t> keep(const Letter& letter) = 0;
    // May come back after a power loss; it is then sent once more, and the hub knows it.
    virtual Result<void> forget(std::int64_t number) = 0;
    virtual Result<std::map<std::int64_t, Letter>> all() = 0;
};

struct OutboxLimits {
    std::size_t letters_most = 1'000;
    std::size_t bytes_most = std::size_t{8} << 20;  // of payloads
    std::size_t on_the_way_most = 100;              // sent, without a receipt
    Milliseconds unsent_after = std::chrono::seconds{60};
    ResendWaits resend;  // longer ones are for a line that is slow
};

enum class LetterState : std::uint8_t {
    kept,      // on the disk
    sent,      // given to the connection, once or more often
    unsent,    // still no receipt after `unsent_after`: the person must know
    accepted,  // the hub has it, for ever
    refused,   // the hub does not take it: the receipt says why
};

// What became of a letter; the receipt's own bytes where it ended.
struct LetterNews {
    std::string kind;
    std::string id;
    LetterState state = LetterState::kept;
    std::string receipt;

    bool operator==(const LetterNews&) const = default;
};

// What a receipt says, as far as it matters here.
struct ReceiptWord {
    std::string kind;
    std::string id;
    bool is_accepted = false;
    bool is_retry = false;        // refused, and may pass by itself
    Milliseconds retry_after{0};  // of those
    std::string of;               // of what the hub could not read: the first 16 hex digits of its SHA-256
    std::string bytes;            // of the receipt
};

// Decides what goes out when; knows neither a network nor a clock. Nothing is lost while the store keeps its word, and
// nothing is sent that is not kept. One thread uses it.
class Outbox {
public:
    // With what an earlier run left. The store outlives it.
    static Result<Outbox> open(OutboxStore& store, OutboxLimits limits, Instant now);

    // Refused with `outbox_full`, `id_reused` (the same key with other bytes), or why the store did not take it: then
    // it is not kept, and the person must know. The same letter again is kept once.
    Result<void> keep(Letter letter, Instant now);
    // The next to be sent now, urgent ones first; each comes again in its time, until a receipt ends it. `chance`
    // spreads resends (resend.hpp).
    std::optional<Letter> take_due(Instant now, std::uint32_t chance);
    // When take_due(), where there is a connection, or tell() have something next; `never` when nothing waits.
    Instant next_due(bool is_connected) const;
    // A connection came up: what was on the way on the one before may be lost, so all goes again.
    void begin_again(Instant now);
    // Whether something goes again now because its receipt did not come in its time.
    bool is_late(Instant now) const;
    // A hub began to listen: what is on the way may have come to nobody, so it goes again, what is urgent now, the rest
    // `spread` later at most. What the hub asked to wait for waits on.
    void go_again(Instant now, Milliseconds spread);
    // A receipt came; those of others, and repeated ones, do nothing. An error says that the store kept the letter: it
    // goes out once more at the next start.
    Result<void> receive(const ReceiptWord& receipt, Instant now);
    // What became of letters since the last call, in the order in which it happened.
    std::vector<LetterNews> tell(Instant now);

    std::size_t size() const { return waiting_.size(); }

private:
    struct Waiting {
        Letter letter;
        int tries = 0;
        Instant again;      // not before
        Instant unsent_at;  // `never` once that was told
        bool is_on_the_way = false;
        bool is_behind = false;  // another with its key, kept by another process, goes first: one receipt ends one
    };
    using Key = std::pair<std::string, std::string>;

    Outbox(OutboxStore& store, OutboxLimits limits) : store_(&store), limits_(limits) {}
    void add(std::int64_t number, Letter letter, Instant now);
    // Whether it may go now: not more at once than the hub takes from one client, but for what is urgent.
    bool may_go(const Waiting& waiting) const;
    std::optional<std::int64_t> meant_by(const ReceiptWord& receipt) const;

    OutboxStore* store_;
    OutboxLimits limits_;
    std::map<std::int64_t, Waiting> waiting_;  // a thousand at most: they are looked through
    std::map<Key, std::int64_t> numbers_;
    std::size_t on_the_way_ = 0;
    std::size_t bytes_ = 0;
    std::vector<LetterNews> news_;
};

}  // namespace paraat::sdk
