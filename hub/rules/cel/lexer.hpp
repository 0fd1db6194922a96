#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hub/rules/cel/ast.hpp"

namespace paraat::rules::cel {

struct Token {
    enum class Kind {
        identifier,
        quoted_name,  // `content-type`, without the backticks
        integer,
        unsigned_integer,
        real,
        text,
        bytes,
        symbol,
        end
    };
    Kind kind = Kind::end;
    Span span;
    std::string text;  // of a text: what it says, escapes resolved
};

// What is wrong in an expression, by its place in the expression's text.
struct Fault {
    std::string code;
    Span span;
    std::string message;
    std::string suggestion;
};

inline constexpr std::size_t faults_most = 20;  // that are told of one expression

// The tokens of a text (cel-spec, "Syntax"), an end token last. Stops at the first fault.
std::vector<Token> tokens_of(std::string_view source, std::vector<Fault>& faults);

}  // namespace paraat::rules::cel
