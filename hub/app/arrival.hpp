#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "hub/base/digest.hpp"
#include "hub/base/time.hpp"
#include "hub/codec/format.hpp"
#include "hub/codec/read_input.hpp"
#include "hub/core/command.hpp"

namespace paraat::app {

// One message of a client on its way through the intake; the payload outlives it.
struct Arrival {
    core::ClientName client;
    core::InputKind kind = core::InputKind::report;
    const std::string& payload;
    Sha256 hash{};
    codec::Encoding encoding = codec::Encoding::json;
    Instant now;
    bool accepts_intake = true;
    codec::InputReading reading{};
    bool has_own_id = true;                      // not one that the hub made for it
    std::optional<std::string> kept = {};        // by the journal instead of the payload, which says more than it may
    std::optional<core::RulesOffer> rules = {};  // of a command about them, once their files are read
    bool is_by_partner = false;                  // it came on a partner's topic
    // Of a foreign format: its topic, a line's end, and its bytes, which the journal keeps beside the hub's words.
    std::string original = {};
    bool takes_back = false;  // likewise: its unit takes its panic back without a PIN, which ends nothing
    // Likewise: what its sender is told of the outcome, where that is in its own format.
    std::function<std::string(bool is_accepted, const std::string& sentence)> foreign_receipt = {};
    bool only_follows = false;  // likewise: it says nothing by itself (core::ClientInput)

    // Of what its sender sent, without the topic.
    std::size_t bytes() const { return original.empty() ? payload.size() : original.size() - original.find('\n') - 1; }
    bool wants_receipt() const {
        return kind != core::InputKind::beacon && kind != core::InputKind::presence && kind != core::InputKind::query &&
               !is_rung();
    }

private:
    // How far a notice got, which nobody answers.
    bool is_rung() const {
        const auto* ack = std::get_if<core::Ack>(&reading.body);
        return ack != nullptr && (ack->answer == core::Answer::delivered || ack->answer == core::Answer::shown ||
                                  ack->answer == core::Answer::read);
    }
};

}  // namespace paraat::app
