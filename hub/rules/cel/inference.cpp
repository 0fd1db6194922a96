#include "hub/rules/cel/inference.hpp"

namespace paraat::rules::cel {
namespace {

using Kind = Type::Kind;

// A type whose parts went through a function; its own kind stays.
template <class Change>
Type with_parts(const Type& type, const Change& change) {
    Type made = type;
    if (type.key) made.key = std::make_shared<const Type>(change(*type.key));
    if (type.element) made.element = std::make_shared<const Type>(change(*type.element));
    return made;
}

Type renamed(const Type& type, const std::string& suffix) {
    if (type.is(Kind::parameter)) return parameter(type.name + suffix);
    return with_parts(type, [&](const Type& part) { return renamed(part, suffix); });
}

}  // namespace

Type Inference::fresh() {
    return parameter("#" + std::to_string(++count_));
}

Overload Inference::instance(const Overload& overload) {
    const std::string suffix = "#" + std::to_string(++count_);
    Overload made = overload;
    for (Type& type : made.parameters) type = renamed(type, suffix);
    made.result = renamed(made.result, suffix);
    return made;
}

bool Inference::fit(const Type& value, const Type& wanted) {
    Knowledge earlier = known_;
    if (unify(settled(value), settled(wanted))) return true;
    known_ = std::move(earlier);
    return false;
}

Type Inference::settled(const Type& type) const {
    if (type.is(Kind::parameter)) {
        const auto found = known_.find(type.name);
        return found == known_.end() ? type : settled(found->second);
    }
    if (!type.key && !type.element) return type;
    return with_parts(type, [&](const Type& part) { return settled(part); });
}

Type Inference::common(const Type& one, const Type& other) {
    const Type left = settled(one);
    const Type right = settled(other);
    if (left.is(Kind::dyn) || right.is(Kind::dyn)) return simple(Kind::dyn);
    if (!fit(left, right)) return simple(Kind::dyn);
    Type shared = settled(left);
    if (left.words != right.words) shared.words = nullptr;
    return shared;
}

bool Inference::unify(const Type& value, const Type& wanted) {
    if (wanted.is(Kind::parameter)) {
        const auto found = known_.find(wanted.name);
        if (found != known_.end()) return unify(value, Type(found->second));
        return bind(wanted.name, value);
    }
    if (value.is(Kind::parameter)) {
        const auto found = known_.find(value.name);
        if (found != known_.end()) return unify(Type(found->second), wanted);
        return bind(value.name, wanted);
    }
    if (value.is(Kind::dyn) || wanted.is(Kind::dyn)) return true;
    if (value.kind != wanted.kind || value.name != wanted.name) return false;
    if (value.key && !unify(*value.key, *wanted.key)) return false;
    return !value.element || unify(*value.element, *wanted.element);
}

// A type that would hold itself is none.
bool Inference::bind(const std::string& name, const Type& type) {
    const Type is = settled(type);
    if (is.is(Kind::parameter) && is.name == name) return true;
    if (mentions(is, name)) return false;
    known_[name] = is;
    return true;
}

bool Inference::mentions(const Type& type, const std::string& name) const {
    if (type.is(Kind::parameter)) return type.name == name;
    return (type.key && mentions(*type.key, name)) || (type.element && mentions(*type.element, name));
}

}  // namespace paraat::rules::cel
