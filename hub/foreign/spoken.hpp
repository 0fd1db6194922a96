#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "hub/base/time.hpp"
#include "hub/core/position.hpp"

// How what a device says is written in the words of the wire contract.
namespace paraat::foreign {

// Whether a person wrote that word: whatever its case, and what white space stands around it. An empty sign is
// nobody's.
bool says(std::string_view text, std::string_view sign);

// The text as that compares it: without white space around it, its ASCII letters small.
std::string plain(std::string_view text);

// An id for what was said in these bytes: another time they are the same.
std::string id_of(std::string_view format, std::string_view bytes);

// What a device knows of its place and movement; each is left out of the input when it is absent or beyond what the
// contract takes.
struct Whereabouts {
    std::optional<double> lat = {};  // degrees; both or neither
    std::optional<double> lon = {};
    std::optional<double> accuracy_m = {};
    std::optional<double> speed_mps = {};
    std::optional<double> heading_deg = {};
    std::optional<double> battery_pct = {};
    std::optional<Instant> sent_at = {};
};

// Where a panic or report is: without movement and battery, which only beacons have.
void put_place(nlohmann::ordered_json& input, const Whereabouts& of);
std::string beacon_of(const Whereabouts& of);
std::string panic_of(const std::string& id, const Whereabouts& of);

}  // namespace paraat::foreign
