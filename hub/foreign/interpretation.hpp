#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/base/time.hpp"
#include "hub/codec/remark.hpp"
#include "hub/core/names.hpp"
#include "hub/core/press.hpp"
#include "hub/core/words.hpp"
#include "hub/foreign/answerable.hpp"
#include "hub/foreign/format.hpp"

namespace paraat::foreign {

// A message in a foreign format, as it came. The bytes outlive it.
struct Heard {
    std::string_view topic;
    std::string_view payload;
    // Whose topic it is, on one that has an account's name in the place where the contract has it. Empty on topics of
    // devices, whose names config/devices.toml knows.
    core::ClientName sender = {};
    core::InputKind kind = core::InputKind::report;  // of that topic
    bool is_by_partner = false;
    Instant now;
    std::string_view partner_kind = {};  // of a partner's topic, its last level
    std::string site = {};               // what this site calls itself to that partner; empty = they have no agreement
    bool is_in_need = true;              // false: its sender is a unit whose panic, if there was one, people closed
    bool must_be_quiet = false;          // its sender pressed silently: nothing may be said back to it
    // That of its sender's panic button, when it was pressed before the hub's start and not since.
    core::Press press_before_start = {};
    // What stands with an account and can be answered in a word; null = nobody knows.
    std::function<std::vector<Answerable>(const core::ClientName&)> answerable = {};
};

// What one of them says in the hub's own words: an input of an account, as JSON of the wire contract, for the same door
// that everybody's inputs come through.
struct Saying {
    core::ClientName client;
    core::InputKind kind = core::InputKind::report;
    std::string normalised;
    // What makes it the same as another one, where that is not its bytes: a packet that several gateways carried.
    // Empty = the bytes.
    std::string sameness = {};
    // It says something of the reports that it follows and nothing by itself: refused when none of them is known.
    bool only_follows = false;
    // What its sender is told of its outcome; null = as the whole message's.
    std::function<std::string(bool is_accepted, const std::string& sentence)> receipt = {};
    // The bytes that it came from, where those are not the message's: of pieces the whole, of a list its own part, so
    // that the one can be erased and the other kept. Empty = the message's.
    std::string original = {};
    // A status by which a unit takes its panic back, from a device that asks for no PIN. It ends nothing.
    bool takes_back = false;
};

// What goes back to the sender by itself, whatever is decided.
struct Reply {
    std::string topic;
    std::string payload;
};

// What the hub makes of a message. Without sayings and error there is nothing to decide, and `remarks` says why.
struct Interpretation {
    Format format = Format::owntracks;
    std::string what = {};         // in its format's own word: "location"
    core::ClientName client = {};  // whose it is, as far as that is known
    std::vector<Saying> sayings = {};
    codec::Remarks remarks = {};   // what is wrong and usable
    bool is_degraded = false;      // there is something wrong with it, and not only something to say
    bool is_repeat = false;        // it came before, by another way
    bool is_sign_of_life = false;  // of its client, also when there is nothing to decide
    bool is_unremarkable = false;  // nobody looks for it among what was heard: the hub's own words, or others twice
    std::optional<Error> refused = {};
    std::vector<Reply> replies = {};
    // What its sender is told of the outcome in its own format, on the partner's topic; null = as everybody is.
    std::function<std::string(bool is_accepted, const std::string& sentence)> receipt = {};
};

}  // namespace paraat::foreign
