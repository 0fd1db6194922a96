#include <algorithm>

#include "hub/codec/p2000/letters.hpp"
#include "hub/codec/p2000/words.hpp"

// Who is sent, and the words around that.
namespace paraat::codec::p2000 {
namespace {

constexpr std::size_t units_most = 40;

void add_unit(Dispatch& dispatch, const std::string& unit) {
    if (dispatch.units.size() < units_most) dispatch.units.push_back(unit);
}

// "13ASGBA": call signs of one region, the region's number and letters.
bool is_call_sign(std::string_view word) {
    return word.size() >= 5 && word.size() <= 8 && is_digits(word.substr(0, 2)) && is_capitals(word.substr(2, 2)) &&
           std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || is_upper(c); });
}

// How an ambulance is sent: at once, in advance, to a post.
bool is_manner(std::string_view word) {
    const bool is_post = word.size() == 3 && word.starts_with("DP") && is_digit(word[2]);
    return word == "DIA" || word == "VWS" || word == "BP" || is_post;
}

void take_manner(Words& words, Dispatch& dispatch) {
    for (std::size_t i = 0; i < words.size();) {
        const bool is_direct = lower(words[i]) == "directe" && i + 1 < words.size() && lower(words[i + 1]) == "inzet";
        const std::size_t taken = is_direct ? 2 : is_manner(words[i]) ? 1 : 0;
        if (taken > 0 && dispatch.traits.size() < 16) dispatch.traits.push_back({joined(words, i, i + taken), ""});
        erase(words, i, i + taken);
        if (taken == 0) ++i;
    }
}

void ambulance_units(Words& words, Dispatch& dispatch, const Tables& tables) {
    take_manner(words, dispatch);
    if (!words.empty() && lower(words[0]) == "ambu") erase(words, 0, 1);
    if (!words.empty() && is_number(words[0], 5, 5)) {
        add_unit(dispatch, words[0]);
        erase(words, 0, 1);
    }
    if (!words.empty() && words[0] == "-") erase(words, 0, 1);
    const auto colon = std::find(words.begin(), words.end(), ":");
    const bool has_colon = colon != words.end();
    if (has_colon) words.erase(colon);
    if (words.empty() || !is_number(words.back(), 2, 9)) return;
    // Behind the short name of a place it is the ambulance, behind a place the number of its ride.
    const bool is_behind_short = words.size() >= 2 && (tables.places.contains(words[words.size() - 2]) ||
                                                       is_short_name(words[words.size() - 2]));
    if (words.back().size() == 5 && dispatch.units.empty() && (has_colon || is_behind_short)) {
        add_unit(dispatch, words.back());
    } else {
        dispatch.numbers.push_back({"rit", words.back()});
    }
    words.pop_back();
}

bool is_fire_unit(std::string_view word) {
    return is_number(word, 6, 6) || is_call_sign(word);
}

void fire_units(Words& words, Dispatch& dispatch) {
    const auto first = std::find_if(words.begin(), words.end(), is_fire_unit);
    if (first == words.end()) return;
    bool is_odd = false;
    for (auto word = first; word != words.end(); ++word) {
        if (is_fire_unit(*word)) {
            add_unit(dispatch, *word);
        } else if (word + 1 == words.end() && is_number(*word, 1, 5)) {
            dispatch.is_fragment = true;
        } else {
            is_odd = true;
        }
    }
    if (dispatch.is_fragment) dispatch.degraded.push_back({"units", "it ends within the number of a unit"});
    if (is_odd) dispatch.degraded.push_back({"units", "words among the units were left"});
    words.erase(first, words.end());
}

bool is_group(std::string_view word) {
    return word.size() >= 5 && word.size() <= 7 && word[0] == 'B' && is_capitals(word.substr(0, 3)) && word[3] == '-' &&
           is_digits(word.substr(4));
}

}  // namespace

void take_units(Words& words, Dispatch& dispatch, const Tables& tables) {
    if (dispatch.service == Service::ambulance) return ambulance_units(words, dispatch, tables);
    const auto group = std::find_if(words.begin(), words.end(), is_group);
    if (group != words.end()) {
        dispatch.group = *group;
        dispatch.service = Service::fire;
        words.erase(group);
    }
    const bool is_police = dispatch.service == Service::police;
    const bool is_fire = dispatch.service == Service::fire || (!is_police && dispatch.priority.has_value());
    if (is_fire) fire_units(words, dispatch);
    if (!dispatch.units.empty()) dispatch.service = Service::fire;
    if (is_fire || words.size() < 2 || !is_number(words.back(), 6, 6)) return;
    dispatch.numbers.push_back({"number", words.back()});
    words.pop_back();
}

}  // namespace paraat::codec::p2000
