#include "clients/cli/doctor/running.hpp"

#include <cstdlib>
#include <set>
#include <sstream>

#include "hub/base/amount.hpp"

namespace paraat::cli {
namespace {

constexpr std::int64_t offset_most_ms = 2'000;
constexpr std::int64_t room_factor = 4;  // of what the hub keeps free: then there is time to act

Findings hub_health(const RunningFacts& facts) {
    if (!facts.health) {
        return {{"hub", Grade::unknown, "no hub answers on the admin port: what runs was not looked at",
                 "look again when it runs"}};
    }
    if (facts.health->is_ready) return {{"hub", Grade::ok, "the hub is ready"}};
    Findings found;
    for (const std::string& reason : facts.health->reasons) {
        found.push_back({"hub", Grade::warn, "the hub is not ready: " + reason, "see its log"});
    }
    return found;
}

// The lines of an access file, each with whose it is.
std::set<std::pair<std::string, std::string>> rights_in(const std::string& text) {
    std::set<std::pair<std::string, std::string>> rights;
    std::istringstream lines(text);
    std::string user, line;
    while (std::getline(lines, line)) {
        if (line.starts_with("user ")) user = line;
        if (!line.empty() && line.front() != '#') rights.emplace(user, line);
    }
    return rights;
}

bool gives_more(const std::string& one, const std::string& other) {
    const auto those = rights_in(other);
    for (const auto& right : rights_in(one)) {
        if (!those.contains(right)) return true;
    }
    return false;
}

Findings guard_and_access(const RunningFacts& facts) {
    if (!facts.has_private_broker) {
        return {{"broker-files", Grade::unknown, "the broker is another's: its access file was not looked at",
                 "compare it with paraat access broker-files DIR"}};
    }
    if (!facts.has_accounts || !facts.broker.is_found) return {};
    if (!facts.broker.may_look) {
        return {
            {"guard", Grade::unknown, "this user may not look into the broker", "run this as the hub's user"},
            {"broker-files", Grade::unknown, "this user may not look into the broker", "run this as the hub's user"}};
    }
    Findings found;
    if (!facts.broker.has_guard) {
        found.push_back({"guard", Grade::open,
                         "the broker runs without its guard: anybody with a login takes any client id",
                         "start the hub again, with paraat-guard.so beside it"});
    } else if (!facts.broker.is_guard_current) {
        found.push_back(
            {"guard", Grade::warn, "the broker's guard is not the one that is installed now", "start the hub again"});
    } else {
        found.push_back({"guard", Grade::ok, "the broker's guard is loaded"});
    }
    if (!facts.access_file) {
        found.push_back({"broker-files", Grade::unknown, "who may know what by now is not known to this user", ""});
    } else if (gives_more(facts.broker.access_file, *facts.access_file)) {
        found.push_back({"broker-files", Grade::open, "the broker gives rights that nobody has by the organisation now",
                         "start the hub again: its files may have changed since it began"});
    } else if (gives_more(*facts.access_file, facts.broker.access_file)) {
        found.push_back({"broker-files", Grade::warn, "the broker lacks rights that the organisation gives now",
                         "start the hub again: its files may have changed since it began"});
    } else {
        found.push_back({"broker-files", Grade::ok, "the broker gives the rights that the organisation in force has"});
    }
    return found;
}

Finding clock_state(const RunningFacts& facts) {
    if (facts.clock_offset_ms && std::abs(*facts.clock_offset_ms) > offset_most_ms) {
        return {"clock", Grade::warn,
                "the clock jumped under the hub, by " + std::to_string(*facts.clock_offset_ms) + " ms",
                "see to the clock of this machine; the hub follows slowly"};
    }
    if (!facts.is_clock_kept) return {"clock", Grade::unknown, "the system does not say whether its clock is right"};
    if (*facts.is_clock_kept) return {"clock", Grade::ok, "the system's clock is kept by another one"};
    return {"clock", Grade::warn, "nothing keeps the clock of this machine right: certificates and dates rest on it",
            "run an NTP client, e.g. apt-get install chrony"};
}

Findings disk_state(const RunningFacts& facts) {
    if (!facts.disk_free) return {};
    const std::string free = std::to_string(*facts.disk_free >> 20) + " MiB free on the journal's disk";
    if (*facts.disk_free < facts.keep_free) {
        return {{"disk", Grade::open, free + ": nothing new is taken", "make room, or set [journal] keep_free"}};
    }
    if (*facts.disk_free / room_factor < facts.keep_free) {
        return {{"disk", Grade::warn, free + "; below " + size_text(facts.keep_free) + " nothing new is taken",
                 "make room"}};
    }
    return {{"disk", Grade::ok, free}};
}

Findings set_aside(const RunningFacts& facts) {
    if (!facts.quarantined) return {{"quarantine", Grade::unknown, "the journal's folder is closed to this user", ""}};
    if (*facts.quarantined == 0) return {{"quarantine", Grade::ok, "no message is in quarantine"}};
    return {{"quarantine", Grade::warn,
             std::to_string(*facts.quarantined) + " messages that a hub died of are in quarantine",
             "paraat journal quarantine list JOURNAL"}};
}

}  // namespace

Findings check_running(const RunningFacts& facts) {
    Findings found = hub_health(facts);
    add_all(found, guard_and_access(facts));
    found.push_back(clock_state(facts));
    add_all(found, disk_state(facts));
    add_all(found, set_aside(facts));
    return found;
}

}  // namespace paraat::cli
