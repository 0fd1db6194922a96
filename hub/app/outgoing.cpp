#include "hub/app/outgoing.hpp"

#include "hub/codec/write_message.hpp"

namespace paraat::app {
namespace {

transport::Urgency urgency_of(projection::Urgency urgency) {
    switch (urgency) {
        case projection::Urgency::receipt_or_notice: return transport::Urgency::receipt_or_notice;
        case projection::Urgency::alert: return transport::Urgency::alert;
        case projection::Urgency::instruction: return transport::Urgency::instruction;
        case projection::Urgency::board_or_result: return transport::Urgency::board_or_result;
    }
    return transport::Urgency::alert;
}

}  // namespace

transport::Outbound outgoing(const projection::Publication& publication) {
    std::string bytes = std::visit(
        [](const auto& message) -> std::string {
            if constexpr (std::is_same_v<std::decay_t<decltype(message)>, projection::Cleared>) {
                return {};
            } else {
                return codec::write(message);
            }
        },
        publication.message);
    const transport::Lane lane = publication.urgency == projection::Urgency::board_or_result ? transport::Lane::beacons
                                                                                             : transport::Lane::alerts;
    return {publication.topic,
            std::move(bytes),
            publication.is_conflated ? 0 : 1,
            publication.is_retained,
            urgency_of(publication.urgency),
            publication.is_conflated,
            lane};
}

transport::Outbound twin_of(const transport::Outbound& message, const projection::Topics& topics) {
    transport::Outbound twin = message;
    twin.topic = topics.twin(message.topic);
    if (!message.payload.empty()) twin.payload = codec::json_twin(message.payload);
    return twin;
}

}  // namespace paraat::app
