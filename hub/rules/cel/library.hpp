#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "hub/rules/cel/environment.hpp"
#include "hub/rules/cel/operation.hpp"

// The operators and functions that every expression has (cel-spec, "Standard Definitions" and the extensions).
namespace paraat::rules::cel {

// One call whose arguments are there and of the types of its overload.
struct Call {
    const std::vector<Value>& arguments;
    Budget& budget;

    template <class T>
    const T& get(std::size_t i) const {
        return *arguments[i].as<T>();
    }
    const std::string& text(std::size_t i) const { return get<std::string>(i); }
    std::int64_t whole(std::size_t i) const { return get<std::int64_t>(i); }
    std::size_t size() const { return arguments.size(); }
};

// One form of a function; several forms of a name differ in their parameters.
struct Overload {
    std::string_view name;
    std::vector<Type> parameters;
    Type result;
    bool is_member = false;  // parameters[0] stands before the dot
    Outcome (*implementation)(const Call&) = nullptr;
};

// Immutable once it is made; may be asked by any thread.
class Library {
public:
    static const Library& standard();

    // A form like "(list(A), int) A", or ".(string) int" for what stands after a dot.
    void add(std::string_view name, std::string_view form, Outcome (*implementation)(const Call&));

    // All forms of a name; null when there is none.
    const std::vector<Overload>* find(std::string_view name) const;
    // That are written out, operators left aside.
    std::vector<std::string> names() const;

private:
    std::map<std::string, std::vector<Overload>, std::less<>> functions_;
};

// The first form that takes what the arguments are at that moment is called.
Outcome call(const std::vector<Overload>& forms, bool is_member, const std::vector<Value>& arguments, Budget& budget);

// Of what is a comparison.
Outcome compare(Operation how, const Value& a, const Value& b, Budget& budget);

inline tl::unexpected<std::string> error(std::string sentence) {
    return tl::unexpected(std::move(sentence));
}
template <class T>
Outcome outcome_of(const Possible<T>& possible) {
    return possible ? Outcome(Value{*possible}) : error(possible.error());
}
tl::unexpected<std::string> no_overload();
tl::unexpected<std::string> out_of_range();
tl::unexpected<std::string> text_too_long();
tl::unexpected<std::string> list_too_long();

// By what they are about.
void add_arithmetic(Library& library);
void add_comparisons(Library& library);
void add_conversions(Library& library);
void add_containers(Library& library);
void add_texts(Library& library);
void add_format(Library& library);
void add_moments(Library& library);
void add_numbers(Library& library);
void add_lists(Library& library);
void add_optionals(Library& library);
void add_encoders(Library& library);

}  // namespace paraat::rules::cel
