#include "hub/app/reply.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "hub/codec/json_tree.hpp"
#include "hub/codec/write_message.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds retry_when_full = std::chrono::seconds{5};
constexpr Milliseconds retry_of_rate_least = std::chrono::seconds{2};
constexpr std::size_t receipt_keys_most = 32;

}  // namespace

core::Receipt receipt_of_reuse(const Arrival& arrival) {
    core::Receipt receipt;
    receipt.code = "id_reused";
    receipt.field = "id";
    receipt.error =
        "\"" + arrival.reading.id + "\" was used for another " + std::string(word(arrival.kind)) + "; take a new id";
    return receipt;
}

core::Receipt receipt_of_full_disk() {
    core::Receipt receipt;
    receipt.code = "disk_full";
    receipt.error = "the hub's disk is nearly full; keep this and send it again";
    receipt.retry_after = retry_when_full;
    return receipt;
}

core::Receipt receipt_of_rate(Milliseconds wait) {
    core::Receipt receipt;
    receipt.code = "rate_limited";
    receipt.error = "this client sends more than the hub takes from one; keep this and send it again, more slowly";
    receipt.retry_after = std::max(wait, retry_of_rate_least);
    return receipt;
}

core::Receipt receipt_of(const core::Refusal& refusal) {
    core::Receipt receipt;
    receipt.code = core::code_of(refusal.reason);
    receipt.field = refusal.field;
    receipt.error = refusal.sentence;
    receipt.now = refusal.now;
    return receipt;
}

Error error_of_quarantine(bool is_called) {
    if (is_called) {
        return {
            "quarantined", "",
            "the hub ended unexpectedly with this message in hand, so it is not looked at again, but help is called "
            "as it asks; tell those who run the hub"};
    }
    return {"quarantined", "",
            "the hub ended unexpectedly with this message in hand, so it is not looked at again; say it in other "
            "words, and tell those who run the hub"};
}

ReadyReceipt reply(const Arrival& arrival, core::Receipt receipt) {
    // An id that the hub made says nothing to the sender of what was refused; its bytes do.
    const bool is_known_by_bytes = !arrival.has_own_id && !receipt.accepted;
    receipt.id = is_known_by_bytes ? "" : arrival.reading.id;
    if (is_known_by_bytes) receipt.of = hex(sha256(arrival.payload)).substr(0, 16);
    receipt.kind = arrival.kind;
    if (arrival.foreign_receipt && arrival.is_by_partner) {
        return {arrival.client, arrival.foreign_receipt(receipt.accepted, receipt.error), {}, true};
    }
    const std::string bytes = codec::write(receipt);
    std::string twin = codec::json_twin(bytes);
    return {arrival.client, arrival.encoding == codec::Encoding::flatbuffers ? bytes : twin, std::move(twin),
            arrival.is_by_partner};
}

ReadyReceipt reply_to_unread(const Arrival& arrival, const Error& error) {
    core::Receipt receipt;
    receipt.code = error.code;
    receipt.field = error.field;
    receipt.error = error.message;
    Arrival told = arrival;
    if (error.code == "unreadable") told.encoding = codec::Encoding::json;
    return reply(told, std::move(receipt));
}

Question answer_to_unread(const Arrival& arrival, const codec::UnreadInput& unread) {
    core::QueryResult result;
    result.id = arrival.reading.id;
    result.ask = unread.ask;
    result.code = unread.error.code;
    result.field = unread.error.field;
    result.error = unread.error.message;
    return {arrival.client, arrival.reading.id, {}, arrival.encoding, std::move(result)};
}

bool is_answer(std::string_view payload) {
    const auto tree = codec::read_json_tree(payload, receipt_keys_most);
    if (!tree || !tree->is_object()) return false;
    const auto kind = tree->find("kind");
    const auto accepted = tree->find("accepted");
    return kind != tree->end() && kind->is_string() && accepted != tree->end() && accepted->is_boolean();
}

}  // namespace paraat::app
