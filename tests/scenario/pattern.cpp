#include "tests/scenario/pattern.hpp"

#include <algorithm>
#include <sstream>

#include "hub/base/check.hpp"
#include "hub/base/nearest_word.hpp"

namespace paraat::scenario {

Pattern::Pattern(std::string_view text) : text_(text) {
    std::istringstream words(text_);
    bool is_in_option = false;
    for (std::string word; words >> word;) {
        if (word.starts_with('[')) {
            is_in_option = true;
            word.erase(0, 1);
            pieces_.emplace_back();
        }
        const bool ends_option = word.ends_with(']');
        if (ends_option) word.pop_back();
        (is_in_option ? pieces_.back().option : pieces_).push_back(piece_of(word));
        if (ends_option) is_in_option = false;
    }
    PARAAT_CHECK(!is_in_option);
}

Pattern::Piece Pattern::piece_of(std::string_view word) {
    Piece piece;
    if (word.starts_with('{')) {
        const std::string_view inside = word.substr(1, word.size() - 2);
        const std::size_t colon = inside.find(':');
        piece.place = inside.substr(0, colon);
        piece.kind = &place_kind(colon == std::string_view::npos ? inside : inside.substr(colon + 1));
        return piece;
    }
    std::istringstream either{std::string(word)};
    for (std::string literal; std::getline(either, literal, '|');) piece.literals.push_back(literal);
    return piece;
}

std::size_t Pattern::take(const Piece& piece, std::span<const Token> tokens, const Names& names, Words& words) {
    if (tokens.empty()) return 0;
    if (piece.kind == nullptr) {
        const bool is_there = tokens[0].kind == Token::Kind::word &&
                              std::count(piece.literals.begin(), piece.literals.end(), tokens[0].text) > 0;
        return is_there ? 1 : 0;
    }
    const std::size_t count = piece.kind->take(tokens, names);
    std::vector<std::string> texts;
    for (const Token& token : tokens.first(count)) texts.push_back(token.text);
    if (count > 0) words.put(piece.place, joined(texts, " "));
    return count;
}

bool Pattern::fits(const Pieces& pieces, std::span<const Token> tokens, const Names& names, Words& words) {
    if (pieces.empty()) return tokens.empty();
    const auto is_option = [](const Piece* piece) { return !piece->option.empty(); };
    const auto options = std::find_if_not(pieces.begin(), pieces.end(), is_option) - pieces.begin();
    if (options > 0) return fits_some_option(pieces, static_cast<std::size_t>(options), tokens, names, words);
    const std::size_t count = take(*pieces[0], tokens, names, words);
    return count > 0 && fits({pieces.begin() + 1, pieces.end()}, tokens.subspan(count), names, words);
}

// The words of an option that has no place; empty otherwise.
std::string Pattern::flag_of(const Piece& option) {
    std::vector<std::string> words;
    for (const Piece& piece : option.option) {
        if (piece.kind != nullptr) return {};
        words.push_back(piece.literals[0]);
    }
    return joined(words, " ");
}

// `pieces` begins with so many options: any of them comes next, and the others may follow; or none of them comes.
bool Pattern::fits_some_option(const Pieces& pieces, std::size_t options, std::span<const Token> tokens,
                               const Names& names, Words& words) {
    for (std::size_t i = 0; i < options; ++i) {
        Pieces next;
        for (const Piece& inside : pieces[i]->option) next.push_back(&inside);
        for (std::size_t other = 0; other < pieces.size(); ++other) {
            if (other != i) next.push_back(pieces[other]);
        }
        Words with_it = words;
        if (const std::string flag = flag_of(*pieces[i]); !flag.empty()) with_it.put(flag, flag);
        if (!fits(next, tokens, names, with_it)) continue;
        words = with_it;
        return true;
    }
    return fits({pieces.begin() + static_cast<std::ptrdiff_t>(options), pieces.end()}, tokens, names, words);
}

std::optional<Words> Pattern::match(std::span<const Token> sentence, const Names& names) const {
    Pieces pieces;
    for (const Piece& piece : pieces_) pieces.push_back(&piece);
    Words words;
    return fits(pieces, sentence, names, words) ? std::optional(words) : std::nullopt;
}

int Pattern::likeness(std::span<const Token> sentence, const Names& names) const {
    std::vector<std::string> said;
    for (const Token& token : sentence) {
        if (token.kind == Token::Kind::word) said.push_back(token.text);
    }
    Words unused;
    int likeness = pieces_[0].kind != nullptr && take(pieces_[0], sentence, names, unused) > 0 ? 1 : 0;
    for (const Piece& piece : pieces_) {
        for (const std::string& literal : piece.literals) {
            const bool is_said = std::count(said.begin(), said.end(), literal) > 0;
            const bool is_almost_said = !is_said && nearest_word(literal, said).has_value();
            likeness += is_said ? 3 : is_almost_said ? 2 : 0;
        }
        if (!piece.literals.empty()) --likeness;
    }
    return likeness;
}

std::vector<const PlaceKind*> Pattern::kinds() const {
    std::vector<const PlaceKind*> kinds;
    const auto add = [&](const Piece& piece) {
        if (piece.kind != nullptr) kinds.push_back(piece.kind);
    };
    for (const Piece& piece : pieces_) {
        add(piece);
        for (const Piece& inside : piece.option) add(inside);
    }
    return kinds;
}

}  // namespace paraat::scenario
