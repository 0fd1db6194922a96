#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/core/organisation.hpp"

namespace paraat::foreign {

// What of a device counts as its panic button.
struct PanicSigns {
    bool manual_report = false;  // a report that its owner sent by hand
    std::string waypoint = {};   // a place of this name that is marked; empty = none
    std::string text = {};       // a text message that is this word, whatever its case; empty = none

    bool operator==(const PanicSigns&) const = default;
};

// What a unit carries.
struct Device {
    core::ClientName unit;
    std::string owntracks = {};              // "user/device" of its topics; empty = none of its own
    std::optional<std::uint32_t> node = {};  // of Meshtastic
    std::string tak = {};                    // uid of its TAK app; empty = the first that its account uses
    std::string secret = {};                 // with which OwnTracks encrypts; empty = it does not
    std::optional<PanicSigns> panic = {};    // absent = as all have it
    bool mesh_texts = false;  // of a unit that works covertly: it is sent texts by radio, which others hear too

    bool operator==(const Device&) const = default;
};

// An account that carries what nodes of Meshtastic say, and brings texts to them.
struct Gateway {
    core::ClientName account;
    std::string root;                        // of its topics: "msh/EU_868"
    std::optional<std::uint32_t> node = {};  // its own; absent = as it is heard

    bool operator==(const Gateway&) const = default;
};

// config/devices.toml: which devices of other makes belong to whom.
struct Devices {
    std::string hub_node = "hub-1";            // of this hub, by which it knows what came round
    std::string owntracks_root = "owntracks";  // empty = the hub does not listen there
    std::string meshtastic_root = "msh";       // likewise
    PanicSigns panic = {false, "nood", "nood"};
    std::string texts = {};       // category of the report that a text of a unit's node becomes; empty = none
    std::string detections = {};  // likewise of what a sensor on such a node noticed
    std::vector<Device> devices;
    std::vector<Gateway> gateways;

    // The unit whose OwnTracks app publishes there: as written in the file, else the account of the user's name, if
    // that is a unit. Nullptr when it is nobody's.
    const Device* of_owntracks(std::string_view user, std::string_view device) const;
    const Device* of_node(std::uint32_t node) const;
    const Device* of_unit(const core::ClientName& unit) const;
    // Where the phone of a unit publishes; empty when no phone is heard at all.
    std::string phone_topic_of(const core::ClientName& unit) const;
    const PanicSigns& panic_of(const Device* device) const;

    // The filters that the hub subscribes to, and each account's own, put into the organisation.
    std::vector<std::string> filters() const;
    void give_topics_to(core::Organisation& organisation) const;
};

// Whether a topic has levels below that root; below an empty one nothing is.
bool is_below(std::string_view topic, std::string_view root);

}  // namespace paraat::foreign
