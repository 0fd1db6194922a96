#pragma once

#include <memory>
#include <string>
#include <vector>

#include "hub/rules/cel/environment.hpp"
#include "hub/rules/cel/pattern.hpp"
#include "hub/rules/cel/type.hpp"
#include "hub/rules/cel/value.hpp"

namespace paraat::rules::cel {

// A place in the expression's text: byte offsets, end past the last.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct Expression {
    enum class Kind {
        literal,        // value
        identifier,     // name
        select,         // arguments[0].name
        has,            // has(arguments[0].name)
        call,           // name(arguments); operators are called "_&&_", "!_", "_[_]", "_?_:_", "@in"
        list,           // [arguments]
        map,            // {arguments[0]: arguments[1], ...}
        comprehension,  // arguments[0].name(variable, arguments[1], maybe arguments[2]); name is all, exists, ...
    };
    Kind kind = Kind::literal;
    Span span;
    std::string name;
    Span name_span;
    bool is_member_call = false;  // arguments[0] stood before a dot
    Value value;
    std::string variable;
    std::vector<std::unique_ptr<Expression>> arguments;
    // Set by the checker.
    Type type;
    std::shared_ptr<const Environment::Function> host;  // of a call to the host
    std::shared_ptr<const Pattern> pattern;             // of a call of matches() whose pattern stands in the text
};

}  // namespace paraat::rules::cel
