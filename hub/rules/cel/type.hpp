#pragma once

#include <cstdint>
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

// A static type. dyn fits everything and is judged when it runs; a parameter stands for a type that is to be inferred.
struct Type {
    enum class Kind {
        dyn,
        parameter,
        null,
        boolean,
        integer,
        unsigned_integer,
        real,
        text,
        bytes,
        duration,
        timestamp,
        type,
        list,
        map,
        optional,
        message
    };
    Kind kind = Kind::dyn;
    std::shared_ptr<const Type> key = nullptr;      // of a map's keys
    std::shared_ptr<const Type> element = nullptr;  // of lists, of a map's values, of what an optional may hold
    std::string name = {};                          // of a message type, of a parameter
    std::shared_ptr<const Words> words = nullptr;   // of texts; null = it may be anything
    std::int64_t most = 0;  // elements of a list or a map, bytes of a text, as the host bounds them; 0 = it does not

    bool is(Kind other) const { return kind == other; }
    // Whether it is judged when it runs.
    bool is_open() const { return is(Kind::dyn) || is(Kind::parameter); }
    bool is_number() const { return is(Kind::integer) || is(Kind::unsigned_integer) || is(Kind::real); }
    std::string text() const;
};

Type simple(Type::Kind kind);
Type word_of(std::string noun, std::vector<std::string> all);
Type list_of(Type element);
Type map_of(Type key, Type element);
Type map_to(Type element);  // whose keys are texts
Type optional_of(Type element);
Type message(std::string name);
Type parameter(std::string name);
Type at_most(std::int64_t most, Type type);

// Whether a value of one type may stand where the other is wanted; what is open fits, and is fitted.
bool fits(const Type& value, const Type& wanted);

}  // namespace paraat::rules::cel
