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
#include "hub/rules/cel/moment.hpp"
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

// Octets, as opposed to a text.
struct Bytes {
    std::string octets;

    auto operator<=>(const Bytes&) const = default;
};

// A type as a value: what type() answers, "int", "list", "google.protobuf.Duration".
struct TypeName {
    std::string name;

    bool operator==(const TypeName&) const = default;
};

// A value that may be absent; null = it is.
struct Optional {
    std::shared_ptr<const Value> value;
};

// A key of a map. An int and a uint that are the same number are the same key.
class Key {
public:
    Key(bool value) : any(value) {}
    Key(std::int64_t value) : any(value) {}
    Key(std::uint64_t value) : any(value) {}
    Key(std::string value) : any(std::move(value)) {}
    Key(const char* value) : any(std::string(value)) {}

    // Nullopt for what cannot be a key.
    static std::optional<Key> of(const Value& value);
    Value value() const;
    bool operator<(const Key& other) const;

    std::variant<bool, std::int64_t, std::uint64_t, std::string> any;
};

// What an expression comes to (cel-spec, "Values"). Lists, maps and objects are shared and never change.
class Value {
public:
    using List = std::vector<Value>;
    using Map = std::map<Key, Value>;
    using Any =
        std::variant<Null, bool, std::int64_t, std::uint64_t, double, std::string, Bytes, Duration, Timestamp, TypeName,
                     Optional, std::shared_ptr<const List>, std::shared_ptr<const Map>, std::shared_ptr<const Object>>;

    Value() = default;
    Value(bool value) : any(value) {}
    Value(std::int64_t value) : any(value) {}
    Value(std::uint64_t value) : any(value) {}
    Value(double value) : any(value) {}
    Value(std::string value) : any(std::move(value)) {}
    Value(const char* value) : any(std::string(value)) {}
    Value(Bytes value) : any(std::move(value)) {}
    Value(Duration value) : any(value) {}
    Value(Timestamp value) : any(value) {}
    Value(Milliseconds value) : any(duration_of(value)) {}
    Value(Instant value) : any(timestamp_of(value)) {}
    Value(TypeName value) : any(std::move(value)) {}
    Value(Optional value) : any(std::move(value)) {}
    Value(List value);
    Value(Map value);
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

// An optional that holds something.
Optional present(Value value);

// What a map holds for a key; null when it is absent. A double that is whole finds the int.
const Value* find(const Value::Map& map, const Value& key);
// A number of any type, as long as it is whole and an int.
std::optional<std::int64_t> whole_number(const Value& value);

// Whether it is of a type that was not known before it was there. Elements are not looked at.
bool has_type(const Value& value, const Type& type);
// What type() answers.
TypeName type_of(const Value& value);
// As a person would write it: extreme, 7, 500, 2 h. Of a long list the beginning.
std::string to_text(const Value& value);
// The shortest digits that read back as the same number, without an exponent up to 1e21 (as string() has them).
std::string to_text(double number);

}  // namespace paraat::rules::cel
