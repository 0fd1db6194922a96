#include "hub/rules/cel/inference.hpp"

namespace paraat::rules::cel {
namespace {

using TypeKind = Type::Kind;

// A type whose parts went through a function; its own kind stays.
template <class Change>
Type with_parts(const Type& type, const Change& change) {
    Type made = type;
    if (type.key) made.key = std::make_shared<const Type>(change(*type.key));
    if (type.element) made.element = std::make_shared<const Type>(change(*type.element));
    return made;
}

Type renamed(const Type& type, const std::string& suffix) {
    if (type.is(TypeKind::parameter)) return parameter(type.name + suffix);
    return with_parts(type, [&](const Type& part) { return renamed(part, suffix); });
}

// Of two types that fit each other the one that says less: what is open in the one is open in both.
Type more_open(const Type& a, const Type& b) {
    if (a.is(TypeKind::dyn) || b.is(TypeKind::dyn)) return simple(TypeKind::dyn);
    if (a.is(TypeKind::parameter)) return b;
    Type made = a;
    if (a.words != b.words) made.words = nullptr;
    if (a.most != b.most) made.most = 0;
    if (a.key && b.key) made.key = std::make_shared<const Type>(more_open(*a.key, *b.key));
    if (a.element && b.element) made.element = std::make_shared<const Type>(more_open(*a.element, *b.element));
    return made;
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
    const std::size_t before = mark();
    if (unify(value, wanted)) return true;
    return_to(before);
    return false;
}

void Inference::return_to(std::size_t mark) {
    for (; changes_.size() > mark; changes_.pop_back()) {
        auto& [name, before] = changes_.back();
        if (before) {
            known_[name] = std::move(*before);
        } else {
            known_.erase(name);
        }
    }
}

void Inference::know(const std::string& name, Type type) {
    const auto found = known_.find(name);
    changes_.emplace_back(name, found == known_.end() ? std::nullopt : std::optional(found->second));
    known_[name] = std::move(type);
}

Type Inference::settled(const Type& type) const {
    if (type.is(TypeKind::parameter)) {
        const auto found = known_.find(type.name);
        return found == known_.end() ? type : settled(found->second);
    }
    if (!type.key && !type.element) return type;
    return with_parts(type, [&](const Type& part) { return settled(part); });
}

Type Inference::closed(const Type& type) const {
    const Type is = settled(type);
    if (is.is(TypeKind::parameter)) return simple(TypeKind::dyn);
    return with_parts(is, [&](const Type& part) { return closed(part); });
}

Type Inference::common(const Type& one, const Type& other) {
    if (!fit(one, other)) return simple(TypeKind::dyn);
    return more_open(settled(one), settled(other));
}

bool Inference::unify(const Type& value, const Type& wanted) {
    if (wanted.is(TypeKind::parameter)) return meet(wanted.name, value);
    if (value.is(TypeKind::parameter)) return meet(value.name, wanted);
    // What is inside of something that is not known is not known either.
    if (value.is(TypeKind::dyn)) return unify_parts(value, wanted);
    if (wanted.is(TypeKind::dyn)) return unify_parts(wanted, value);
    if (value.kind != wanted.kind || value.name != wanted.name) return false;
    if (value.key && !unify(*value.key, *wanted.key)) return false;
    return !value.element || unify(*value.element, *wanted.element);
}

bool Inference::unify_parts(const Type& unknown, const Type& whole) {
    return (!whole.key || unify(unknown, *whole.key)) && (!whole.element || unify(unknown, *whole.element));
}

// A parameter that is known is widened by what it meets.
bool Inference::meet(const std::string& name, const Type& type) {
    const auto found = known_.find(name);
    if (found == known_.end()) return bind(name, type);
    const Type known = found->second;
    if (!unify(type, known)) return false;
    return known.is(TypeKind::parameter) || bind(name, more_open(settled(known), settled(type)));
}

// A type that would hold itself is none.
bool Inference::bind(const std::string& name, const Type& type) {
    const Type is = settled(type);
    if (is.is(TypeKind::parameter) && is.name == name) return true;
    if (mentions(is, name)) return false;
    know(name, is);
    return true;
}

bool Inference::mentions(const Type& type, const std::string& name) const {
    if (type.is(TypeKind::parameter)) return type.name == name;
    return (type.key && mentions(*type.key, name)) || (type.element && mentions(*type.element, name));
}

}  // namespace paraat::rules::cel
