#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "hub/app/rule_request.hpp"
#include "hub/codec/format.hpp"
#include "hub/core/heard.hpp"
#include "hub/core/observed.hpp"
#include "hub/core/state.hpp"
#include "hub/foreign/p2000_inputs.hpp"
#include "hub/journal/entry.hpp"
#include "hub/projection/publication.hpp"

namespace paraat::app {

// A receipt that goes out as these bytes, once what stands before it is committed.
struct ReadyReceipt {
    core::ClientName client;
    std::string bytes;        // in the encoding of the input
    std::string twin;         // JSON
    bool to_partner = false;  // on the partner's topic, which has no twin
};

// A question that is answered once what stands before it is committed.
struct Question {
    core::ClientName asker;
    std::string id;
    core::Query query;
    codec::Encoding encoding = codec::Encoding::json;
    std::optional<core::QueryResult> answer{};  // of a question that could not be read
};

// What goes to a device or partner in a format of its own, once what stands before it is committed.
struct ForeignReply {
    core::ClientName client;
    std::string topic;
    std::string bytes;
};

// What one round of the core thread decided; it goes to the journal, then to the publisher. Nothing in it leaves the
// hub before its entries are committed.
struct Batch {
    std::vector<journal::Entry> entries;
    std::vector<core::Event> events;  // of the entries, in order
    std::vector<ReadyReceipt> receipts;
    std::vector<Question> questions;
    std::vector<ForeignReply> foreign_replies;
    std::vector<core::HeardMessage> heard;                     // in foreign formats
    std::optional<std::vector<foreign::HeldLine>> held_pages;  // as they are now; nullopt = as they were
    std::vector<std::pair<core::ClientName, core::ObservedUnit>> observed;
    std::vector<RuleRequest> rule_requests;  // not for the journal: they come back when the files are read
    std::uint64_t arrived = 0;  // number of the newest message in it; the broker may forget up to there once it is kept
    Instant now;
    journal::Sequence last;  // of the entries, when committed

    bool is_empty() const {
        return entries.empty() && receipts.empty() && questions.empty() && observed.empty() &&
               foreign_replies.empty() && heard.empty() && !held_pages && arrived == 0;
    }
};

}  // namespace paraat::app
