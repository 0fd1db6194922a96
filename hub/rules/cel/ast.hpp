#pragma once

#include <memory>
#include <string>
#include <vector>

#include "hub/rules/cel/environment.hpp"
#include "hub/rules/cel/operation.hpp"
#include "hub/rules/cel/pattern.hpp"
#include "hub/rules/cel/type.hpp"
#include "hub/rules/cel/value.hpp"

namespace paraat::rules::cel {

struct Overload;

// A place in the expression's text: byte offsets, end past the last.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct Expression {
    enum class Kind {
        literal,        // value
        identifier,     // name
        select,         // arguments[0].name, or arguments[0].?name when it is optional
        has,            // has(arguments[0].name)
        call,           // name(arguments); operators are called "_&&_", "!_", "_[_]", "_?_:_", "@in"
        list,           // [arguments]; an optional element is there when it holds something
        map,            // {arguments[0]: arguments[1], ...}; likewise an optional value with its key
        comprehension,  // arguments[0].name(variable, maybe second_variable, arguments[1], maybe arguments[2])
        bind,           // cel.bind(variable, arguments[0], arguments[1])
        optional_map,   // arguments[0].name(variable, arguments[1]); name is optMap or optFlatMap
    };
    Kind kind = Kind::literal;
    Span span;
    std::string name;
    Span name_span;
    bool is_member_call = false;     // arguments[0] stood before a dot
    bool is_absolute = false;        // a dot stood before the name: it is of the outermost namespace
    bool is_optional = false;        // of a select: a question mark stood before the name
    bool is_optional_entry = false;  // of an element, or of a map's value: a question mark stood before it or its key
    int depth = 1;                   // of the tree below
    Value value;                     // also of a list whose elements are all literals, once it is compiled
    std::string variable;
    std::string second_variable;  // empty = there is one
    std::vector<std::unique_ptr<Expression>> arguments;

    // node.calls("_&&_")
    bool calls(std::string_view wanted) const { return kind == Kind::call && name == wanted; }

    // Set when names are resolved.
    bool is_resolved = false;                           // of an identifier: it is a variable that is known
    std::shared_ptr<const Environment::Function> host;  // of a call to the host
    const std::vector<Overload>* forms = nullptr;       // of a call to the library
    Operation operation = Operation::none;              // of a call that is the evaluator's own
    // Set by the checker.
    Type type;
    std::shared_ptr<const Pattern> pattern;  // of a call of matches() whose pattern stands in the text
};

}  // namespace paraat::rules::cel
