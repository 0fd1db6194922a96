#include "tests/scenario/words.hpp"

#include <charconv>
#include <sstream>

namespace paraat::scenario {

std::string joined(const std::vector<std::string>& texts, const std::string& between) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : between) + text;
    return all;
}

std::string as_line(const std::vector<Token>& tokens) {
    std::vector<std::string> pieces;
    for (const Token& token : tokens) {
        switch (token.kind) {
            case Token::Kind::word: pieces.push_back(token.text); break;
            case Token::Kind::text: pieces.push_back('"' + token.text + '"'); break;
            case Token::Kind::block: break;
        }
    }
    return joined(pieces, " ");
}

std::vector<std::pair<std::string, std::string>> pairs_of(const std::string& text) {
    std::vector<std::pair<std::string, std::string>> pairs;
    std::istringstream words(text);
    std::string name;
    for (std::string value; words >> name >> value; name.clear()) {
        if (value.ends_with(',')) value.pop_back();
        pairs.emplace_back(name, value);
    }
    if (!name.empty()) throw Mistake("\"" + name + "\" has no value: \"weapon_seen yes, injured no\"");
    return pairs;
}

const std::string& Words::operator[](const std::string& place) const {
    static const std::string nothing;
    const auto found = places_.find(place);
    return found == places_.end() ? nothing : found->second;
}

std::vector<std::string> Words::list(const std::string& place) const {
    std::vector<std::string> items;
    std::istringstream words((*this)[place]);
    for (std::string item; words >> item;) {
        if (item.ends_with(',')) item.pop_back();
        if (item != "nobody") items.push_back(item);
    }
    return items;
}

std::int32_t Words::number(const std::string& place) const {
    const std::string& text = (*this)[place];
    std::int32_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size()) throw Mistake("\"" + text + "\" is no number");
    return number;
}

core::Position Words::position(const std::string& place) const {
    const std::string& text = (*this)[place];
    double lat = 0;
    double lon = 0;
    char comma = 0;
    std::istringstream(text) >> lat >> comma >> lon;
    const auto position = core::position_from_degrees(lat, lon);
    if (!position) throw Mistake("\"" + text + "\" is no position");
    return *position;
}

core::Target Words::target(const std::string& place) const {
    const std::string& text = (*this)[place];
    const auto target = core::Target::parse(text.find('/') == std::string::npos ? "unit/" + text : text);
    if (!target) throw Mistake("\"" + text + "\" is no target: it is a unit, or team/…, role/… or division/…");
    return *target;
}

}  // namespace paraat::scenario
