#include "hub/rules/cel/type.hpp"

namespace paraat::rules::cel {

std::string Type::text() const {
    switch (kind) {
        case Kind::dyn: return "dyn";
        case Kind::null: return "null";
        case Kind::boolean: return "bool";
        case Kind::integer: return "int";
        case Kind::unsigned_integer: return "uint";
        case Kind::real: return "double";
        case Kind::text: return "string";
        case Kind::duration: return "duration";
        case Kind::timestamp: return "timestamp";
        case Kind::list: return "list(" + element->text() + ")";
        case Kind::map: return "map(string, " + element->text() + ")";
        case Kind::message: return message;
    }
    return {};
}

bool fits(const Type& value, const Type& wanted) {
    if (value.is(Type::Kind::dyn) || wanted.is(Type::Kind::dyn)) return true;
    if (value.kind != wanted.kind) return false;
    if (value.element) return fits(*value.element, *wanted.element);
    return value.message == wanted.message;
}

}  // namespace paraat::rules::cel
