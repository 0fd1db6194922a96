#include "tests/simulation/world_words.hpp"

#include <fmt/format.h>

namespace paraat::simulation {
namespace {

constexpr const char* categories_of_a_day[] = {"noise_nuisance", "theft",          "robbery",
                                               "shooting",       "youth_nuisance", "loitering",
                                               "stabbing",       "drug_dealing",   "vandalism"};
constexpr const char* divisions_of_a_day[] = {"dvl", "dvo", "sector"};
constexpr const char* teams_of_a_day[] = {"it-overlast", "it-ondermijning"};
constexpr const char* moved_people[] = {"radio-3", "radio-9", "console-2", stand_in};
// Also of whom somebody guesses the name.
constexpr const char* asked_about[] = {"unit/radio-1",     "unit/radio-10", "unit/shadow-1", "team/it-ondermijning",
                                       "team/it-overlast", "role/opco",     "division/dvl",  "unit/nobody"};

std::string named(std::string_view what, Chance& chance) {
    return field("name", fmt::format("{}-{}", what, chance.below(3)));
}

std::string explanation(Chance& chance, const std::string& incident) {
    std::string words = "," + field("incident", incident);
    if (!chance.once_in(3)) words += "," + field("target", chance.one_of(asked_about));
    if (chance.once_in(4)) words += fmt::format(",\"rev\":{}", chance.between(1, 4));
    return words;
}

std::string nearest_words(Chance& chance, const std::string& incident) {
    std::string words = "," + (incident.empty() || chance.once_in(2) ? place(chance) : field("incident", incident));
    if (chance.once_in(4)) words += R"(,"skills":["first_aid"])";
    if (chance.once_in(4)) words += "," + field("team", chance.one_of(teams_of_a_day));
    return words;
}

std::string page(Chance& chance) {
    return chance.once_in(4) ? fmt::format(",\"limit\":{}", chance.between(1, 4)) : "";
}

}  // namespace

std::string field(std::string_view key, std::string_view value) {
    return fmt::format("\"{}\":\"{}\"", key, value);
}

std::string place(Chance& chance) {
    return fmt::format("\"lat\":{:.3f},\"lon\":{:.3f}", 51.90 + 0.002 * static_cast<double>(chance.below(5)),
                       4.46 + 0.002 * static_cast<double>(chance.below(5)));
}

std::string phone(Chance& chance, Instant at) {
    // Now and then what a phone says wrongly, or says by the way.
    if (chance.once_in(8)) return R"({"_type":"location","lat":"north","lon":4.46})";
    if (chance.once_in(8)) return fmt::format(R"({{"_type":"lwt","tst":{}}})", at.ms / 1'000);
    return fmt::format(R"({{"_type":"location","tst":{},"acc":{},"batt":{},{}}})", at.ms / 1'000, chance.below(60),
                       chance.below(100), place(chance));
}

std::string report_of(Chance& chance) {
    return field("category", chance.one_of(categories_of_a_day)) + "," + field("text", "melding") + "," + place(chance);
}

std::string until(Instant at, Chance& chance) {
    return fmt::format("\"until_ms\":{}", at.ms + chance.between(60'000, 3'600'000));
}

std::string panic(Chance& chance) {
    return "\"panic\":true," + place(chance) + (chance.once_in(3) ? ",\"silent\":true" : "");
}

std::string presence(Chance& chance) {
    if (chance.once_in(400)) return R"({"state":"offline","session":1})";
    return fmt::format("{{\"state\":\"online\",\"session\":{}}}", chance.once_in(400) ? 2 : 1);
}

std::string partner_report_of(Chance& chance) {
    std::string words = report_of(chance);
    if (chance.once_in(3)) words += "," + field("origin", chance.once_in(2) ? "oov-here" : "oov-elsewhere");
    if (chance.once_in(3)) words += fmt::format(",\"hops\":{}", chance.between(1, 10));
    if (chance.once_in(6)) words += ",\"covert\":true";
    return words;
}

std::string appointment(Chance& chance, bool is_by_opco) {
    const std::string account = field("account", chance.one_of(moved_people));
    switch (chance.below(8)) {
        case 0: return field("do", "dismiss") + "," + account;
        case 1:
        case 2: return field("do", "reinstate") + "," + account;
        case 3: return field("do", "appoint") + "," + account + R"(,"division":"sector")";
        case 4:
            // Who is cleared from then on, and is not compared; refused to who gives no role that commands.
            return field("do", "appoint") + "," + field("account", stand_in) +
                   (chance.once_in(2) ? R"(,"roles":["coord-ondermijning"])" : R"(,"roles":["opco"])");
        case 5:
            // A name that somebody guesses.
            if (!is_by_opco) {
                return field("do", chance.once_in(2) ? "dismiss" : "reinstate") + "," + field("account", "shadow-1");
            }
            return field("do", "appoint") + "," + account + R"(,"roles":["centre"])";
        default: return field("do", "appoint") + "," + account + "," + field("team", chance.one_of(teams_of_a_day));
    }
}

std::string exercise(Chance& chance, Instant at) {
    if (chance.once_in(3)) return field("do", "exercise_end") + "," + named("drill", chance);
    const char* const others[] = {"unit/radio-8", "unit/radio-10", "unit/shadow-1", "role/centre", "division/dvl"};
    return field("do", "exercise_start") + "," + named("drill", chance) + "," + until(at, chance) +
           fmt::format(R"(,"participants":["team/{}","{}"],"text":"oefening")", chance.one_of(teams_of_a_day),
                       chance.one_of(others));
}

std::string assessment(Chance& chance) {
    const char* const questions[] = {"weapon_seen", "injured", "still_there"};
    const char* const answers[] = {"yes", "unknown", "no"};
    return fmt::format(R"("answers":{{"{}":"{}"}})", chance.one_of(questions), chance.one_of(answers));
}

std::string question(Chance& chance, std::string_view ask, const std::string& incident) {
    std::string words = field("ask", ask);
    const std::string division = "," + field("division", chance.one_of(divisions_of_a_day));
    if (ask == "incidents") return words + division + page(chance);
    if (ask == "incident") return words + "," + field("incident", incident);
    if (ask == "explain") return words + explanation(chance, incident);
    if (ask == "nearest") return words + nearest_words(chance, incident);
    if (ask == "units") {
        if (chance.once_in(3)) words += "," + field("team", chance.one_of(teams_of_a_day));
        return words + division + page(chance);
    }
    if (ask == "reach") return words + (chance.once_in(2) ? division : "," + field("policy", "serious-threat"));
    if (ask == "load") return words + (chance.once_in(2) ? division : "");
    if (ask == "handover" && chance.once_in(2)) {
        const char* const others[] = {"shadow-1", "coord-ondermijning-1", resting_unit, "radio-1"};
        return words + "," + field("unit", chance.one_of(others));
    }
    return words;
}

}  // namespace paraat::simulation
