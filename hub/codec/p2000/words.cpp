#include "hub/codec/p2000/words.hpp"

#include <algorithm>
#include <array>

#include "hub/codec/p2000/letters.hpp"

namespace paraat::codec::p2000 {
namespace {

constexpr std::size_t traits_most = 16;
constexpr std::size_t trait_most = 120;  // bytes of a name or value

void take_bracket(std::string_view inside, Dispatch& dispatch) {
    inside = trimmed(inside);
    const std::string word = lower(inside);
    if (inside.empty()) return;
    if (word.starts_with("intrekken")) {
        dispatch.is_withdrawal = true;
    } else if (word.starts_with("grip ") && word.size() == 6 && word[5] >= '1' && word[5] <= '5') {
        dispatch.grip = word[5] - '0';
    } else if (dispatch.traits.size() < traits_most) {
        const std::size_t colon = inside.find(':');
        const std::string_view value = colon == std::string_view::npos ? "" : inside.substr(colon + 1);
        dispatch.traits.push_back({cut(std::string(trimmed(inside.substr(0, colon))), trait_most),
                                   cut(std::string(trimmed(value)), trait_most)});
    }
}

bool is_any(std::string_view word, std::initializer_list<std::string_view> of) {
    return std::find(of.begin(), of.end(), word) != of.end();
}

// "A1", "B2": what an ambulance is sent with.
std::optional<int> ambulance_priority(std::string_view word) {
    static constexpr std::array<std::pair<std::string_view, int>, 6> known = {
        {{"A0", 1}, {"A1", 1}, {"A2", 2}, {"B1", 3}, {"B2", 4}, {"B3", 5}}};
    for (const auto& [text, priority] : known) {
        if (text == word) return priority;
    }
    return std::nullopt;
}

std::optional<int> digit_of(std::string_view word) {
    if (word.size() != 1 || word[0] < '1' || word[0] > '5') return std::nullopt;
    return word[0] - '0';
}

// How many words at `at` are a priority: "P 1", "P1", "Prio 1".
std::size_t priority_size(const Words& words, std::size_t at, std::optional<int>& priority) {
    const std::string word = lower(words[at]);
    if ((word == "p" || word == "prio") && at + 1 < words.size()) {
        priority = digit_of(words[at + 1]);
        return priority ? 2 : 0;
    }
    if (word.size() == 2 && word[0] == 'p') priority = digit_of(std::string_view(word).substr(1));
    if (word.size() == 5 && word.starts_with("prio")) priority = digit_of(std::string_view(word).substr(4));
    return priority ? 1 : 0;
}

void set_priority(Words& words, std::size_t at, std::size_t size, int priority, Dispatch& dispatch) {
    dispatch.priority = priority;
    dispatch.priority_text = joined(words, at, at + size);
    erase(words, at, at + size);
}

}  // namespace

std::string joined(const Words& words, std::size_t from, std::size_t to) {
    std::string text;
    for (std::size_t i = from; i < std::min(to, words.size()); ++i) text += (text.empty() ? "" : " ") + words[i];
    return text;
}

void erase(Words& words, std::size_t from, std::size_t to) {
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(from), words.begin() + static_cast<std::ptrdiff_t>(to));
}

bool is_number(std::string_view word, std::size_t least, std::size_t most) {
    return word.size() >= least && word.size() <= most && is_digits(word);
}

bool is_short_name(std::string_view word) {
    return word.size() >= 5 && word.size() <= 6 && is_capitals(word);
}

Words take_brackets(std::string_view text, Dispatch& dispatch) {
    std::string outside;
    while (!text.empty()) {
        const std::size_t open = text.find('(');
        const std::size_t close = open == std::string_view::npos ? open : text.find(')', open);
        outside += std::string(text.substr(0, close == std::string_view::npos ? close : open)) + " ";
        if (close == std::string_view::npos) break;
        take_bracket(text.substr(open + 1, close - open - 1), dispatch);
        text.remove_prefix(close + 1);
    }
    Words words;
    for (std::string_view word : split(outside, ' ')) {
        while (!word.empty() && (word.back() == ',' || word.back() == '>')) word.remove_suffix(1);
        if (word.empty()) continue;
        if (words.size() == words_most) {
            dispatch.degraded.push_back({"text", "it has more than 400 words"});
            break;
        }
        words.emplace_back(word);
    }
    return words;
}

