#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/codec/p2000/page.hpp"
#include "hub/codec/p2000/tables.hpp"

namespace paraat::codec::p2000 {

// A remark of the dispatcher in brackets, a karakteristiek: "(Uitbr.: hoog)", "(keuken)".
struct Trait {
    std::string name;
    std::string value;

    bool operator==(const Trait&) const = default;
};

// A number of the control room for the same dispatch.
struct Number {
    std::string kind;  // "bon", "rit", "icnum", "number"
    std::string id;    // digits

    bool operator==(const Number&) const = default;
};

// What a page says, as far as its grammar gives it. Each region writes in its own way, so that a part may be missing or
// wrong: `degraded` says what was guessed.
struct Dispatch {
    Service service = Service::unknown;
    bool is_service_by_capcode = false;  // the text did not tell
    std::string priority_text;           // "A1", "P 2", "Prio 1"; empty = none
    std::optional<int> priority;         // 1..5
    std::string group;                   // of talkgroups: "BDH-07"
    std::vector<std::string> units;      // 5 or 6 digits, or a call sign
    std::string class_words;             // as they were written
    std::string class_name;
    std::string lmc;
    std::string category;  // of the classification itself; empty = by its code
    std::optional<int> grip;
    std::string place;
    std::string road;  // "A7 Re 225,6"
    // Personal data: where somebody lives. The name of a building stands before its street.
    std::string street;
    std::string house_number;
    std::string postcode;
    std::vector<Trait> traits;
    std::vector<Number> numbers;
    bool is_test = false;
    bool is_exercise = false;
    bool is_withdrawal = false;
    bool is_fragment = false;  // it is cut off, or the receiver said that it goes on
    Remarks degraded;

    // Whether somebody is sent somewhere, rather than asked to telephone.
    bool is_dispatch() const { return priority.has_value() || !class_name.empty(); }
    // What and where, to compare two dispatches by; holds the address.
    std::string gist() const;

    bool operator==(const Dispatch&) const = default;
};

inline constexpr std::size_t words_most = 400;  // of a page; what follows is left

// Pure and total; any thread.
Dispatch understand(std::string_view text, const Tables& tables);
// The same, and what the page says beside its text. Whose capcode it is tells the service where the text does not: the
// third of seven digits was 0 or 1 for the fire service, 2 for ambulances and 3 for the police in what was seen.
Dispatch understand(const Page& page, const Tables& tables);

}  // namespace paraat::codec::p2000
