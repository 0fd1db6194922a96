#pragma once

#include <set>

#include "hub/codec/meshtastic/seen_packets.hpp"
#include "hub/core/organisation.hpp"
#include "hub/foreign/devices.hpp"
#include "hub/foreign/interpretation.hpp"

namespace paraat::foreign {

// What the nodes of a Meshtastic network say, through their gateways, in the hub's words (docs/devices.md). It knows
// which packets came by another gateway, of the last minutes; of those before, and before the hub's start, the journal
// knows the inputs. For one thread.
class MeshtasticInputs {
public:
    Interpretation read(const Heard& heard, const Devices& devices, const core::Organisation& organisation);

private:
    static constexpr std::size_t gateways_most = 1'000;

    Interpretation read_packet(const Heard& heard, const Devices& devices);

    codec::meshtastic::SeenPackets seen_;
    std::set<codec::meshtastic::NodeId> of_json_;  // gateways that publish JSON too
};

// What a unit says of itself by radio in one of these words, in Dutch or English; nullopt for any other text.
std::optional<core::UnitStatus> status_said(std::string_view text);

}  // namespace paraat::foreign
