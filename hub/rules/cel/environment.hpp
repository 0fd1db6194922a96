#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <tl/expected.hpp>
#include "hub/rules/cel/type.hpp"
#include "hub/rules/cel/value.hpp"

namespace paraat::rules::cel {

// What evaluation may run into; a sentence.
using Outcome = tl::expected<Value, std::string>;

// What expressions may speak of: the host says it once, the checker holds every expression to it.
struct Environment {
    using Message = std::map<std::string, Type>;  // field -> type

    std::map<std::string, Type> variables;
    std::map<std::string, Message> messages;
    // A function of the host. Its numbers may be written as whole numbers where doubles are wanted.
    struct Function {
        std::vector<Type> parameters;
        Type result;
    };
    std::map<std::string, Function> functions;
};

// What one evaluation runs on.
class Activation {
public:
    virtual ~Activation() = default;
    virtual Value variable(std::string_view name) const = 0;  // of those in the environment
    virtual Outcome call(std::string_view function, const std::vector<Value>& arguments) const = 0;
};

}  // namespace paraat::rules::cel
