#pragma once

#include <string_view>

namespace paraat::guard {

// Whether an account may speak under a client id: `{account}`, or `{account}.{tab}` (the wire contract, section 1). A
// broker ends the session of whoever had an id before, so nobody may take one that is another's. The hub's connections
// begin with "hub-", which no account does. Without an id of its own a client gets one from the broker, that nobody can
// guess: "auto-" and a UUID, longer than any account.
bool may_use(std::string_view account, std::string_view client_id);

}  // namespace paraat::guard