void take_flags(Words& words, Dispatch& dispatch) {
    for (std::size_t i = 0; i < words.size();) {
        const std::string word = lower(words[i]);
        std::size_t taken = 0;
        if (word == "intrekken") {
            dispatch.is_withdrawal = true;
            taken = i + 1 < words.size() && lower(words[i + 1]).starts_with("alarm") ? 2 : 1;
        } else if (is_any(word, {"vervallen", "cancel", "geannuleerd"})) {
            dispatch.is_withdrawal = true;
            taken = 1;
        } else if (is_any(word, {"testoproep", "testalarm", "testbericht", "testpagina", "proefalarm", "proefoproep",
                                 "proefpagina"})) {
            dispatch.is_test = true;
        } else if (word == "test" && i <= 2) {  // behind a priority at most: farther on it may be part of a name
            dispatch.is_test = true;
        } else if (is_any(word, {"oefening", "oefenalarm"})) {
            dispatch.is_exercise = true;
        } else if (word == "grip" && i + 1 < words.size() && digit_of(words[i + 1])) {
            dispatch.grip = digit_of(words[i + 1]);
            taken = 2;
        }
        erase(words, i, i + taken);
        if (taken == 0) ++i;
    }
}

void take_priority(Words& words, Dispatch& dispatch) {
    if (words.empty()) return;
    if (const auto ambulance = ambulance_priority(words[0])) {
        dispatch.service = Service::ambulance;
        return set_priority(words, 0, 1, *ambulance, dispatch);
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::optional<int> priority;
        const std::size_t size = priority_size(words, i, priority);
        if (size == 0) continue;
        const bool is_prio = lower(words[i]).starts_with("prio");
        set_priority(words, i, size, *priority, dispatch);
        if (is_prio) dispatch.service = Service::police;
        // "ALARM TOTALE POST (B) > P 1 ...": what stands before a P is to whom it goes. Before a Prio it is the class.
        if (i > 0 && !is_prio) {
            erase(words, 0, i);
            dispatch.degraded.push_back({"text", "words before the priority were left"});
        }
        return;
    }
    const bool has_number = std::any_of(words.begin(), words.end(), [](const auto& w) { return lower(w) == "icnum"; });
    const auto bare = digit_of(words[0]);
    if (has_number && bare) {
        dispatch.service = Service::police;
        set_priority(words, 0, 1, *bare, dispatch);
    }
}

void take_numbers(Words& words, Dispatch& dispatch) {
    for (std::size_t i = 0; i < words.size();) {
        std::string kind = lower(words[i]);
        if (kind.ends_with(':')) kind.pop_back();
        const bool is_named = is_any(kind, {"rit", "bon", "icnum"});
        const bool has_number = i + 1 < words.size() && is_number(words[i + 1], 1, 9);
        if (is_named && has_number) {
            if (kind == "icnum") dispatch.service = Service::police;
            if (dispatch.numbers.size() < 4) dispatch.numbers.push_back({kind, words[i + 1]});
            erase(words, i, i + 2);
        } else if (kind == "bon" && i + 1 == words.size()) {
            dispatch.degraded.push_back({"bon", "its number is missing"});
            words.pop_back();
        } else {
            ++i;
        }
    }
}

void take_class(Words& words, Dispatch& dispatch, const Tables& tables) {
    Words plain;
    for (const std::string& word : words) plain.push_back(lower(word));
    const Classification* best = nullptr;
    std::size_t best_at = 0;
    for (const Classification& one : tables.classes) {
        const auto found = std::search(plain.begin(), plain.end(), one.words.begin(), one.words.end());
        if (found == plain.end()) continue;
        const auto at = static_cast<std::size_t>(found - plain.begin());
        const bool is_better =
            best == nullptr || at < best_at || (at == best_at && one.words.size() > best->words.size());
        if (is_better) best = &one, best_at = at;
    }
    if (best == nullptr) return;
    dispatch.class_words = joined(words, best_at, best_at + best->words.size());
    dispatch.class_name = best->name;
    dispatch.lmc = best->code;
    dispatch.category = best->category;
    if (dispatch.service == Service::unknown || best->service == Service::lifeboat) dispatch.service = best->service;
    erase(words, best_at, best_at + best->words.size());
}

}  // namespace paraat::codec::p2000
