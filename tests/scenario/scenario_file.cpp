#include "tests/scenario/scenario_file.hpp"

#include <algorithm>
#include <cctype>

namespace paraat::scenario {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::size_t indent_of(std::string_view line) {
    return line.find_first_not_of(" \t");  // npos of a blank one
}

// From the opening quote; a quote within is \".
Token take_text(std::string_view& rest) {
    Token token{Token::Kind::text, {}};
    for (std::size_t i = 1; i < rest.size(); ++i) {
        if (rest[i] == '"') {
            rest.remove_prefix(i + 1);
            return token;
        }
        if (rest[i] == '\\' && i + 1 < rest.size()) ++i;
        token.text += rest[i];
    }
    throw Mistake("a text begins here, and does not end on this line");
}

std::vector<Token> tokens_of(std::string_view rest) {
    std::vector<Token> tokens;
    while (true) {
        while (!rest.empty() && std::isspace(static_cast<unsigned char>(rest[0])) != 0) rest.remove_prefix(1);
        if (rest.empty() || rest[0] == '#') return tokens;
        if (rest[0] == '"') {
            tokens.push_back(take_text(rest));
            continue;
        }
        const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
        tokens.push_back({Token::Kind::word, std::string(rest.substr(0, end))});
        rest.remove_prefix(end);
    }
}

// The lines below that are indented further, with as many empty ones before them as the file has lines before: so a
// fault in it is told with the file's own line.
Token take_block(const std::vector<std::string>& lines, std::size_t& at) {
    Token block{Token::Kind::block, std::string(at + 1, '\n')};
    const std::size_t indent = indent_of(lines[at]);
    for (; at + 1 < lines.size(); ++at) {
        const std::size_t its = indent_of(lines[at + 1]);
        if (its != std::string::npos && its <= indent) break;
        block.text += lines[at + 1] + "\n";
    }
    return block;
}

}  // namespace

ScenarioFile read_scenario(std::string_view text, const std::string& path) {
    ScenarioFile file;
    file.path = path;
    const std::vector<std::string> lines = lines_of(text);
    for (std::size_t at = 0; at < lines.size(); ++at) {
        Line line{static_cast<int>(at) + 1, {}};
        try {
            line.tokens = tokens_of(lines[at]);
        } catch (const Mistake& mistake) {
            file.mistake = mistake.what();
            file.mistake_line = line.number;
            return file;
        }
        if (line.tokens.empty()) continue;
        if (file.title.empty()) {
            file.title = as_line(line.tokens);
            continue;
        }
        const Token last = line.tokens.back();
        if (last.kind == Token::Kind::word && last.text.ends_with(':')) line.tokens.push_back(take_block(lines, at));
        file.lines.push_back(std::move(line));
    }
    return file;
}

}  // namespace paraat::scenario
