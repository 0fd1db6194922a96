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

bool is_below(std::string_view topic, std::string_view root) {
    return !root.empty() && topic.size() > root.size() && topic.starts_with(root) && topic[root.size()] == '/';
}

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

std::string Devices::phone_topic_of(const core::ClientName& unit) const {
    if (owntracks_root.empty()) return {};
    const Device* device = of_unit(unit);
    const bool is_named = device != nullptr && !device->owntracks.empty();
    return owntracks_root + "/" + (is_named ? device->owntracks : unit.text + "/phone");
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
    organisation.field_topics.clear();
    if (!owntracks_root.empty()) {
        organisation.field_roots.push_back(owntracks_root);
        organisation.field_topics.push_back({"owntracks/others", owntracks_root + "/+/+", false, false});
        organisation.field_topics.push_back({"owntracks/others/commands", owntracks_root + "/+/+/cmd", false, false});
    }
    if (!meshtastic_root.empty()) {
        organisation.field_roots.push_back(meshtastic_root);
        organisation.field_topics.push_back({"meshtastic/others", meshtastic_root + "/#", false, false});
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
            made.field_topics.push_back({"owntracks/own", own + "/#", false, true});
            // Which is below that, so that it may be written too; the hub reads no commands.
            made.field_topics.push_back({"owntracks/own/commands", own + (is_named ? "/cmd" : "/+/cmd"), true, true});
        }
        for (const Gateway& gateway : gateways) {
            if (gateway.account == name)
                made.field_topics.push_back({"meshtastic/own", gateway.root + "/#", true, true});
        }
        if (made.field_topics != account.field_topics) changed.push_back(std::move(made));
    }
    for (core::Account& account : changed) organisation.accounts.put(std::move(account));
}

}  // namespace paraat::foreign
