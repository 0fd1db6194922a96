#include "hub/rules/cel/type.hpp"

namespace paraat::rules::cel {
namespace {

std::shared_ptr<const Type> shared(Type type) {
    return std::make_shared<const Type>(std::move(type));
}

}  // namespace

std::string Type::text() const {
    switch (kind) {
        case Kind::dyn:
        case Kind::parameter: return "dyn";
        case Kind::null: return "null";
        case Kind::boolean: return "bool";
        case Kind::integer: return "int";
        case Kind::unsigned_integer: return "uint";
        case Kind::real: return "double";
        case Kind::text: return "string";
        case Kind::bytes: return "bytes";
        case Kind::duration: return "duration";
        case Kind::timestamp: return "timestamp";
        case Kind::type: return "type";
        case Kind::list: return "list(" + element->text() + ")";
        case Kind::map: return "map(" + key->text() + ", " + element->text() + ")";
        case Kind::optional: return "optional(" + element->text() + ")";
        case Kind::message: return name;
    }
    return {};
}

Type simple(Type::Kind kind) {
    return {kind};
}
Type word_of(std::string noun, std::vector<std::string> all) {
    Type type{Type::Kind::text};
    type.words = std::make_shared<const Words>(Words{std::move(noun), std::move(all)});
    return type;
}
Type list_of(Type element) {
    return {Type::Kind::list, nullptr, shared(std::move(element))};
}
Type map_of(Type key, Type element) {
    return {Type::Kind::map, shared(std::move(key)), shared(std::move(element))};
}
Type map_to(Type element) {
    return map_of(simple(Type::Kind::text), std::move(element));
}
Type optional_of(Type element) {
    return {Type::Kind::optional, nullptr, shared(std::move(element))};
}
Type message(std::string name) {
    return {Type::Kind::message, nullptr, nullptr, std::move(name)};
}
Type parameter(std::string name) {
    return {Type::Kind::parameter, nullptr, nullptr, std::move(name)};
}
Type at_most(std::int64_t most, Type type) {
    type.most = most;
    return type;
}

bool fits(const Type& value, const Type& wanted) {
    if (value.is_open() || wanted.is_open()) return true;
    if (value.kind != wanted.kind || value.name != wanted.name) return false;
    if (value.key && !fits(*value.key, *wanted.key)) return false;
    return !value.element || fits(*value.element, *wanted.element);
}

}  // namespace paraat::rules::cel
