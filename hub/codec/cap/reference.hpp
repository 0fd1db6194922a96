#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hub/codec/cap/moment.hpp"

namespace paraat::codec::cap {

// What names a message: no two have all three alike.
struct MessageKey {
    std::string sender;
    std::string identifier;
    Instant sent;

    auto operator<=>(const MessageKey&) const = default;
};

// A reference to an earlier message. One that is no "sender,identifier,sent" is kept as it came, in `text`, and refers
// to nothing: what its sender meant is not guessed.
struct MessageReference {
    std::string sender;
    std::string identifier;
    Moment sent;
    std::string text;  // as it came; empty when the three say it

    bool is_whole() const { return text.empty(); }
    MessageKey key() const { return {sender, identifier, sent.at}; }
    bool operator==(const MessageReference&) const = default;
};

// "sender,identifier,sent sender,identifier,sent ...", also with quotes around one. Times may be as read_moment() takes
// them.
std::vector<MessageReference> read_references(std::string_view text);
std::string written(const std::vector<MessageReference>& references);
std::string written(const MessageReference& reference);

// The words of "addresses" and "incidents": apart by blanks, those with blanks in double quotes.
std::vector<std::string> read_quoted(std::string_view text);
// A word that has blanks or is empty is quoted. Quotes within a word cannot be said, and are left out.
std::string written_quoted(const std::vector<std::string>& words);

}  // namespace paraat::codec::cap
