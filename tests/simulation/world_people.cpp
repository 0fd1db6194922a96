#include "tests/simulation/world_people.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace paraat::simulation {
namespace {

using namespace std::chrono_literals;

constexpr const char* overt_units[] = {"radio-1", "radio-2", "radio-3", "radio-7", "radio-8", "radio-9"};
constexpr const char* overt_desks[] = {"console-1", "console-2", "opco-1", "coord-overlast-1", "coord-ondermijning-1"};
constexpr const char* covert_units[] = {"shadow-1", "shadow-2", "shadow-3"};
constexpr const char* cleared_desks[] = {"opco-1", "coord-overlast-1", "coord-ondermijning-1"};
constexpr const char* categories_of_a_day[] = {"noise_nuisance", "theft",          "robbery",
                                               "shooting",       "youth_nuisance", "loitering",
                                               "stabbing",       "drug_dealing",   "vandalism"};
constexpr const char* divisions_of_a_day[] = {"dvl", "dvo", "sector"};
constexpr const char* unit_statuses[] = {"available", "busy", "returning", "unavailable", "off_duty"};

std::string field(const char* key, const std::string& value) {
    return fmt::format("\"{}\":\"{}\"", key, value);
}

// Few places, so that reports join and pile up, and open and covert work lie on top of each other.
std::string place(Chance& chance) {
    return fmt::format("\"lat\":{:.3f},\"lon\":{:.3f}", 51.90 + 0.002 * static_cast<double>(chance.below(5)),
                       4.46 + 0.002 * static_cast<double>(chance.below(5)));
}

std::string report_of(Chance& chance) {
    return field("category", chance.one_of(categories_of_a_day)) + "," + field("text", "melding") + "," + place(chance);
}

std::string until(Instant at, Chance& chance) {
    return fmt::format("\"until_ms\":{}", at.ms + chance.between(60'000, 3'600'000));
}

}  // namespace

void Standing::hears(const std::string& topic, const std::string& payload) {
    constexpr std::string_view down = "oov/json/down/";
    const std::size_t order = topic.find("/instruction/");
    if (topic.starts_with(down) && order != std::string::npos) {
        auto& orders = orders_[topic.substr(down.size(), order - down.size())];
        const std::string id = topic.substr(order + 13);
        payload.empty() ? static_cast<void>(orders.erase(id)) : static_cast<void>(orders.insert(id));
        return;
    }
    const bool is_of_another = prefix_ == "oov/json/" && topic.starts_with("oov/json/covert/");
    if (!topic.starts_with(prefix_) || is_of_another || topic.find("/alert/") == std::string::npos) return;
    payload.empty() ? static_cast<void>(alerts_.erase(topic)) : static_cast<void>(alerts_.insert(topic));
}

std::string Standing::some_incident(Chance& chance) const {
    if (alerts_.empty()) return {};
    const auto chosen = std::next(alerts_.begin(), static_cast<std::ptrdiff_t>(chance.below(alerts_.size())));
    return chosen->substr(chosen->rfind('/') + 1);
}

std::string Standing::some_order(const std::string& client, Chance& chance) const {
    const auto orders = orders_.find(client);
    if (orders == orders_.end() || orders->second.empty()) return {};
    return *std::next(orders->second.begin(), static_cast<std::ptrdiff_t>(chance.below(orders->second.size())));
}

OvertPeople::OvertPeople(std::uint64_t seed, Instant begin) : chance_(seed), act_at_(begin + 5s) {
    for (const char* name : overt_units) signs_[name] = begin + Milliseconds{chance_.between(1'000, 60'000)};
    for (const char* name : overt_desks) signs_[name] = begin + Milliseconds{chance_.between(1'000, 60'000)};
    plan();
}

void OvertPeople::plan() {
    const auto sign = std::min_element(signs_.begin(), signs_.end(),
                                       [](const auto& one, const auto& other) { return one.second < other.second; });
    if (act_at_ < sign->second) {
        next_ = Saying{act_at_, "", "", ""};
        return;
    }
    const std::string& name = sign->first;
    next_ = Saying{sign->second, name, "presence", R"({"state":"online","session":1})"};
    if (name.starts_with("radio") && chance_.once_in(3)) {
        next_.kind = "beacon";
        next_.payload = "{\"status\":\"available\"," + place(chance_) + "}";
    }
    // Now and then one is out of reach for a while. Who is cleared and out of reach does no covert work either; who is
    // there is known to all.
    const bool is_cleared =
        std::find(std::begin(cleared_desks), std::end(cleared_desks), name) != std::end(cleared_desks);
    const bool is_away = !is_cleared && chance_.once_in(200);
    sign->second =
        sign->second + Milliseconds{is_away ? chance_.between(80'000, 900'000) : chance_.between(50'000, 70'000)};
}

Saying OvertPeople::take() {
    Saying said = next_;
    if (said.client.empty()) {
        said = act(said.at);
        act_at_ = act_at_ + Milliseconds{chance_.between(1'000, 240'000)};
    }
    plan();
    return said;
}

Saying OvertPeople::act(Instant at) {
    if (chance_.once_in(12)) return ask(at, chance_.once_in(2) ? "radio-1" : "console-1");
    if (chance_.once_in(20)) {
        const bool is_covert = chance_.once_in(4);  // anybody may report covertly
        return say(at, chance_.once_in(2) ? "citizen-1" : "console-2", "report",
                   report_of(chance_) + (is_covert ? ",\"covert\":true" : ""));
    }
    if (chance_.once_in(2)) return speak_as_unit(at, chance_.one_of(overt_units));
    return decide_at_desk(at, chance_.one_of(overt_desks));
}

Saying OvertPeople::speak_as_unit(Instant at, const std::string& unit) {
    const std::string incident = standing_.some_incident(chance_);
    const std::string order = standing_.some_order(unit, chance_);
    const bool is_about = !incident.empty();
    switch (chance_.below(9)) {
        case 0:
        case 1: return say(at, unit, "report", report_of(chance_) + (chance_.once_in(10) ? ",\"exercise\":true" : ""));
        case 3: return say(at, unit, "status", field("status", chance_.one_of(unit_statuses)) + "," + place(chance_));
        case 4:
        case 5:
            if (!is_about) break;
            return say(
                at, unit, "status",
                field("status", chance_.once_in(2) ? "en_route" : "on_scene") + "," + field("incident", incident));
        case 6:
            if (order.empty()) break;
            return say(at, unit, "ack",
                       field("instruction", order) + "," +
                           field("answer", chance_.once_in(3)   ? "declined"
                                           : chance_.once_in(2) ? "accepted"
                                                                : "done"));
        case 7:
            if (!is_about) break;
            return say(
                at, unit, "ack",
                field("incident", incident) + "," + field("answer", chance_.once_in(3) ? "declined" : "acknowledged"));
        case 2: break;
        default:
            if (!chance_.once_in(4)) break;
            return say(at, unit, "status", "\"panic\":true," + place(chance_));
    }
    return say(at, unit, "command", field("do", chance_.once_in(4) ? "shift_end" : "shift_start"));
}

Saying OvertPeople::decide_at_desk(Instant at, const std::string& desk) {
    const std::string incident = standing_.some_incident(chance_);
    if (incident.empty() || chance_.once_in(8)) {
        return say(at, desk, "command",
                   field("do", chance_.once_in(4) ? "shift_end" : "shift_start") + "," +
                       field("role", desk.starts_with("console") ? "centre" : desk.substr(0, desk.size() - 2)));
    }
    return lead(at, desk, incident);
}

// What is open ends as fast as it comes, so that a day is no flood.
Saying OvertPeople::lead(Instant at, const std::string& desk, const std::string& incident) {
    const std::string on = field("incident", incident);
    const auto does = [&](const char* what, const std::string& more = {}) {
        return say(at, desk, "command", field("do", what) + (more.empty() ? "" : "," + more) + "," + on);
    };
    if (chance_.once_in(2)) return does("close", "\"acknowledge\":true," + field("text", "dicht"));
    switch (chance_.below(20)) {
        case 0:
        case 1:
        case 2:
        case 8:
        case 9: return say(at, desk, "ack", on + "," + field("answer", "acknowledged"));
        case 3: return does("claim");
        case 4: return does("note", field("text", "genoteerd"));
        case 5: return does("dispatch", field("unit", chance_.one_of(overt_units)));
        case 6: return does("dispatch", field("team", chance_.once_in(2) ? "it-overlast" : "it-ondermijning"));
        case 7: return does("resolve", field("text", "klaar"));
        case 10: return does("merge", field("into", standing_.some_incident(chance_)));
        case 11: return does("triage", field("division", chance_.once_in(2) ? "dvl" : "dvo"));
        case 12: return does("escalate");
        case 13: return does("silence", until(at, chance_) + "," + field("text", "bekend"));
        case 14: return does("shelve", until(at, chance_) + "," + field("text", "straks"));
        case 15: return does("assign", field("division", "dvo") + "," + field("unit", chance_.one_of(overt_units)));
        case 16: return does("handover", field("to", chance_.one_of(overt_desks)));
        case 17: return does("dispatch", field("unit", "shadow-1"));  // a name that somebody guesses
        case 18: return say(at, desk, "instruct", field("to", "role/opco") + "," + field("text", "bel mij") + "," + on);
        default:
            return say(at, desk, "instruct",
                       field("to", chance_.once_in(2) ? "team/it-overlast" : "team/it-ondermijning") + "," +
                           field("text", "ga kijken") + "," + on +
                           (chance_.once_in(2) ? fmt::format(",\"respond_by\":{}", at.ms + 60'000) : ""));
    }
}

Saying OvertPeople::ask(Instant at, const std::string& client) {
    const std::string incident = standing_.some_incident(chance_);
    const std::string division = chance_.one_of(divisions_of_a_day);
    switch (chance_.below(9)) {
        case 0: return say(at, client, "query", field("ask", "incidents") + "," + field("division", division));
        case 1: return say(at, client, "query", field("ask", "units") + "," + field("division", division));
        case 2: return say(at, client, "query", field("ask", "nearest") + "," + place(chance_));
        case 3: return say(at, client, "query", field("ask", "reach") + "," + field("division", division));
        case 4: return say(at, client, "query", field("ask", "load") + "," + field("division", division));
        case 5: return say(at, client, "query", field("ask", "handover"));
        case 6: return say(at, client, "query", field("ask", "policies"));
        case 7:
            return say(at, client, "query",
                       field("ask", "handover") + "," +
                           field("unit", chance_.once_in(2) ? "shadow-1" : "coord-ondermijning-1"));
        default:
            return say(at, client, "query",
                       field("ask", chance_.once_in(2) ? "incident" : "nearest") + "," + field("incident", incident));
    }
}

Saying OvertPeople::say(Instant at, const std::string& client, const std::string& kind, const std::string& words) {
    return {at, client, kind, fmt::format("{{\"id\":\"o{}\",{}}}", ++said_, words)};
}

CovertPeople::CovertPeople(std::uint64_t seed, Instant begin) : chance_(seed), next_(begin + 7s) {}

Saying CovertPeople::take(Instant now, const Standing& open) {
    next_ = now + Milliseconds{chance_.between(200, 300'000)};
    // What a covert unit tries in open work is refused, and must not show either.
    if (chance_.once_in(2)) {
        return act(now, chance_.once_in(4) ? open.some_incident(chance_) : standing_.some_incident(chance_));
    }
    const std::string incident = standing_.some_incident(chance_);
    const std::string who = chance_.one_of(cleared_desks);
    if (chance_.once_in(6)) return ask(now, who, incident);
    if (incident.empty() || chance_.once_in(8)) {
        return say(now, who, "report", report_of(chance_) + ",\"covert\":true");
    }
    return lead(now, who, incident, open);
}

Saying CovertPeople::act(Instant now, const std::string& incident) {
    const std::string unit = chance_.one_of(covert_units);
    const std::string order = standing_.some_order(unit, chance_);
    switch (chance_.below(10)) {
        case 0:
        case 1: return say(now, unit, "report", report_of(chance_));
        case 2:
        case 3: return {now, unit, "beacon", "{\"status\":\"available\"," + place(chance_) + "}"};
        case 4: return {now, unit, "presence", R"({"state":"online","session":1})"};
        case 5: return say(now, unit, "status", field("status", chance_.one_of(unit_statuses)) + "," + place(chance_));
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
            return say(now, unit, "status", "\"panic\":true," + place(chance_));
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
    if (chance_.once_in(2)) return does("close", "\"acknowledge\":true," + field("text", "dicht"));
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

Saying CovertPeople::ask(Instant now, const std::string& who, const std::string& incident) {
    switch (chance_.below(6)) {
        case 0: return say(now, who, "query", field("ask", "incidents") + "," + field("division", "dvo"));
        case 1: return say(now, who, "query", field("ask", "units") + "," + field("division", "dvo"));
        case 2: return say(now, who, "query", field("ask", "nearest") + "," + field("incident", incident));
        case 3: return say(now, who, "query", field("ask", "load") + "," + field("division", "dvo"));
        case 4: return say(now, who, "query", field("ask", "handover"));
        default: return say(now, who, "query", field("ask", "incident") + "," + field("incident", incident));
    }
}

Saying CovertPeople::say(Instant at, const std::string& client, const std::string& kind, const std::string& words) {
    return {at, client, kind, fmt::format("{{\"id\":\"c{}\",{}}}", ++said_, words)};
}

}  // namespace paraat::simulation
