#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "hub/base/result.hpp"

// Files that outlive a power loss. Errors have the code `disk_io`, and say what failed and why.
namespace paraat {

// The bytes of a regular file; nothing for what cannot be read to its end, is longer than `bytes_most`, or is no file:
// a folder or a pipe of that name holds nobody up. Never throws.
std::optional<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_most = SIZE_MAX);

// Writes beside it, syncs, renames, syncs the name: the path holds the old bytes or all of the new ones.
Result<void> replace_file(const std::filesystem::path& path, std::string_view bytes);

// Makes names that were made, moved or removed in it last.
Result<void> sync_directory(const std::filesystem::path& directory);

// Makes the directory if it is missing, and closes it to others.
Result<void> make_private_directory(const std::filesystem::path& directory);

// What `doing` to the file failed with, from errno.
Error disk_error(std::string_view doing, const std::filesystem::path& path);

}  // namespace paraat
