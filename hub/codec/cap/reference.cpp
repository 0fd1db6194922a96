#include "hub/codec/cap/reference.hpp"

#include <algorithm>

namespace paraat::codec::cap {
namespace {

constexpr std::string_view apart = " \t\r\n";

bool is_apart(char c) {
    return apart.find(c) != std::string_view::npos;
}

MessageReference read_reference(std::string_view text) {
    MessageReference reference;
    const auto first = text.find(',');
    const auto second = first == std::string_view::npos ? first : text.find(',', first + 1);
    if (second != std::string_view::npos && first > 0 && second > first + 1) {
        if (const auto sent = read_moment(text.substr(second + 1))) {
            reference.sender = text.substr(0, first);
            reference.identifier = text.substr(first + 1, second - first - 1);
            reference.sent = sent->moment;
            return reference;
        }
    }
    reference.text = text;
    return reference;
}

}  // namespace

std::vector<std::string> read_quoted(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        if (is_apart(text[at])) {
            ++at;
            continue;
        }
        const bool quoted = text[at] == '"';
        const std::size_t begin = quoted ? at + 1 : at;
        const std::size_t end =
            std::min(quoted ? text.find('"', begin) : text.find_first_of(apart, begin), text.size());
        auto& word = words.emplace_back(text.substr(begin, end - begin));
        std::erase(word, '"');  // of a word that is not all within them: there is no way to say one
        at = quoted ? end + 1 : end;
    }
    return words;
}

std::string written_quoted(const std::vector<std::string>& words) {
    std::string text;
    for (auto word : words) {
        std::erase(word, '"');
        const bool quoted = word.empty() || std::any_of(word.begin(), word.end(), is_apart);
        if (!text.empty()) text += ' ';
        text += quoted ? '"' + word + '"' : word;
    }
    return text;
}

std::vector<MessageReference> read_references(std::string_view text) {
    std::vector<MessageReference> references;
    for (const auto& word : read_quoted(text)) {
        if (!word.empty()) references.push_back(read_reference(word));
    }
    return references;
}

std::string written(const MessageReference& reference) {
    if (!reference.is_whole()) return reference.text;
    return reference.sender + "," + reference.identifier + "," + written(reference.sent);
}

std::string written(const std::vector<MessageReference>& references) {
    std::vector<std::string> words;
    words.reserve(references.size());
    for (const auto& reference : references) words.push_back(written(reference));
    return written_quoted(words);
}

}  // namespace paraat::codec::cap
