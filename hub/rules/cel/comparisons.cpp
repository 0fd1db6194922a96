#include "hub/rules/cel/library.hpp"
#include "hub/rules/cel/order.hpp"

// cel-spec, "Equality", "Ordering", "Logical Operators".
namespace paraat::rules::cel {
namespace {

template <class Holds>
Outcome compare(const Call& call, Holds holds) {
    const auto ordering = order(call.arguments[0], call.arguments[1]);
    return ordering ? Outcome(Value{holds(*ordering)}) : no_overload();
}

Outcome is_less(const Call& call) {
    return compare(call, [](std::partial_ordering how) { return how < 0; });
}
Outcome is_at_most(const Call& call) {
    return compare(call, [](std::partial_ordering how) { return how <= 0; });
}
Outcome is_more(const Call& call) {
    return compare(call, [](std::partial_ordering how) { return how > 0; });
}
Outcome is_at_least(const Call& call) {
    return compare(call, [](std::partial_ordering how) { return how >= 0; });
}

void add_order(Library& library, std::string_view name, Outcome (*implementation)(const Call&)) {
    for (const std::string_view form :
         {"(string, string) bool", "(bytes, bytes) bool", "(bool, bool) bool", "(duration, duration) bool",
          "(timestamp, timestamp) bool", "(int, int) bool", "(int, uint) bool", "(int, double) bool",
          "(uint, int) bool", "(uint, uint) bool", "(uint, double) bool", "(double, int) bool", "(double, uint) bool",
          "(double, double) bool"}) {
        library.add(name, form, implementation);
    }
}

// && and || are the evaluator's own, since they need not look at both sides; here they have their types.
Outcome never(const Call&) {
    return no_overload();
}

}  // namespace

void add_comparisons(Library& library) {
    library.add("_==_", "(A, A) bool", [](const Call& call) -> Outcome {
        return Value{equal(call.arguments[0], call.arguments[1], call.budget)};
    });
    library.add("_!=_", "(A, A) bool", [](const Call& call) -> Outcome {
        return Value{!equal(call.arguments[0], call.arguments[1], call.budget)};
    });
    add_order(library, "_<_", is_less);
    add_order(library, "_<=_", is_at_most);
    add_order(library, "_>_", is_more);
    add_order(library, "_>=_", is_at_least);
    library.add("!_", "(bool) bool", [](const Call& call) -> Outcome { return Value{!call.get<bool>(0)}; });
    library.add("_&&_", "(bool, bool) bool", never);
    library.add("_||_", "(bool, bool) bool", never);
}

}  // namespace paraat::rules::cel
