#pragma once

#include <string>
#include <variant>

#include "hub/core/briefing_events.hpp"
#include "hub/core/message.hpp"

namespace paraat::projection {

// The empty retained message: the topic says nothing any more.
struct Cleared {
    bool operator==(const Cleared&) const = default;
};

using AnyMessage =
    std::variant<Cleared, core::Receipt, core::QueryResult, core::Alert, core::Notice, core::InstructionView,
                 core::Board, core::BoardSummary, core::TeamBoard, core::HubStatus, core::Briefing>;

// One of them; compiled once, as core::EventBody is.
struct Message : AnyMessage {
    using AnyMessage::AnyMessage;
    Message();
    Message(const Message& other);
    Message(Message&& other) noexcept;
    Message& operator=(const Message& other);
    Message& operator=(Message&& other) noexcept;
    ~Message();
};

// In the order in which they are sent (contract section 1).
enum class Urgency { receipt_or_notice, alert, instruction, board_or_result };

// What one topic should now say. The twin follows by itself.
struct Publication {
    std::string topic;
    Message message;
    Urgency urgency = Urgency::alert;
    bool is_retained = true;
    bool is_conflated = false;  // QoS 0, and a newer one replaces an unsent older one
};

}  // namespace paraat::projection
