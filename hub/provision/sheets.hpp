#pragma once

#include <string>
#include <vector>

#include "hub/base/result.hpp"

namespace paraat::provision {

struct SheetCard {
    std::string account;
    std::string label;  // may be empty
    std::string url;    // of its claim link
    std::string until;  // as a person reads it
};

// Cards with a QR code each, eight on a sheet of A4, as one page of HTML that needs nothing else: print it, and destroy
// it, since each link on it makes a device a client. Refused: `bad_value`, for a link that no QR code holds.
Result<std::string> sheets_page(const std::vector<SheetCard>& cards);

}  // namespace paraat::provision
