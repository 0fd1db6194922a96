#include <algorithm>
#include <numeric>

#include "hub/rules/cel/library.hpp"
#include "hub/rules/cel/order.hpp"
#include "hub/rules/cel/sorting.hpp"

// The lists and sets extensions.
namespace paraat::rules::cel {
namespace {

bool holds(const Value::List& list, const Value& wanted, Budget& budget) {
    return std::any_of(list.begin(), list.end(), [&](const Value& one) { return equal(one, wanted, budget); });
}

bool holds_all(const Value::List& list, const Value::List& wanted, Budget& budget) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const Value& one) { return holds(list, one, budget); });
}

Outcome distinct(const Call& call) {
    Value::List kept;
    for (const Value& element : *call.arguments[0].list()) {
        if (!holds(kept, element, call.budget)) kept.push_back(element);
    }
    return Value{std::move(kept)};
}

bool flatten_into(Value::List& out, const Value::List& list, std::int64_t depth, Budget& budget) {
    for (const Value& element : list) {
        if (!budget.spend(1) || out.size() > elements_most) return false;
        const Value::List* inner = element.list();
        if (inner == nullptr || depth == 0) {
            out.push_back(element);
        } else if (!flatten_into(out, *inner, depth - 1, budget)) {
            return false;
        }
    }
    return out.size() <= elements_most;
}

Outcome flatten(const Call& call) {
    const std::int64_t depth = call.size() > 1 ? call.whole(1) : 1;
    if (depth < 0) return error("a list is flattened by 0 levels or more");
    Value::List out;
    if (!flatten_into(out, *call.arguments[0].list(), depth, call.budget)) return list_too_long();
    return Value{std::move(out)};
}

Outcome range(const Call& call) {
    if (call.whole(0) > static_cast<std::int64_t>(elements_most)) return list_too_long();
    Value::List numbers;
    for (std::int64_t i = 0; i < call.whole(0); ++i) numbers.emplace_back(i);
    return Value{std::move(numbers)};
}

Outcome reverse(const Call& call) {
    const Value::List& list = *call.arguments[0].list();
    return Value{Value::List(list.rbegin(), list.rend())};
}

Outcome slice(const Call& call) {
    const Value::List& list = *call.arguments[0].list();
    const std::int64_t begin = call.whole(1), end = call.whole(2);
    if (begin < 0 || begin > end || end > static_cast<std::int64_t>(list.size()))
        return error("no such part of the list");
    return Value{Value::List(list.begin() + begin, list.begin() + end)};
}

Outcome sort(const Call& call) {
    const Value::List& list = *call.arguments[0].list();
    return sorted_by(list, list, call.budget);
}

}  // namespace

Outcome sorted_by(const Value::List& list, const Value::List& keys, Budget& budget) {
    for (const Value& key : keys) {
        if (key.any.index() != keys[0].any.index() || !order(key, key)) return error("these values have no order");
    }
    // Each is compared with as many others as there are bits in the number of them.
    std::int64_t comparisons = 0;
    for (std::size_t size = keys.size(); size > 0; size /= 2) ++comparisons;
    for (const Value& key : keys) {
        const auto* text = key.as<std::string>();
        const auto length = static_cast<std::int64_t>(text == nullptr ? 0 : text->size());
        if (!budget.spend(comparisons * (1 + length / bytes_per_step))) return error("too many steps");
    }
    std::vector<std::size_t> places(list.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
        return order(keys[a], keys[b]) == std::partial_ordering::less;
    });
    Value::List sorted;
    for (const std::size_t place : places) sorted.push_back(list[place]);
    return Value{std::move(sorted)};
}

void add_lists(Library& library) {
    library.add("distinct", ".(list(A)) list(A)", distinct);
    library.add("flatten", ".(list(A)) list(dyn)", flatten);
    library.add("flatten", ".(list(A), int) list(dyn)", flatten);
    library.add("lists.range", "(int) list(int)", range);
    library.add("reverse", ".(list(A)) list(A)", reverse);
    library.add("slice", ".(list(A), int, int) list(A)", slice);
    library.add("sort", ".(list(A)) list(A)", sort);
    library.add("sets.contains", "(list(A), list(A)) bool", [](const Call& call) -> Outcome {
        return Value{holds_all(*call.arguments[0].list(), *call.arguments[1].list(), call.budget)};
    });
    library.add("sets.equivalent", "(list(A), list(A)) bool", [](const Call& call) -> Outcome {
        const Value::List &a = *call.arguments[0].list(), &b = *call.arguments[1].list();
        return Value{holds_all(a, b, call.budget) && holds_all(b, a, call.budget)};
    });
    library.add("sets.intersects", "(list(A), list(A)) bool", [](const Call& call) -> Outcome {
        const Value::List &a = *call.arguments[0].list(), &b = *call.arguments[1].list();
        return Value{std::any_of(b.begin(), b.end(), [&](const Value& one) { return holds(a, one, call.budget); })};
    });
}

}  // namespace paraat::rules::cel
