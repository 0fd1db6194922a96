#include "clients/sdk/receipt.hpp"

#include <algorithm>

#include "clients/sdk/json_fields.hpp"

namespace paraat::sdk {
namespace {

constexpr std::int64_t retry_after_most_ms = 3'600'000;

}  // namespace

std::optional<ReceiptWord> read_receipt(std::string_view payload) {
    const Json receipt = Json::parse(payload, nullptr, false);
    if (!receipt.is_object()) return std::nullopt;
    ReceiptWord word;
    word.kind = text_at(receipt, "kind");
    word.id = text_at(receipt, "id");
    word.is_accepted = truth_at(receipt, "accepted");
    word.is_retry = truth_at(receipt, "retry");
    word.retry_after =
        Milliseconds{std::clamp<std::int64_t>(number_at(receipt, "retry_after_ms"), 0, retry_after_most_ms)};
    word.of = text_at(receipt, "of");
    word.bytes = payload;
    return word;
}

}  // namespace paraat::sdk
