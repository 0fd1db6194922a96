#include "tests/simulation/secrecy.hpp"

namespace paraat::simulation {
namespace {

bool is_of_a_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

}  // namespace

void Secrecy::hears(const std::string& client, std::string_view topic, std::string_view payload) {
    for (const std::string_view text : {topic, payload}) {
        for (const std::string& word : words_of(text)) {
            if (!said_[client].contains(word)) heard_.emplace(word, client);
        }
    }
}

void Secrecy::says(const std::string& client, std::string_view payload) {
    said_[client].merge(words_of(payload));
}

std::vector<std::string> Secrecy::broken_by(const std::set<std::string>& secrets) const {
    std::vector<std::string> found;
    for (const std::string& secret : secrets) {
        if (const auto heard = heard_.find(secret); heard != heard_.end()) {
            found.push_back(heard->second + " is not cleared, and heard of " + secret);
        }
    }
    return found;
}

// The hub's ids are 26 characters, covert units have "shadow" in their names.
std::set<std::string, std::less<>> Secrecy::words_of(std::string_view text) {
    std::set<std::string, std::less<>> words;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin;
        while (end < text.size() && is_of_a_word(text[end])) ++end;
        const std::string_view word = text.substr(begin, end - begin);
        if (word.size() == 26 || word.starts_with("shadow")) words.emplace(word);
        begin = end + 1;
    }
    return words;
}

}  // namespace paraat::simulation
