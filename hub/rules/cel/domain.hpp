#pragma once

#include <optional>

#include "hub/rules/cel/value.hpp"

namespace paraat::rules::cel {

enum class Relation { less, at_most, more, at_least };

// What a value may still be, after several comparisons with values that are known. It may hold too much, never too
// little: what it calls impossible is.
class Domain {
public:
    // Of whole numbers, so that nothing lies between two neighbours.
    enum class Kind { any, whole };
    explicit Domain(Kind kind) : kind_(kind) {}

    void be_among(const Value::List& values);
    void be_none_of(const Value::List& values);
    // The bound is no NaN.
    void be(Relation relation, const Value& bound);

    bool is_possible() const;
    // Whether whatever it may be answers a comparison with true.
    bool is_surely_among(const Value::List& values) const;
    bool is_surely_none_of(const Value::List& values) const;
    bool is_surely(Relation relation, const Value& bound) const;
    // About how many values are compared with each other to take some more into account.
    std::size_t effort_with(const Value::List& values) const;
    // Those that it may be, when they can be counted.
    std::optional<Value::List> choices() const;

private:
    struct Bound {
        Value value;
        bool is_strict = false;
    };

    bool is_within(const Value& value) const;

    Kind kind_;
    std::optional<Value::List> among_;
    Value::List excluded_;
    std::optional<Bound> least_;
    std::optional<Bound> most_;
};

}  // namespace paraat::rules::cel
