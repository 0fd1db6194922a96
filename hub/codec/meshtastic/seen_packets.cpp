#include "hub/codec/meshtastic/seen_packets.hpp"

namespace paraat::codec::meshtastic {

Sighting SeenPackets::see(const Packet& packet, Instant now) {
    if (!packet.id) return Sighting::first;
    forget(now);
    const Key key{packet.from, *packet.id};
    const auto [found, is_new] = best_.try_emplace(key, packet.rssi_dbm);
    if (!is_new) {
        if (!packet.rssi_dbm || (found->second && *found->second >= *packet.rssi_dbm)) return Sighting::repeat;
        found->second = packet.rssi_dbm;
        return Sighting::better_repeat;
    }
    order_.emplace_back(now, key);
    if (order_.size() > packets_most) {
        best_.erase(order_.front().second);
        order_.pop_front();
    }
    return Sighting::first;
}

void SeenPackets::forget(Instant now) {
    while (!order_.empty() && now - order_.front().first >= remembered_for) {
        best_.erase(order_.front().second);
        order_.pop_front();
    }
}

}  // namespace paraat::codec::meshtastic
