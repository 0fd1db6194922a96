#pragma once

#include <optional>
#include <string_view>

#include "clients/sdk/outbox.hpp"

namespace paraat::sdk {

// What a receipt in JSON says of a letter (contract section 2). Nothing when it is of another client of the account,
// that speaks FlatBuffers.
std::optional<ReceiptWord> read_receipt(std::string_view payload);

}  // namespace paraat::sdk
