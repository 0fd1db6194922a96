#include "tests/simulation/world_people.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "hub/projection/answers.hpp"
#include "tests/simulation/world_words.hpp"

namespace paraat::simulation {
namespace {

using namespace std::chrono_literals;

constexpr const char* overt_desks[] = {"console-1", "console-2", "opco-1", "coord-overlast-1", "coord-ondermijning-1",
                                       stand_in};
constexpr const char* cleared_desks[] = {"opco-1", "coord-overlast-1", "coord-ondermijning-1", stand_in};
constexpr const char* askers[] = {"radio-1",   "radio-8",   "console-1", "console-2",
                                  "console-2", "citizen-1", "politie",   "admin-1"};
constexpr const char* order_targets[] = {"team/it-overlast", "team/it-ondermijning", "division/dvl", "division/dvo",
                                         "division/sector",  "unit/radio-1",         "unit/radio-10"};
constexpr const char* unit_statuses[] = {"available", "busy", "returning", "unavailable", "off_duty"};
constexpr std::size_t remembered = 8;  // reports and incidents that are over

template <class Text>
void remember(std::deque<std::string>& all, Text&& text) {
    all.emplace_back(std::forward<Text>(text));
    if (all.size() > remembered) all.pop_front();
}

std::string one_remembered(const std::deque<std::string>& all, Chance& chance) {
    return all.empty() ? std::string{} : chance.one_of(all);
}

}  // namespace

void Standing::hears(const std::string& topic, const std::string& payload) {
    constexpr std::string_view down = "oov/json/down/";
    const std::size_t order = topic.find("/instruction/");
    if (order != std::string::npos) {
        const bool is_of_client = topic.starts_with(down);
        auto& orders = orders_[is_of_client ? topic.substr(down.size(), order - down.size()) : ""];
        const std::string id = topic.substr(order + 13);
        payload.empty() ? static_cast<void>(orders.erase(id)) : static_cast<void>(orders.insert(id));
        return;
    }
    const bool is_of_another = prefix_ == "oov/json/" && topic.starts_with("oov/json/covert/");
    if (!topic.starts_with(prefix_) || is_of_another || topic.find("/alert/") == std::string::npos) return;
    if (!payload.empty()) {
        alerts_.insert(topic);
    } else if (alerts_.erase(topic) > 0) {
        remember(over_, topic.substr(topic.rfind('/') + 1));
    }
}

std::string Standing::some_that_is_over(Chance& chance) const {
    return one_remembered(over_, chance);
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
    // Now and then one is out of reach for a while. Who is cleared and out of reach does no covert work either; who is
    // there is known to all.
    const bool is_cleared =
        std::find(std::begin(cleared_desks), std::end(cleared_desks), name) != std::end(cleared_desks);
    next_ =
        Saying{sign->second, name, "presence", is_cleared ? R"({"state":"online","session":1})" : presence(chance_)};
    if (name.starts_with("radio") && chance_.once_in(3)) {
        next_.kind = "beacon";
        next_.payload = "{\"status\":\"available\"," + place(chance_) + "}";
    } else if (name.starts_with("radio") && chance_.once_in(4)) {
        next_.kind = "owntracks";
        next_.payload = phone(chance_, sign->second);
    }
    const bool is_away = !is_cleared && chance_.once_in(200);
    sign->second =
        sign->second + Milliseconds{is_away ? chance_.between(80'000, 900'000) : chance_.between(50'000, 70'000)};
}

Saying OvertPeople::take() {
    Saying said = next_;
    if (said.client.empty()) {
        said = act(said.at);
        act_at_ = act_at_ + Milliseconds{chance_.between(1'000, 200'000)};
    }
    plan();
    return said;
}

Saying OvertPeople::act(Instant at) {
    if (said_ == 0) return say(at, resting_unit, "status", field("status", "off_duty"));
    if (chance_.once_in(7)) return ask(at, chance_.one_of(askers));
    if (chance_.once_in(15)) return tell_from_outside(at);
    if (chance_.once_in(15)) return organise(at);
    if (chance_.once_in(2)) return speak_as_unit(at, chance_.one_of(overt_units));
    return decide_at_desk(at, chance_.one_of(overt_desks));
}

Saying OvertPeople::tell_from_outside(Instant at) {
    if (chance_.once_in(2)) return say(at, "politie", "in/report", partner_report_of(chance_));
    const bool is_covert = chance_.once_in(4);  // anybody may report covertly
    const char* const reporters[] = {"citizen-1", "console-2", "gemeente"};
    return say(at, chance_.one_of(reporters), "report", report_of(chance_) + (is_covert ? ",\"covert\":true" : ""));
}

// Who has which place, who drills, whose shift somebody else begins.
Saying OvertPeople::organise(Instant at) {
    switch (chance_.below(7)) {
        case 0: return say(at, "admin-1", "command", appointment(chance_, false));
        case 3:
        case 4:
            return say(at, chance_.one_of(overt_desks), "instruct",
                       field("to", chance_.one_of(order_targets)) + "," + field("text", "let op"));
        case 1: return say(at, chance_.one_of(overt_desks), "command", exercise(chance_, at));
        case 2:
            return say(at, "console-1", "command",
                       field("do", chance_.once_in(3) ? "shift_start" : "shift_end") + "," +
                           field("unit", chance_.once_in(2) ? resting_unit : "shadow-1"));
        default: return say(at, "opco-1", "command", appointment(chance_, true));
    }
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
            return say(at, unit, "status", panic(chance_));
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
    return chance_.once_in(5) ? lead_seldom(at, desk, incident) : lead(at, desk, incident);
}

// What is open ends as fast as it comes, so that a day is no flood.
Saying OvertPeople::lead(Instant at, const std::string& desk, const std::string& incident) {
    const std::string on = field("incident", incident);
    const auto does = [&](const char* what, const std::string& more = {}) {
        return say(at, desk, "command", field("do", what) + (more.empty() ? "" : "," + more) + "," + on);
    };
    if (standing_.is_crowded() || chance_.once_in(2)) {
        return does("close", "\"acknowledge\":true," + field("text", "dicht"));
    }
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
                       field("to", chance_.one_of(order_targets)) + "," + field("text", "ga kijken") + "," + on +
                           (chance_.once_in(2) ? fmt::format(",\"respond_by\":{}", at.ms + 60'000) : ""));
    }
}

Saying OvertPeople::lead_seldom(Instant at, const std::string& desk, const std::string& incident) {
    const auto does = [&](const char* what, const std::string& on, const std::string& more = {}) {
        return say(at, desk, "command",
                   field("do", what) + "," + field("incident", on) + (more.empty() ? "" : "," + more));
    };
    const std::string why = field("text", "anders");
    switch (chance_.below(13)) {
        case 0: return does("reopen", standing_.some_that_is_over(chance_));
        case 1: return does("unassign", incident, field("team", "it-overlast"));
        case 2: return does("unassign", incident, field("unit", chance_.once_in(3) ? "shadow-1" : "radio-1"));
        case 3: return does("split", incident, fmt::format(R"("reports":["{}"])", one_remembered(reports_, chance_)));
        case 4: return does("release", incident);
        case 10: return does("preserve", incident, why + (chance_.once_in(2) ? "," + until(at, chance_) : ""));
        case 11: return does("preserve_end", incident, why);
        case 12: return does("erase", chance_.once_in(2) ? incident : standing_.some_that_is_over(chance_), why);
        case 5: return does("remove_division", incident, field("division", chance_.once_in(2) ? "dvl" : "dvo"));
        case 6:
            return say(at, desk, "command",
                       field("do", "withdraw") + "," + field("instruction", standing_.some_order("", chance_)));
        case 7: return does("assess", incident, assessment(chance_));
        case 8: return does("refuse", incident, why);
        default: return does("pass_on", incident, why);
    }
}

Saying OvertPeople::ask(Instant at, const std::string& client) {
    const bool is_over = chance_.once_in(4);
    const std::string incident = is_over ? standing_.some_that_is_over(chance_) : standing_.some_incident(chance_);
    // Explanations are made from the journal, and take a day's time.
    const auto& ask = chance_.one_of(projection::questions);
    const bool is_dear = ask == "explain" && !chance_.once_in(3);
    return say(at, client, "query", question(chance_, is_dear ? "incidents" : ask, incident));
}

Saying OvertPeople::say(Instant at, const std::string& client, const std::string& kind, const std::string& words) {
    Saying said{at, client, kind, fmt::format("{{\"id\":\"o{}\",{}}}", ++said_, words)};
    if (kind == "report" || kind == "in/report") remember(reports_, fmt::format("{}/o{}", client, said_));
    return said;
}

}  // namespace paraat::simulation
