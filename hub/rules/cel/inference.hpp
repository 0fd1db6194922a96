#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "hub/rules/cel/library.hpp"

namespace paraat::rules::cel {

// What is known of the type parameters of one expression (cel-spec, "Gradual Type Checking"): each may become one type.
// What nothing decides stays open.
class Inference {
public:
    // A parameter that nothing is known of yet.
    Type fresh();
    // An overload with parameters of its own.
    Overload instance(const Overload& overload);
    // Whether the one may stand where the other is wanted; if so, and only then, what that says of parameters is kept.
    bool fit(const Type& value, const Type& wanted);
    // With each parameter replaced by what is known of it.
    Type settled(const Type& type) const;
    // The same, with what is still open as dyn: for a variable, which each use may take otherwise.
    Type closed(const Type& type) const;
    // The type of what is of the one or the other; dyn where they differ.
    Type common(const Type& one, const Type& other);

    // What is known now, to return to.
    std::size_t mark() const { return changes_.size(); }
    void return_to(std::size_t mark);

private:
    bool unify(const Type& value, const Type& wanted);
    bool unify_parts(const Type& unknown, const Type& whole);
    bool meet(const std::string& name, const Type& type);
    bool bind(const std::string& name, const Type& type);
    bool mentions(const Type& type, const std::string& name) const;

    void know(const std::string& name, Type type);

    std::map<std::string, Type> known_;
    std::vector<std::pair<std::string, std::optional<Type>>> changes_;  // names with what was known before
    int count_ = 0;
};

}  // namespace paraat::rules::cel
