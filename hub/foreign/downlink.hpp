#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "hub/codec/meshtastic/node.hpp"
#include "hub/core/heard.hpp"
#include "hub/core/message.hpp"
#include "hub/core/organisation.hpp"
#include "hub/foreign/devices.hpp"
#include "hub/foreign/interpretation.hpp"

namespace paraat::foreign {

// What units are told on devices that read nothing of the hub's own: a text to the node of Meshtastic that a unit
// carries, once for each instruction and notice, and a question to its phone where it is. A text waits until a gateway
// is known by which the node is heard. What was told is remembered while it stands; a hub that starts tells again what
// is younger than a quarter of an hour, since nobody knows how far the one before came. One thread.
class Downlink {
public:
    // A thing that a client is told, and that may be told again and again: about "notice/01jd8..." once.
    struct Telling {
        core::ClientName client;
        std::string about;
        std::string text;
        Instant at;                  // of the thing
        bool is_covert = false;      // of work that only the cleared know of
        bool must_be_quiet = false;  // nothing may sound where it is
    };

    Downlink(Devices devices, Instant since);

    // What a device said: by which gateway, under which name. What waited for that is sent.
    std::vector<Reply> note(const core::HeardMessage& heard);
    std::vector<Reply> tell(const Telling& telling, const core::Organisation& organisation);
    // It stands no more, for one client or (empty) for all.
    void end(const core::ClientName& client, const std::string& about);
    // Asks the phone of a unit for its position; of each at most every half minute.
    std::vector<Reply> ask_where(const core::ClientName& client, Instant now);

    static constexpr Milliseconds told_again = std::chrono::minutes{15};
    static constexpr Milliseconds between_questions = std::chrono::seconds{30};
    static constexpr std::size_t waiting_most = 16;  // texts of one unit; then the oldest gives way

private:
    struct Gateway {
        codec::meshtastic::NodeId node;
        std::string root;
    };
    struct Waiting {
        std::string about;
        std::string text;
    };

    std::optional<Gateway> gateway_of(const core::ClientName& client) const;
    Reply text_to(const Gateway& gateway, const Device& device, const std::string& text) const;

    Devices devices_;
    Instant since_;
    std::map<core::ClientName, Gateway> heard_by_;
    std::map<core::ClientName, std::string> phones_;  // "user/device"
    std::map<core::ClientName, std::deque<Waiting>> waiting_;
    std::set<std::pair<std::string, core::ClientName>> told_;  // by what it was about
    std::map<core::ClientName, Instant> asked_at_;
};

// As a radio shows it: "P1 Schietpartij: severity is extreme".
std::string radio_text(const core::Notice& notice);
std::string radio_text(const core::InstructionView& instruction);

}  // namespace paraat::foreign
