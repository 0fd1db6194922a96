#include <algorithm>

#include "hub/rules/cel/library.hpp"
#include "hub/rules/cel/octets.hpp"
#include "hub/rules/cel/order.hpp"

// cel-spec, "List Operators", "Map Operators", and what joins two of a kind.
namespace paraat::rules::cel {
namespace {

Outcome element_at(const Call& call) {
    const Value::List& list = *call.arguments[0].list();
    const auto at = whole_number(call.arguments[1]);
    if (!at || *at < 0 || *at >= static_cast<std::int64_t>(list.size())) return error("no such index");
    return list[static_cast<std::size_t>(*at)];
}

Outcome value_at(const Call& call) {
    const Value* found = find(*call.arguments[0].map(), call.arguments[1]);
    return found == nullptr ? error("no such key") : Outcome(*found);
}

Outcome join_lists(const Call& call) {
    const Value::List &a = *call.arguments[0].list(), &b = *call.arguments[1].list();
    if (a.size() + b.size() > elements_most) return list_too_long();
    Value::List joined = a;
    joined.insert(joined.end(), b.begin(), b.end());
    return Value{std::move(joined)};
}

template <class Octets>
bool is_joined_too_long(const Octets& a, const Octets& b) {
    return a.size() + b.size() > text_most;
}

std::int64_t signed_size(std::size_t size) {
    return static_cast<std::int64_t>(size);
}

}  // namespace

void add_containers(Library& library) {
    for (const std::string_view form : {"(list(A), int) A", "(list(A), uint) A", "(list(A), double) A"}) {
        library.add("_[_]", form, element_at);
    }
    library.add("_[_]", "(map(A, B), A) B", value_at);
    library.add("_+_", "(list(A), list(A)) list(A)", join_lists);
    library.add("_+_", "(string, string) string", [](const Call& call) -> Outcome {
        if (is_joined_too_long(call.text(0), call.text(1))) return text_too_long();
        return Value{call.text(0) + call.text(1)};
    });
    library.add("_+_", "(bytes, bytes) bytes", [](const Call& call) -> Outcome {
        const std::string &a = call.get<Bytes>(0).octets, &b = call.get<Bytes>(1).octets;
        if (is_joined_too_long(a, b)) return text_too_long();
        return Value{Bytes{a + b}};
    });
    for (const std::string form : {"(", ".("}) {
        library.add("size", form + "string) int",
                    [](const Call& call) -> Outcome { return Value{code_points(call.text(0))}; });
        library.add("size", form + "bytes) int",
                    [](const Call& call) -> Outcome { return Value{signed_size(call.get<Bytes>(0).octets.size())}; });
        library.add("size", form + "list(A)) int",
                    [](const Call& call) -> Outcome { return Value{signed_size(call.arguments[0].list()->size())}; });
        library.add("size", form + "map(A, B)) int",
                    [](const Call& call) -> Outcome { return Value{signed_size(call.arguments[0].map()->size())}; });
    }
}

}  // namespace paraat::rules::cel
