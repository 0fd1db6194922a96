#include "tests/simulation/people.hpp"

namespace paraat::simulation {
namespace {

constexpr const char* units[] = {"radio-1", "radio-2", "radio-7", "radio-8", "radio-9", "shadow-1"};
constexpr const char* desks[] = {"console-1", "opco-1", "coord-overlast-1", "coord-ondermijning-1"};
constexpr const char* categories[] = {"noise_nuisance", "theft",    "robbery",      "shooting",
                                      "loitering",      "stabbing", "drug_dealing", "vandalism"};

std::string pair(const char* key, const std::string& value) {
    return "\"" + std::string(key) + "\":\"" + value + "\"";
}

}  // namespace

People::People(World& world, std::vector<std::unique_ptr<Device>>& devices,
               const std::vector<std::unique_ptr<Console>>& consoles)
    : world_(world), devices_(devices), consoles_(consoles), chance_(world.chance.split()) {}

void People::act_until(Instant end) {
    for (const auto& device : devices_) act_sometimes(*device, end);
}

void People::act_sometimes(Device& device, Instant end) {
    const Instant next = world_.now() + Milliseconds{chance_.between(2'000, 60'000)};
    if (next >= end) return;
    world_.at(next, [this, &device, end] {
        const bool is_unit = device.account().starts_with("radio") || device.account().starts_with("shadow");
        is_unit ? go_about(device) : decide(device);
        act_sometimes(device, end);
    });
}

std::string People::position() {
    return "\"lat\":" + std::to_string(51.90 + 0.002 * static_cast<double>(chance_.below(8))) +
           ",\"lon\":" + std::to_string(4.46 + 0.002 * static_cast<double>(chance_.below(8)));
}

std::string People::some_incident() {
    std::vector<std::string> all;
    for (const auto& console : consoles_) {
        for (const auto& [topic, payload] : console->shown()) all.push_back(topic.substr(topic.rfind('/') + 1));
    }
    return all.empty() ? "" : chance_.one_of(all);
}

std::string People::report() {
    return pair("category", chance_.one_of(categories)) + "," + pair("text", "melding") + "," + position();
}

void People::go_about(Device& radio) {
    const bool is_covert = radio.account().starts_with("shadow");
    const std::string incident = some_incident();
    switch (chance_.below(9)) {
        case 0:
        case 1:
        case 2: {
            const bool is_drill = !is_covert && chance_.once_in(8);
            return radio.say("report", report() + (is_covert && chance_.once_in(2) ? ",\"covert\":true" : "") +
                                           (is_drill ? ",\"exercise\":true" : ""));
        }
        case 3:
        case 4: return radio.beacon("{\"status\":\"available\"," + position() + "}");
        case 5: {
            const char* const statuses[] = {"available", "busy", "returning", "unavailable", "off_duty"};
            return radio.say("status", pair("status", chance_.one_of(statuses)));
        }
        case 6:
            if (incident.empty()) return;
            return radio.say("status", pair("status", chance_.once_in(2) ? "en_route" : "on_scene") + "," +
                                           pair("incident", incident));
        case 7: return radio.say("command", pair("do", chance_.once_in(3) ? "shift_end" : "shift_start"));
        default:
            if (!chance_.once_in(6)) return;
            return radio.say("status", "\"panic\":true," + position(), true);
    }
}

void People::decide(Device& desk) {
    if (chance_.once_in(12)) return drill(desk);
    if (desk.account() != "console-1" && chance_.once_in(10)) {
        return desk.say("report", report() + ",\"covert\":true");
    }
    const std::string incident = some_incident();
    if (!incident.empty()) lead(desk, incident);
}

void People::lead(Device& desk, const std::string& incident) {
    const std::string on = pair("incident", incident);
    const auto does = [&](const char* what, const std::string& more = {}) {
        desk.say("command", pair("do", what) + (more.empty() ? "" : "," + more) + "," + on);
    };
    const std::string later = "\"until_ms\":" + std::to_string(world_.now().ms + chance_.between(60'000, 1'200'000));
    switch (chance_.below(22)) {
        case 0:
        case 1: return desk.say("ack", on + ",\"answer\":\"acknowledged\"");
        case 2: return does("claim");
        case 3: return does("note", pair("text", "genoteerd"));
        case 4: return does("dispatch", pair("unit", chance_.one_of(units)));
        case 5: return does("resolve", pair("text", "klaar"));
        case 6:
        case 7: return does("close", "\"acknowledge\":true," + pair("text", "dicht"));
        case 8: return does("reopen");
        case 9: return does("merge", pair("into", some_incident()));
        case 10: return does("release");
        case 11: return does("triage", pair("division", chance_.once_in(2) ? "dvl" : "dvo"));
        case 12: return does("escalate");
        case 13: return does("silence", later + "," + pair("text", "bekend"));
        case 14: return does("shelve", later + "," + pair("text", "straks"));
        case 15: return does("handover", pair("to", chance_.one_of(desks)));
        case 16: return does("assign", pair("division", "dvo") + "," + pair("unit", chance_.one_of(units)));
        case 17: return does("remove_division", pair("division", chance_.once_in(2) ? "dvl" : "dvo"));
        case 18: return does("split", "\"reports\":[\"radio-1-1\",\"radio-7-2\",\"radio-8-1\",\"radio-2-2\"]");
        case 19: return does("handover", "\"acknowledge\":true");
        case 20: return desk.say("command", pair("do", chance_.once_in(2) ? "shift_start" : "shift_end"));
        default:
            return desk.say(
                "instruct",
                pair("to", chance_.once_in(2) ? "team/it-overlast" : std::string("unit/") + chance_.one_of(units)) +
                    "," + pair("text", "ga kijken") + "," + on +
                    (chance_.once_in(2) ? ",\"respond_by\":" + std::to_string(world_.now().ms + 60'000) : ""));
    }
}

void People::drill(Device& desk) {
    if (chance_.once_in(3)) return desk.say("command", pair("do", "exercise_end") + "," + pair("name", "nacht"));
    desk.say("command", pair("do", "exercise_start") + "," + pair("name", "nacht") +
                            ",\"participants\":[\"unit/radio-1\",\"unit/radio-7\"],\"until_ms\":" +
                            std::to_string(world_.now().ms + chance_.between(60'000, 1'800'000)));
}

void People::is_asked(Device& device, const sdk::Request& request) {
    if (request.payload.empty() || is_resting_ || chance_.once_in(3)) return;
    const bool is_notice = request.kind == sdk::Asked::notice;
    const std::string of = pair(is_notice ? "incident" : "instruction", request.id);
    const char* const answers[] = {"read", "declined", is_notice ? "acknowledged" : "accepted", "done"};
    const std::string answer = chance_.one_of(answers);
    if (is_notice && answer == "done") return;
    world_.after(Milliseconds{chance_.between(500, 60'000)},
                 [&device, of, answer] { device.say("ack", of + "," + pair("answer", answer)); });
}

}  // namespace paraat::simulation
