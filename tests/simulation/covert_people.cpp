#include <fmt/format.h>

#include "hub/projection/answers.hpp"
#include "tests/simulation/world_people.hpp"
#include "tests/simulation/world_words.hpp"

namespace paraat::simulation {
namespace {

using namespace std::chrono_literals;

constexpr const char* leaders[] = {"opco-1", "coord-overlast-1", "coord-ondermijning-1"};
constexpr const char* statuses_of_shadows[] = {"available", "busy", "returning", "unavailable", "off_duty"};

}  // namespace

CovertPeople::CovertPeople(std::uint64_t seed, Instant begin) : chance_(seed), next_(begin + 7s) {}

Saying CovertPeople::take(Instant now, const Standing& open) {
    next_ = now + Milliseconds{chance_.between(200, 300'000)};
    // What a covert unit tries in open work is refused, and must not show either.
    if (chance_.once_in(2)) {
        return act(now, chance_.once_in(4) ? open.some_incident(chance_) : standing_.some_incident(chance_));
    }
    const std::string incident = standing_.some_incident(chance_);
    const std::string who = chance_.one_of(leaders);
    if (chance_.once_in(6)) return ask(now, who, incident);
    if (incident.empty() || chance_.once_in(8)) {
        return say(now, who, "report", report_of(chance_) + ",\"covert\":true");
    }
    if (chance_.once_in(20)) return organise(now);
    return lead(now, who, incident, open);
}

Saying CovertPeople::act(Instant now, const std::string& incident) {
    const std::string unit = chance_.one_of(covert_units);
    const std::string order = standing_.some_order(unit, chance_);
    switch (chance_.below(10)) {
        case 0:
        case 1: return say(now, unit, "report", report_of(chance_));
        case 2: return {now, unit, "owntracks", phone(chance_, now)};
        case 3: return {now, unit, "beacon", "{\"status\":\"available\"," + place(chance_) + "}"};
        case 4: return {now, unit, "presence", presence(chance_)};
        case 5:
            return say(now, unit, "status",
                       field("status", chance_.one_of(statuses_of_shadows)) + "," + place(chance_));
        case 6:
            if (incident.empty()) break;
            return say(
                now, unit, "status",
                field("status", chance_.once_in(2) ? "en_route" : "on_scene") + "," + field("incident", incident));
        case 7:
            if (order.empty()) break;
            return say(now, unit, "ack",
                       field("instruction", order) + "," + field("answer", chance_.once_in(2) ? "accepted" : "done"));
        case 8:
            if (!chance_.once_in(3)) break;
            return say(now, unit, "status", panic(chance_));
        default:
            // Also what nobody can read.
            if (chance_.once_in(3)) return {now, unit, "beacon", "{\"status\":\"nowhere\"}"};
            break;
    }
    return say(now, unit, "command", field("do", chance_.once_in(4) ? "shift_end" : "shift_start"));
}

Saying CovertPeople::lead(Instant now, const std::string& who, const std::string& incident, const Standing& open) {
    const std::string on = field("incident", incident);
    const auto does = [&](const char* what, const std::string& more = {}) {
        return say(now, who, "command", field("do", what) + (more.empty() ? "" : "," + more) + "," + on);
    };
    const std::string unit = chance_.once_in(6) ? "radio-7" : chance_.one_of(covert_units);
    if (standing_.is_crowded() || chance_.once_in(2)) {
        return does("close", "\"acknowledge\":true," + field("text", "dicht"));
    }
    switch (chance_.below(17)) {
        case 0:
        case 1:
        case 2: return say(now, who, "ack", on + "," + field("answer", "acknowledged"));
        case 3: return does("claim");
        case 4: return does("note", field("text", "gezien"));
        case 5: return does("dispatch", field("unit", unit));
        case 6: return does("assign", field("division", "dvo") + "," + field("unit", unit));
        case 7: return does("resolve", field("text", "klaar"));
        case 8:
        case 9: return does("close", "\"acknowledge\":true," + field("text", "dicht"));
        case 10:
            return does("merge", field("into", chance_.once_in(3) ? open.some_incident(chance_)
                                                                  : standing_.some_incident(chance_)));
        case 11: return does("triage", field("division", chance_.once_in(2) ? "dvl" : "dvo"));
        case 12: return does("escalate");
        case 13: return does("silence", until(now, chance_) + "," + field("text", "bekend"));
        case 14: return does("shelve", until(now, chance_) + "," + field("text", "straks"));
        case 15: return does("dispatch", field("team", "it-ondermijning"));
        default:
            return say(now, who, "instruct",
                       field("to", "unit/" + (chance_.once_in(2) ? unit : "shadow-1")) + "," +
                           field("text", "blijf staan") + "," + on);
    }
}

// Of covert units, and of who leads them; what only the cleared see.
Saying CovertPeople::organise(Instant now) {
    const std::string account = field("account", chance_.one_of(covert_units));
    switch (chance_.below(6)) {
        case 0: return say(now, "opco-1", "command", field("do", "dismiss") + "," + account);
        case 1:
        case 2: return say(now, "opco-1", "command", field("do", "reinstate") + "," + account);
        case 3:
            return say(now, "opco-1", "command", field("do", "appoint") + "," + account + R"(,"division":"sector")");
        default:
            return say(now, "opco-1", "command",
                       field("do", "appoint") + "," + account + "," +
                           field("team", chance_.once_in(2) ? "it-overlast" : "it-ondermijning"));
    }
}

Saying CovertPeople::ask(Instant now, const std::string& who, const std::string& incident) {
    return say(now, who, "query", question(chance_, chance_.one_of(projection::questions), incident));
}

Saying CovertPeople::say(Instant at, const std::string& client, const std::string& kind, const std::string& words) {
    return {at, client, kind, fmt::format("{{\"id\":\"c{}\",{}}}", ++said_, words)};
}

}  // namespace paraat::simulation
