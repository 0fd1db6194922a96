#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace paraat::rules::cel {

// The closed set of words that a text of the host may be; empty = they are not known here.
struct Words {
    std::string noun;  // "severity"
    std::vector<std::string> all;
};

// A static type. dyn fits everything and is judged when it runs.
struct Type {
    enum class Kind {
        dyn,
        null,
        boolean,
        integer,
        unsigned_integer,
        real,
        text,
        duration,
        timestamp,
        list,
        map,
        message
    };
    Kind kind = Kind::dyn;
    std::shared_ptr<const Type> element;           // of lists and of a map's values; its keys are texts
    std::string message;                           // the name of a message type
    std::shared_ptr<const Words> words = nullptr;  // of texts; null = it may be anything

    bool is(Kind other) const { return kind == other; }
    std::string text() const;
};

inline Type simple(Type::Kind kind) {
    return {kind, nullptr, {}};
}
inline Type word_of(std::string noun, std::vector<std::string> all) {
    return {Type::Kind::text, nullptr, {}, std::make_shared<const Words>(Words{std::move(noun), std::move(all)})};
}
inline Type list_of(Type element) {
    return {Type::Kind::list, std::make_shared<const Type>(std::move(element)), {}};
}
inline Type map_to(Type element) {
    return {Type::Kind::map, std::make_shared<const Type>(std::move(element)), {}};
}
inline Type message(std::string name) {
    return {Type::Kind::message, nullptr, std::move(name)};
}

// Whether a value of one type may stand where the other is wanted.
bool fits(const Type& value, const Type& wanted);

}  // namespace paraat::rules::cel
