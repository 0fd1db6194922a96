#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace paraat::codec::cap {

// The folder of CAP's files that are not ours to copy (PARAAT_TEST_DATA); nullopt when there is none.
std::optional<std::filesystem::path> captured_files();

// What xmllint says of each document by the schema of OASIS: valid or not. All false when it does not run.
std::vector<bool> judged_by_schema(const std::filesystem::path& schema, const std::vector<std::string>& documents);

}  // namespace paraat::codec::cap
