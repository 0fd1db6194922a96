#include "hub/foreign/devices.hpp"

#include <algorithm>

namespace paraat::foreign {
namespace {

template <class Fits>
const Device* first(const std::vector<Device>& devices, Fits fits) {
    const auto found = std::find_if(devices.begin(), devices.end(), fits);
    return found == devices.end() ? nullptr : &*found;
}

}  // namespace

const Device* Devices::of_owntracks(std::string_view user, std::string_view device) const {
    const std::string name = std::string(user) + "/" + std::string(device);
    return first(devices, [&](const Device& one) { return one.owntracks == name; });
}

const Device* Devices::of_node(std::uint32_t node) const {
    return first(devices, [&](const Device& one) { return one.node == node; });
}

const Device* Devices::of_unit(const core::ClientName& unit) const {
    return first(devices, [&](const Device& one) { return one.unit == unit; });
}

const PanicSigns& Devices::panic_of(const Device* device) const {
    return device != nullptr && device->panic ? *device->panic : panic;
}

std::vector<std::string> Devices::filters() const {
    std::vector<std::string> all;
    for (const std::string& root : {owntracks_root, meshtastic_root}) {
        if (!root.empty()) all.push_back(root + "/#");
    }
    return all;
}

void Devices::give_topics_to(core::Organisation& organisation) const {
    organisation.field_roots.clear();
    for (const std::string& root : {owntracks_root, meshtastic_root}) {
        if (!root.empty()) organisation.field_roots.push_back(root);
    }
    std::vector<core::Account> changed;
    for (const auto& [name, account] : organisation.accounts) {
        core::Account made = account;
        made.field_topics.clear();
        const Device* device = of_unit(name);
        if (account.is_unit && !owntracks_root.empty()) {
            // Of its own name any device; "#" is also what stands above it.
            const bool is_named = device != nullptr && !device->owntracks.empty();
            const std::string own = owntracks_root + "/" + (is_named ? device->owntracks : name.text);
            made.field_topics.push_back({"owntracks/commands", own + (is_named ? "/cmd" : "/+/cmd"), true, false});
            made.field_topics.push_back({"owntracks", own + "/#", false, true});
        }
        for (const Gateway& gateway : gateways) {
            if (gateway.account == name) made.field_topics.push_back({"meshtastic", gateway.root + "/#", true, true});
        }
        if (made.field_topics != account.field_topics) changed.push_back(std::move(made));
    }
    for (core::Account& account : changed) organisation.accounts.put(std::move(account));
}

}  // namespace paraat::foreign
