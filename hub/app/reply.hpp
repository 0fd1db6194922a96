#pragma once

#include <string_view>

#include "hub/app/arrival.hpp"
#include "hub/app/batch.hpp"
#include "hub/core/message.hpp"
#include "hub/core/refusal.hpp"

namespace paraat::app {

// Of what was refused: for the same input again (`id_reused`), for a full disk, for a client that sends too much and
// may go on after `wait`, and for what core refused.
core::Receipt receipt_of_reuse(const Arrival& arrival);
core::Receipt receipt_of_full_disk();
core::Receipt receipt_of_rate(Milliseconds wait);
core::Receipt receipt_of(const core::Refusal& refusal);
// Of a message that is refused unread, because the hub died with its like in hand; whether somebody was called for it
// all the same.
Error error_of_quarantine(bool is_called);

// The receipt as it goes out to the sender, in the encoding that it spoke.
ReadyReceipt reply(const Arrival& arrival, core::Receipt receipt);

// What the sender of an input that could not be read is told: a receipt, of a query an answer. `unreadable` is told in
// JSON, since nobody knows what the sender reads.
ReadyReceipt reply_to_unread(const Arrival& arrival, const Error& error);
Question answer_to_unread(const Arrival& arrival, const codec::UnreadInput& unread);

// Whether those bytes are what a hub answers with, in JSON.
bool is_answer(std::string_view payload);

}  // namespace paraat::app
