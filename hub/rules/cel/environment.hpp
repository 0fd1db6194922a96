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

// The most that is assumed of what the host does not bound: elements of a list or a map, bytes of a text.
inline constexpr std::int64_t elements_assumed = 1'000;
inline constexpr std::int64_t bytes_assumed = 4'096;

// What expressions may speak of: the host says it once, the checker holds every expression to it. A name may have
// parts: "com.example.limit".
struct Environment {
    using Message = std::map<std::string, Type>;  // field -> type

    // The namespace that names are looked up in first, then in those around it (cel-spec, "Name Resolution").
    std::string container = {};
    std::map<std::string, Type> variables = {};
    std::map<std::string, Message> messages = {};
    // A function of the host. Whole numbers may stand where it wants doubles.
    struct Function {
        std::vector<Type> parameters;
        Type result;
        // What is wrong with a value for a parameter that has its type; empty = nothing. Asked of what stands in the
        // text when that is checked, and of every value before a call.
        std::function<std::string(std::size_t parameter, const Value& value)> fault = nullptr;
        std::vector<std::string> units = {};  // of its parameters, as they are told: "500 m"
        std::string elements = {};            // what a list of it is a list of, as it is told: "incidents"
        std::string itself = {};              // the variable that may be among them
        std::int64_t steps = 1;               // what a call takes, beyond the elements that it gives
    };
    std::map<std::string, Function> functions = {};
};

// What one evaluation runs on.
class Activation {
public:
    virtual ~Activation() = default;
    // Of those in the environment that are there.
    virtual Value variable(std::string_view name) const = 0;
    virtual bool has_variable(std::string_view) const { return true; }
    // Arguments are of the types that the environment says, and without fault.
    virtual Outcome call(std::string_view function, const std::vector<Value>& arguments) const = 0;
    // Whether what that call gives is not all there is.
    virtual bool is_cut(std::string_view, const std::vector<Value>&) const { return false; }
};

}  // namespace paraat::rules::cel
