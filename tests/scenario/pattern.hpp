#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/scenario/place_kind.hpp"

namespace paraat::scenario {

// How a sentence may read: `{client} acknowledges {incident} [as of {time}]`. Words stand for themselves, `is|are` for
// either. {kind} is a place, {name:kind} one with a name of its own. What is in brackets may be left out; brackets one
// after the other may come in any order, and one of words alone is found in Words by them: has("as an exercise").
class Pattern {
public:
    explicit Pattern(std::string_view text);

    // Nullopt unless the whole sentence fits.
    std::optional<Words> match(std::span<const Token> sentence, const Names& names) const;
    // How like it a sentence is that does not fit: the more the higher.
    int likeness(std::span<const Token> sentence, const Names& names) const;
    const std::string& text() const { return text_; }
    std::vector<const PlaceKind*> kinds() const;

private:
    struct Piece {
        std::vector<std::string> literals;  // any of them
        const PlaceKind* kind = nullptr;    // of a place
        std::string place;
        std::vector<Piece> option;  // what a bracket holds; then it is nothing else
    };
    using Pieces = std::vector<const Piece*>;

    static Piece piece_of(std::string_view word);
    static bool fits(const Pieces& pieces, std::span<const Token> tokens, const Names& names, Words& words);
    static bool fits_some_option(const Pieces& pieces, std::size_t options, std::span<const Token> tokens,
                                 const Names& names, Words& words);
    static std::string flag_of(const Piece& option);
    static std::size_t take(const Piece& piece, std::span<const Token> tokens, const Names& names, Words& words);

    std::string text_;
    std::vector<Piece> pieces_;
};

}  // namespace paraat::scenario
