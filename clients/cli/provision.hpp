#pragma once

#include <string>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/provision/claim_store.hpp"

namespace paraat::cli {

// The devices of a CSV text whose first line names its columns: account, and if there are kind and label. All of them,
// or what is wrong with the first that cannot be: a batch is not made by half. `usual` says what a line leaves out.
Result<std::vector<provision::ClaimStore::Wanted>> batch_in(const std::string& csv,
                                                            const provision::ClaimStore::Wanted& usual);

}  // namespace paraat::cli
