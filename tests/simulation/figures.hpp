#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace paraat::simulation {

// What nights were made of and what was looked at in them, by name and added up.
struct Figures {
    using Counts = std::map<std::string, std::int64_t>;

    std::int64_t nights = 0;
    std::int64_t failed = 0;
    std::int64_t simulated_ms = 0;
    std::int64_t happenings = 0;
    std::int64_t commits = 0;
    std::int64_t starts = 0;  // of the hub
    Counts faults;            // that were done to it
    Counts situations;        // that chance must bring about for a night to show anything
    Counts checks;            // that the auditor made
    Counts events;            // that the journals hold, by name

    void add(const Figures& other);
    bool operator==(const Figures&) const = default;
};

// One line of JSON, and back; throws nlohmann's exceptions on anything else.
std::string to_line(const Figures& figures);
Figures figures_of(const std::string& line);

// For a person: a table, with each fault, situation and event that should have been there and was not.
std::string table_of(const Figures& figures);
// Likewise of days in two worlds.
std::string table_of_days(const Figures& figures);

// By name; the table's own, so that one that never came shows.
inline constexpr const char* all_situations[] = {
    "a receipt came again",
    "a device started with letters to send",
    "a device lost what it had not synced",
    "the hub died amid a commit",
    "the hub's commit failed",
    "the hub lost what it had not synced",
    "the hub started from a snapshot",
    "the hub started with a call running",
    "the hub started with something overdue",
    "the broker dropped what waited",
    "the hub heard something again",
    "a night had covert work",
    "a drill ran beside real work",
    "a hub began to listen to who waited for it",
};

}  // namespace paraat::simulation
