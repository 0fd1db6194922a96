#include "hub/base/nearest_word.hpp"

#include <algorithm>

namespace paraat {

namespace {

// A longer word is no misspelling of anything we know, and would cost time.
constexpr std::size_t longest_word = 64;

std::size_t distance(std::string_view a, std::string_view b) {
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> cost((a.size() + 1) * width);
    const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& { return cost[i * width + j]; };
    for (std::size_t i = 0; i <= a.size(); ++i) at(i, 0) = i;
    for (std::size_t j = 0; j <= b.size(); ++j) at(0, j) = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = at(i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0 : 1);
            at(i, j) = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, changed});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
        }
    }
    return at(a.size(), b.size());
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return out;
}

}  // namespace

std::optional<std::string> nearest_word(std::string_view word, const std::vector<std::string>& known) {
    if (word.empty() || word.size() > longest_word) return std::nullopt;
    const std::string written = lower(word);
    std::optional<std::string> best;
    std::size_t best_distance = longest_word;
    for (const auto& candidate : known) {
        if (candidate == word || candidate.size() > longest_word) continue;
        const auto length = std::max(word.size(), candidate.size());
        const auto d = distance(written, lower(candidate));
        if (d < best_distance && d < length && d <= std::max<std::size_t>(2, length / 3)) {
            best_distance = d;
            best = candidate;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
    const auto nearest = nearest_word(word, known);
    return nearest ? "; did you mean \"" + *nearest + "\"?" : "";
}

std::string suggestion_for(std::string_view word, const std::vector<std::string>& known) {
    if (const auto nearest = nearest_word(word, known)) return "did you mean \"" + *nearest + "\"?";
    if (known.empty() || known.size() > words_told_most) return {};
    std::string all;
    for (const std::string& one : known) all += (all.empty() ? "one of " : ", ") + one;
    return all;
}

}  // namespace paraat
