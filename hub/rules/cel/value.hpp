#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/rules/cel/budget.hpp"
#include "hub/rules/cel/type.hpp"

namespace paraat::rules::cel {

class Value;

// A message of the host, read field by field when a condition asks.
class Object {
public:
    virtual ~Object() = default;
    // Of a field that the checker let through.
    virtual Value field(std::string_view name) const = 0;
    // What has() answers: whether the field says something.
    virtual bool has(std::string_view name) const = 0;
    // Two views of one thing are equal.
    virtual const void* identity() const { return this; }
};

struct Null {
    bool operator==(const Null&) const = default;
};

// What an expression comes to (cel-spec, "Values"). Lists, maps and objects are shared and never change.
class Value {
public:
    using List = std::vector<Value>;
    using Map = std::map<std::string, Value>;
    using Any = std::variant<Null, bool, std::int64_t, std::uint64_t, double, std::string, Milliseconds, Instant,
                             std::shared_ptr<const List>, std::shared_ptr<const Map>, std::shared_ptr<const Object>>;

    Value() = default;
    Value(bool value) : any(value) {}
    Value(std::int64_t value) : any(value) {}
    Value(std::uint64_t value) : any(value) {}
    Value(double value) : any(value) {}
    Value(std::string value) : any(std::move(value)) {}
    Value(const char* value) : any(std::string(value)) {}
    Value(Milliseconds value) : any(value) {}
    Value(Instant value) : any(value) {}
    Value(List value) : any(std::make_shared<const List>(std::move(value))) {}
    Value(Map value) : any(std::make_shared<const Map>(std::move(value))) {}
    Value(std::shared_ptr<const Object> value) : any(std::move(value)) {}

    template <class T>
    const T* as() const {
        return std::get_if<T>(&any);
    }
    const List* list() const;
    const Map* map() const;
    const Object* object() const;

    Any any;
};

// Whether it is of a type that was not known before it was there. Elements are not looked at.
bool has_type(const Value& value, const Type& type);
// Equality across the number types; values of different kinds are unequal; objects are the same or unequal. Costs a
// step for each pair that is looked at; without steps left it says no.
bool equal(const Value& a, const Value& b, Budget& budget);
// Nullopt when the two have no order, NaN included.
std::optional<std::partial_ordering> order(const Value& a, const Value& b);
// As a person would write it: extreme, 7, 500, 2 h. Of a long list the beginning.
std::string to_text(const Value& value);

}  // namespace paraat::rules::cel
