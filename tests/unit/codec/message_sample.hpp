#pragma once

#include <string>

#include "hub/codec/write_message.hpp"
#include "tests/unit/codec/sample.hpp"

namespace paraat::codec {

template <class Message>
std::string json_of(const Message& message) {
    return json_twin(write(message));
}

// An alert with nothing that may be left out, and the same as the contract writes it.
inline core::Alert sparse_alert() {
    core::Alert alert;
    alert.incident = incident;
    alert.rev = 1;
    alert.raised = 1;
    alert.division = core::DivisionName{"dvl"};
    alert.divisions = {alert.division};
    alert.category = core::CategoryName{"theft"};
    alert.title = "Theft";
    alert.opened_at = Instant{1763940000000};
    alert.updated_at = Instant{1763940000000};
    alert.reports = 1;
    return alert;
}
inline const std::string sparse_alert_json =
    R"({"incident":"01jd8000000000000000000001","rev":1,"raised":1,"division":"dvl","divisions":["dvl"],)"
    R"("status":"new","priority":4,"category":"theft","severity":"minor","title":"Theft","text":"","area":"",)"
    R"("contract":"","opened_at":1763940000000,"updated_at":1763940000000,"reports":1,"acked":false,)"
    R"("exercise":false,"talkgroup":"","teams":[],"units":[]})";

inline core::UnitView full_unit() {
    core::UnitView unit;
    unit.unit = core::ClientName{"radio-1"};
    unit.team = core::TeamName{"it-overlast"};
    unit.status = core::UnitStatus::available;
    unit.presence = core::PresenceState::online;
    unit.position = core::Position{519'200'000, 44'800'000};
    unit.accuracy_m = 10;
    unit.position_at = Instant{1763939999000};
    unit.battery_pct = 80;
    unit.status_at = Instant{1763939000000};
    return unit;
}
inline const std::string full_unit_json =
    R"({"unit":"radio-1","team":"it-overlast","status":"available","presence":"online","lat":51.92,"lon":4.48,)"
    R"("accuracy_m":10,"position_at":1763939999000,"battery_pct":80,"incident":"","panic":false,)"
    R"("status_at":1763939000000})";

inline core::QueryResult answer_to(const std::string& ask, core::Revision rev) {
    core::QueryResult result;
    result.id = "q1";
    result.ask = ask;
    result.ok = true;
    result.at = Instant{1763940000000};
    result.rev = rev;
    return result;
}

}  // namespace paraat::codec
