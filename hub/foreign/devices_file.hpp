#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/source_issue.hpp"
#include "hub/foreign/devices.hpp"

namespace paraat::foreign {

struct DevicesReading {
    Devices devices;  // whole only without issues
    std::vector<SourceIssue> issues;
};

// Reads devices.toml (docs/devices.md) strictly: each unit and gateway is an account, no device belongs to two. Secrets
// are read from the files that it names, relative to its own folder.
// `hub_root`: the first levels of the hub's own topics, which are no device's.
DevicesReading read_devices(std::string_view text, const std::filesystem::path& file, const std::string& hub_root,
                            const core::Organisation& organisation);

}  // namespace paraat::foreign
