#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/sdk/hub_watch.hpp"
#include "clients/sdk/message.hpp"
#include "clients/sdk/outbox.hpp"

// What a device says to the hub and hears from it, over one connection after another (contract sections 1 to 4).
namespace paraat::sdk {

// Something to give to the connection.
struct Publication {
    std::string topic;
    std::string payload;
    int qos = 1;
    bool is_retained = false;

    bool operator==(const Publication&) const = default;
};

enum class Asked : std::uint8_t { notice, instruction };

// What the hub asks of this client, or, with an empty payload, does not ask any more.
struct Request {
    Asked kind = Asked::notice;
    std::string id;       // of the incident or the instruction
    std::string payload;  // JSON, as in contract sections 3 and 4
    bool operator==(const Request&) const = default;
};

// Decides; knows neither a network nor a clock. What it says goes by the outbox, so nothing is said that is not kept;
// of what it hears, the hub is told that it arrived. Bounded: at most `heard_most` requests wait to be told, and the
// hub repeats what a full device did not take. One thread uses it.
class Conversation {
public:
    static constexpr std::size_t heard_most = 1'000;

    // `account` is the client, `root` the topics' root, as `oov`.
    Conversation(Outbox outbox, std::string account, std::string root);

    // Kept on disk when this returns; see Outbox::keep. Of an ack that only tells how far something got (delivered,
    // shown, read) the hub gives no receipt: it goes once, and is lost when nobody is there.
    Result<void> say(Letter letter, Instant now);
    // Once, and lost when nobody is there: a position. Of the newest only; an older one that did not go is forgotten.
    void beacon(std::string payload) { beacon_ = std::move(payload); }

    // The will of the next connection: the end of its session, and of no other's.
    Publication will(Instant now);
    // Where to listen, at each connection.
    std::vector<std::string> filters() const;
    // It stands, and listens.
    void connected(Instant now);
    void disconnected() { is_connected_ = false; }
    // Before a connection is ended by hand.
    Publication farewell() const;

    // Where the hub says how it is. That is a word every few seconds, for which a radio would have to stay awake, so
    // it is listened to only while watches_hub().
    std::string hub_filter() const { return root_ + "/json/hub/+/status"; }
    // While something waits that was said before, and had no receipt in its time. To be asked before each take_due(),
    // which gives what goes again only behind the subscription: so it is known that a hub whose word was retained by
    // then hears it.
    bool watches_hub(Instant now);

    // A message came.
    Result<void> hear(const Message& message, Instant now);
    // The next thing to publish now; nothing while there is no connection.
    std::optional<Publication> take_due(Instant now, std::uint32_t chance);
    Instant next_due() const;

    std::vector<LetterNews> letters(Instant now) { return outbox_.tell(now); }
    std::vector<Request> requests();
    std::size_t waiting() const { return outbox_.size(); }

private:
    std::string up(std::string_view kind) const { return root_ + "/up/" + account_ + "/" + std::string(kind); }
    Result<void> hear_receipt(std::string_view payload, Instant now);
    void hear_hub(const Message& status);
    void hear_request(Asked kind, std::string_view id, std::string_view payload);

    Outbox outbox_;
    const std::string account_;
    const std::string root_;
    std::int64_t session_ = 0;
    bool is_connected_ = false;
    bool is_watching_ = false;
    bool has_hub_begun_ = false;     // to listen, since the last take_due()
    HubWatch hubs_;                  // while is_watching_
    std::deque<Publication> signs_;  // presence, and how far requests got: they come again with the next connection
    std::optional<std::string> beacon_;
    std::vector<Request> requests_;
};

}  // namespace paraat::sdk
