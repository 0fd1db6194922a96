#include "hub/codec/cot/control.hpp"

#include "hub/codec/cot/builders.hpp"

namespace paraat::codec::cot {
namespace {

Event agreement(const std::string& uid, const std::string& type, Negotiation negotiation, Instant now) {
    Event event = event_of(uid, type, "m-g", now);
    event.detail.negotiation = std::move(negotiation);
    return event;
}

}  // namespace

Event ping(const std::string& client_uid, Instant now) {
    return event_of(client_uid + "-ping", "t-x-c-t", "m-g", now);
}

Event pong(Instant now) {
    return event_of("takPong", "t-x-c-t-r", "h-g-i-g-o", now);
}

Event deletion(const std::string& uid, const std::string& type, Instant now) {
    Event event = event_of(uid + "-deleted", "t-x-d-d", "h-g-i-g-o", now);
    event.detail.links = {{uid, type, "none", {}}};
    event.detail.others = "<__forcedelete/>";
    return event;
}

std::vector<std::string> deleted_by(const Event& event) {
    std::vector<std::string> uids;
    for (const Link& link : event.detail.links) {
        if (!link.uid.empty()) uids.push_back(link.uid);
    }
    return uids;
}

Event offer(const std::string& uid, Instant now) {
    return agreement(uid, "t-x-takp-v", {{1}, std::nullopt, std::nullopt}, now);
}

Event request(const std::string& uid, int version, Instant now) {
    return agreement(uid, "t-x-takp-q", {{}, version, std::nullopt}, now);
}

Event response(const std::string& uid, Granted granted, Instant now) {
    return agreement(uid, "t-x-takp-r", {{}, std::nullopt, granted == Granted::yes}, now);
}

}  // namespace paraat::codec::cot
