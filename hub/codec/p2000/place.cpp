#include <algorithm>
#include <array>
#include <span>

#include "hub/codec/p2000/letters.hpp"
#include "hub/codec/p2000/words.hpp"

// Where it is: what is left of the words when all else is taken. Nothing separates a building, its street and the
// place, so that the ends of street names and short names of places must do.
namespace paraat::codec::p2000 {
namespace {

constexpr std::size_t place_words_most = 4;

bool is_postcode(std::string_view word) {
    return (word.size() == 4 || (word.size() == 6 && is_capitals(word.substr(4)))) && is_digits(word.substr(0, 4)) &&
           word[0] != '0';
}

// "A7", "N211".
bool is_road(std::string_view word) {
    return word.size() >= 2 && word.size() <= 4 && (word[0] == 'A' || word[0] == 'N') && is_digits(word.substr(1));
}

// "225,6": tenths of a kilometre along a road.
bool is_hectometre(std::string_view word) {
    const std::size_t comma = word.find(',');
    return comma != std::string_view::npos && is_number(word.substr(0, comma), 1, 3) &&
           is_number(word.substr(comma + 1), 1, 1);
}

bool ends_with_any(std::string_view word, const std::vector<std::string>& ends) {
    const std::string plain = lower(word);
    return std::any_of(ends.begin(), ends.end(), [&](const std::string& end) { return plain.ends_with(end); });
}

void take_road(Words& words, Dispatch& dispatch) {
    const auto road = std::find_if(words.begin(), words.end(), is_road);
    if (road == words.end()) return;
    dispatch.road = *road;
    auto at = static_cast<std::size_t>(road - words.begin());
    erase(words, at, at + 1);
    if (at > 0 && lower(words[at - 1]) == "afrit") erase(words, at - 1, at), --at;
    if (at < words.size() && (words[at] == "Re" || words[at] == "Li")) {
        dispatch.road += " " + words[at];
        erase(words, at, at + 1);
    }
    if (at < words.size() && words[at] == "-") erase(words, at, at + 1);
    const auto metre = std::find_if(words.begin(), words.end(), is_hectometre);
    if (metre == words.end()) return;
    dispatch.road += " " + *metre;
    at = static_cast<std::size_t>(metre - words.begin());
    erase(words, at, at + 1);
    if (at < words.size() && words[at].size() == 1) {
        dispatch.road += " " + words[at];
        erase(words, at, at + 1);
    }
}

// Digits that stand right behind a name of a place are the number that follows it, without its blank.
std::string without_glued_digits(std::string place, Dispatch& dispatch) {
    const std::size_t end = place.find_last_not_of("0123456789");
    if (end == std::string::npos || end + 1 == place.size() || !is_lower(place[end])) return place;
    dispatch.degraded.push_back({"place", "digits were glued to it"});
    return place.substr(0, end + 1);
}

void set_place(Words words, Dispatch& dispatch) {
    // The short name behind a full one says the same: "Ouddorp ZH OUDDRP".
    if (words.size() > 1 && words.back().size() >= 5 && is_capitals(words.back())) words.pop_back();
    const std::string place = without_glued_digits(joined(words, 0, words.size()), dispatch);
    const bool is_name =
        std::none_of(place.begin(), place.end(), [](char c) { return is_digit(c) || c == ',' || c == '/'; });
    if (is_name) dispatch.place = place;
}

void set_street(const Words& words, std::size_t to, Dispatch& dispatch) {
    dispatch.street = joined(words, 0, to);
}

bool by_postcode(const Words& words, Dispatch& dispatch) {
    for (std::size_t i = words.size(); i-- > 0;) {
        if (!is_postcode(words[i]) || i + 1 == words.size() || is_digit(words[i + 1][0])) continue;
        dispatch.postcode = words[i];
        set_street(words, i, dispatch);
        const auto begin = words.begin() + static_cast<std::ptrdiff_t>(i) + 1;
        const auto end = std::find_if(begin, words.end(), [](const auto& word) { return is_digit(word[0]); });
        set_place({begin, end}, dispatch);
        return true;
    }
    return false;
}

bool by_short_name(const Words& words, Dispatch& dispatch, const Tables& tables) {
    for (std::size_t i = words.size(); i-- > 0;) {
        const auto known = tables.places.find(words[i]);
        if (known == tables.places.end()) continue;
        dispatch.place = known->second;
        set_street(words, i, dispatch);
        return true;
    }
    // A short name that nobody told us is still a place: it is where it always stands.
    const bool is_short = !words.empty() && is_short_name(words.back());
    if (!is_short || words.size() < 2) return false;
    dispatch.place = words.back();
    dispatch.degraded.push_back({"place", "its short name is not known"});
    set_street(words, words.size() - 1, dispatch);
    return true;
}

bool is_any(std::string_view word, std::span<const std::string_view> of) {
    return std::find(of.begin(), of.end(), word) != of.end();
}

// Where in the words the name of the place begins that ends them, not before `from`: a name that we know, else the last
// word and what belongs to it. "Den Helder", "Alphen aan den Rijn", "Driehuis NH".
std::size_t place_begin(const Words& words, std::size_t from, const Tables& tables) {
    static constexpr std::array<std::string_view, 9> within = {"aan", "bij", "de", "den", "der",
                                                               "en",  "in",  "op", "van"};
    static constexpr std::array<std::string_view, 12> before = {"Den",   "De",     "Het", "Sint", "St.",   "'s",
                                                                "Nieuw", "Nieuwe", "Oud", "Oude", "Klein", "Ten"};
    for (std::size_t size = std::min(place_words_most, words.size() - from); size > 1; --size) {
        const std::size_t at = words.size() - size;
        const auto& names = tables.place_names;
        if (std::find(names.begin(), names.end(), lower(joined(words, at, words.size()))) != names.end()) return at;
    }
    std::size_t at = words.size() - 1;
    if (at > from && words[at].size() == 2 && is_capitals(words[at])) --at;
    std::size_t link = at;
    while (link > from && is_any(words[link - 1], within)) --link;
    if (link < at && link > from) at = link - 1;
    if (at > from && is_any(words[at - 1], before)) --at;
    return at;
}

// The words from `from` on: the rest of the street, and the place.
void set_rest(const Words& words, std::size_t from, Dispatch& dispatch, const Tables& tables) {
    const std::size_t at = place_begin(words, from, tables);
    if (at > from) dispatch.degraded.push_back({"place", "where the street ends is a guess"});
    set_street(words, at, dispatch);
    set_place({words.begin() + static_cast<std::ptrdiff_t>(at), words.end()}, dispatch);
}

bool by_street_end(const Words& words, Dispatch& dispatch, const Tables& tables) {
    for (const auto* ends : {&tables.street_ends, &tables.loose_street_ends}) {
        for (std::size_t i = words.size() < 2 ? 0 : words.size() - 1; i-- > 0;) {
            if (!ends_with_any(words[i], *ends)) continue;
            const bool has_number = i + 2 < words.size() && is_number(words[i + 1], 1, 4);
            if (!has_number) {
                set_rest(words, i + 1, dispatch, tables);
            } else {
                Words without = words;
                erase(without, i + 1, i + 2);
                dispatch.house_number = words[i + 1];
                set_rest(without, i + 1, dispatch, tables);
            }
            return true;
        }
    }
    return false;
}

}  // namespace

void take_place(Words& words, Dispatch& dispatch, const Tables& tables) {
    take_road(words, dispatch);
    if (words.empty()) return;
    if (by_postcode(words, dispatch) || by_short_name(words, dispatch, tables)) return;
    // Of an ambulance some regions write the place and nothing else.
    const bool is_one = words.size() == 1;
    if (is_one && ends_with_any(words[0], tables.street_ends)) return set_street(words, 1, dispatch);
    if (is_one) return set_place(words, dispatch);
    if (by_street_end(words, dispatch, tables)) return;
    const bool is_place_only = dispatch.service == Service::ambulance && dispatch.units.empty() &&
                               words.size() <= place_words_most && !ends_with_any(words.back(), tables.street_ends);
    if (is_place_only) return set_place(words, dispatch);
    set_rest(words, 0, dispatch, tables);
}

}  // namespace paraat::codec::p2000
