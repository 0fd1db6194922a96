#include <algorithm>

#include "hub/rules/cel/library.hpp"

// The optional types extension; `.?` is the evaluator's own, as are or() and orValue(), which need not look at both.
namespace paraat::rules::cel {
namespace {

bool is_zero(const Value& value) {
    if (const auto* text = value.as<std::string>()) return text->empty();
    if (const auto* truth = value.as<bool>()) return !*truth;
    if (const auto* number = value.as<std::int64_t>()) return *number == 0;
    if (const auto* number = value.as<std::uint64_t>()) return *number == 0;
    if (const auto* number = value.as<double>()) return *number == 0;
    if (const auto* bytes = value.as<Bytes>()) return bytes->octets.empty();
    if (const auto* span = value.as<Duration>()) return *span == Duration{};
    if (const auto* moment = value.as<Timestamp>()) return *moment == Timestamp{};
    if (const auto* optional = value.as<Optional>()) return !optional->value;
    if (const auto* list = value.list()) return list->empty();
    if (const auto* map = value.map()) return map->empty();
    return value.as<Null>() != nullptr;
}

Outcome none(const Call&) {
    return Value{Optional{}};
}

Outcome value(const Call& call) {
    const Optional& optional = call.get<Optional>(0);
    return optional.value ? Outcome(*optional.value) : error("there is no value");
}

// [?key] of a list or a map; of an optional one, of what it holds.
Outcome element(const Call& call) {
    const auto* optional = call.arguments[0].as<Optional>();
    if (optional != nullptr && !optional->value) return none(call);
    const Value& holder = optional == nullptr ? call.arguments[0] : *optional->value;
    if (const auto* map = holder.map()) {
        const Value* found = find(*map, call.arguments[1]);
        return Value{found == nullptr ? Optional{} : present(*found)};
    }
    const Value::List* list = holder.list();
    const auto at = whole_number(call.arguments[1]);
    if (list == nullptr || !at) return no_overload();
    if (*at < 0 || *at >= static_cast<std::int64_t>(list->size())) return none(call);
    return Value{present((*list)[static_cast<std::size_t>(*at)])};
}

Outcome unwrap(const Call& call) {
    Value::List kept;
    for (const Value& one : *call.arguments[0].list()) {
        const auto* optional = one.as<Optional>();
        if (optional == nullptr) return no_overload();
        if (optional->value) kept.push_back(*optional->value);
    }
    return Value{std::move(kept)};
}

Outcome left_to_evaluator(const Call&) {
    return no_overload();
}

}  // namespace

void add_optionals(Library& library) {
    library.add("optional.none", "() optional(A)", none);
    library.add("optional.of", "(A) optional(A)",
                [](const Call& call) -> Outcome { return Value{present(call.arguments[0])}; });
    library.add("optional.ofNonZeroValue", "(A) optional(A)", [](const Call& call) -> Outcome {
        return Value{is_zero(call.arguments[0]) ? Optional{} : present(call.arguments[0])};
    });
    library.add("optional.unwrap", "(list(optional(A))) list(A)", unwrap);
    library.add("unwrapOpt", ".(list(optional(A))) list(A)", unwrap);
    library.add("hasValue", ".(optional(A)) bool",
                [](const Call& call) -> Outcome { return Value{call.get<Optional>(0).value != nullptr}; });
    library.add("value", ".(optional(A)) A", value);
    library.add("or", ".(optional(A), optional(A)) optional(A)", left_to_evaluator);
    library.add("orValue", ".(optional(A), A) A", left_to_evaluator);
    for (const std::string holder : {"list(A)", "optional(list(A))"}) {
        for (const std::string place : {"int", "uint", "double"}) {
            library.add("_[?_]", "(" + holder + ", " + place + ") optional(A)", element);
        }
    }
    library.add("_[?_]", "(map(A, B), A) optional(B)", element);
    library.add("_[?_]", "(optional(map(A, B)), A) optional(B)", element);
    for (const std::string place : {"int", "uint", "double"}) {
        library.add("_[_]", "(optional(list(A)), " + place + ") optional(A)", element);
    }
    library.add("_[_]", "(optional(map(A, B)), A) optional(B)", element);
    library.add("first", ".(list(A)) optional(A)", [](const Call& call) -> Outcome {
        const Value::List& list = *call.arguments[0].list();
        return Value{list.empty() ? Optional{} : present(list.front())};
    });
    library.add("last", ".(list(A)) optional(A)", [](const Call& call) -> Outcome {
        const Value::List& list = *call.arguments[0].list();
        return Value{list.empty() ? Optional{} : present(list.back())};
    });
}

}  // namespace paraat::rules::cel
