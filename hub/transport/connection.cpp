#include "hub/transport/connection.hpp"

#include "hub/base/log.hpp"

namespace paraat::transport {

const char* name_of(Lane lane) {
    return lane == Lane::alerts ? "alerts" : "beacons";
}

Connection::Connection(ConnectionSettings settings, Lane lane, Watch watch)
    : settings_(std::move(settings)),
      lane_(lane),
      watch_(std::move(watch)),
      // Alerts are waited for; of beacons, boards and answers newer ones come.
      outbox_(lane == Lane::alerts ? Outbox::WhenFull::waits : Outbox::WhenFull::drops_oldest) {}

void Connection::became_connected() {
    failure_.clear();
    log_info("connected to the broker", {{"lane", name_of(lane_)}, {"broker", place()}});
    outbox_.connected();
    ++connections_;
    is_connected_ = true;
    watch_.connected();
}

void Connection::became_lost(const std::string& why) {
    is_connected_ = false;
    outbox_.lost();
    if (is_stopping_) return;
    log_warn("the connection to the broker is lost", {{"lane", name_of(lane_)}, {"broker", place()}, {"why", why}});
}

void Connection::note_failure(const std::string& why) {
    if (why == failure_) return;
    failure_ = why;
    log_warn("cannot connect to the broker; trying on", {{"lane", name_of(lane_)}, {"broker", place()}, {"why", why}});
}

}  // namespace paraat::transport
