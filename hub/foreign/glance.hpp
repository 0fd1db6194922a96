#pragma once

#include "hub/core/organisation.hpp"
#include "hub/foreign/devices.hpp"
#include "hub/foreign/interpretation.hpp"

namespace paraat::foreign {

// What is left of a message in a device's format that nobody may read, because the hub died of it
// (docs/decisions/0024).
struct Glance {
    Format format = Format::cot;
    core::ClientName unit = {};  // or whoever speaks; empty = nobody is known by it
    bool may_call = false;       // for help
};

// Nothing reads the bytes: they are searched for the words and types that call for help in that format, by
// devices.toml. Where those may be written in escapes, or are encrypted, it calls: rather once too often. For topics
// of devices, and for Cursor on Target of an account.
Glance glance_at(const Heard& heard, const Devices& devices, const core::Organisation& organisation);

}  // namespace paraat::foreign
