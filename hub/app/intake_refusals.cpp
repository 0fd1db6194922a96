// What the intake does not decide: it is refused, put off or unreadable, and whoever waits for that is told.
#include "hub/app/intake.hpp"
#include "hub/app/reply.hpp"
#include "hub/core/clearance.hpp"

namespace paraat::app {

void Intake::refuse_quarantined(const transport::Inbound& arrived, bool is_called, Instant now, Batch& batch) {
    const Error error = error_of_quarantine(is_called);
    const auto heard = foreign_in(arrived, now);
    if (heard && heard->sender.empty()) return refuse_glanced(arrived, *heard, error, batch);
    const auto source = sender_of(arrived, now);
    if (!source) return;
    count(&IntakeCounts::quarantined, source->client);
    const Arrival message{source->client, source->kind, arrived.payload, {}, codec::Encoding::json, now, true, {},
                          false};
    hear(message, batch);
    if (message.kind == core::InputKind::beacon || message.kind == core::InputKind::presence) return;
    if (message.kind == core::InputKind::query) {
        batch.questions.push_back(answer_to_unread(message, {"", error}));
        return;
    }
    count(&IntakeCounts::refused, source->client);
    batch.receipts.push_back(reply_to_unread(message, error));
}

// A word that came round is nothing new, and whoever runs the hub should know of the circle.
void Intake::note_loop(const Arrival& message, const core::Refusal& refusal) {
    if (refusal.reason != core::Reason::came_round) return;
    count(&IntakeCounts::partner_loops, message.client);
    if (!rejections_.is_first(message.client, message.kind, message.now)) return;
    rejections_.log("a partner's word came round and was refused", {{"partner", message.client.text}}, message.now);
}

// Nobody answers an answer.
void Intake::note_answer(const Arrival& message) {
    if (!rejections_.is_first(message.client, message.kind, message.now)) return;
    rejections_.log("a partner gives receipts back, which are no reports; they are left",
                    {{"partner", message.client.text}}, message.now);
}

// Nothing of it is kept but that its client lives: the same id comes again and is decided then.
void Intake::put_off(const Arrival& message, Milliseconds wait, Batch& batch) {
    hear(message, batch);
    count(&IntakeCounts::rate_limited, message.client);
    core::Receipt receipt = receipt_of_rate(wait);
    verdict_ = {core::HeardOutcome::refused, receipt.error};
    batch.receipts.push_back(reply(message, std::move(receipt)));
    // No line tells who reads the log of covert work, of which one who is cleared may be saying much.
    if (is_cleared(message.client) || !rejections_.is_first(message.client, message.kind, message.now)) return;
    rejections_.log("a client sends more than limits.client_rate or client_bytes lets it; it is told to wait",
                    {{"kind", std::string(word(message.kind))}, {"client", message.client.text}}, message.now);
}

// Its codec's own limit was kept to by then.
// A document in a foreign format has its reader's own limit; here it is what was made of it.
bool Intake::is_too_large(const Arrival& message) const {
    const std::size_t most = message_most_of(organisation().account(message.client), limits_);
    return message.payload.size() > most && !is_panic(message);
}

// What waits for no receipt is told as what cannot be read is: the first of a client in a minute.
void Intake::refuse_too_large(const Arrival& message, Batch& batch) {
    const std::size_t most = message_most_of(organisation().account(message.client), limits_);
    const codec::UnreadInput unread{
        message.reading.id,
        {"too_long", "", "a message of this client has at most " + std::to_string(most) + " bytes"}};
    malformed(message, unread, batch);
}

// Once a minute for each client and kind, and of nobody who is cleared; a beacon has a line of its own.
void Intake::note_oversized(const Arrival& message) {
    count(&IntakeCounts::oversized, message.client);
    if (message.kind == core::InputKind::beacon || message.kind == core::InputKind::presence) return;
    if (is_cleared(message.client) || !rejections_.is_first(message.client, message.kind, message.now)) return;
    rejections_.log("a client sends messages that are too large; they are refused",
                    {{"kind", std::string(word(message.kind))}, {"client", message.client.text}}, message.now);
}

void Intake::refuse(const Arrival& message, core::Receipt receipt, Batch& batch) {
    verdict_ = {core::HeardOutcome::refused, receipt.error};
    count(&IntakeCounts::refused, message.client);
    batch.receipts.push_back(reply(message, std::move(receipt)));
}

void Intake::malformed(const Arrival& message, const codec::UnreadInput& unread, Batch& batch) {
    const Error& error = unread.error;
    verdict_ = {core::HeardOutcome::refused, error.message};
    hear(message, batch);
    // Two hubs that a bridge gives each other's receipts would tell each other for ever that they cannot read them.
    if (message.is_by_partner && is_answer(message.payload)) return note_answer(message);
    if (error.code == "too_long" && error.field.empty()) note_oversized(message);
    if (message.kind == core::InputKind::query) {
        batch.questions.push_back(answer_to_unread(message, unread));
        return;
    }
    if (message.kind == core::InputKind::beacon || message.kind == core::InputKind::presence) {
        count(&IntakeCounts::unreadable_beacons, message.client);
        if (!rejections_.is_first(message.client, message.kind, message.now)) return;
        // No line tells who reads the log that a covert unit is there.
        if (organisation().compartment_of(message.client).empty()) {
            rejections_.log("rejected",
                            {{"client", message.client.text},
                             {"kind", std::string(word(message.kind))},
                             {"code", error.code},
                             {"field", error.field}},
                            message.now);
        }
        if (message.kind == core::InputKind::presence) return;
    }
    count(&IntakeCounts::refused, message.client);
    batch.receipts.push_back(reply_to_unread(message, error));
}

}  // namespace paraat::app
