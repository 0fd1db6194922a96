#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "hub/core/escalation_policy.hpp"
#include "hub/core/position.hpp"

namespace paraat::scenario {

// What the one who wrote a scenario got wrong, as a sentence; the scenario ends there.
struct Mistake : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A piece of a line: a word, a text that stood in quotes, or the indented lines below a line that ends in a colon.
struct Token {
    enum class Kind : std::uint8_t { word, text, block };
    Kind kind = Kind::word;
    std::string text;

    bool operator==(const Token&) const = default;
};

// The tokens as a line has them.
std::string as_line(const std::vector<Token>& tokens);
std::string joined(const std::vector<std::string>& texts, const std::string& between = ", ");

// "weapon_seen yes, injured no" as pairs.
std::vector<std::pair<std::string, std::string>> pairs_of(const std::string& text);

// What stands in the places of a sentence: of `{client} acknowledges {incident}` in "client" and "incident". A place
// that the sentence leaves out is empty.
class Words {
public:
    void put(const std::string& place, std::string text) { places_[place] = std::move(text); }
    bool has(const std::string& place) const { return places_.contains(place); }
    const std::string& operator[](const std::string& place) const;
    std::vector<std::string> list(const std::string& place) const;  // "radio-7, radio-8"
    std::int32_t number(const std::string& place) const;
    core::Position position(const std::string& place) const;
    core::Target target(const std::string& place) const;  // a name alone is a unit's

private:
    std::map<std::string, std::string> places_;
};

}  // namespace paraat::scenario
