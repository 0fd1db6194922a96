#include <algorithm>
#include <array>

#include "hub/rules/cel/library.hpp"
#include "hub/rules/cel/order.hpp"

// cel-spec, "Equality", "Ordering", "Logical Operators".
namespace paraat::rules::cel {
namespace {

struct Named {
    std::string_view name;
    Operation operation;
};
constexpr std::array<Named, 10> operations = {{{"_&&_", Operation::conjunction},
                                               {"_||_", Operation::disjunction},
                                               {"_?_:_", Operation::choice},
                                               {"_==_", Operation::equals},
                                               {"_!=_", Operation::differs},
                                               {"_<_", Operation::less},
                                               {"_<=_", Operation::at_most},
                                               {"_>_", Operation::more},
                                               {"_>=_", Operation::at_least},
                                               {"@in", Operation::is_in}}};

Outcome is_in(const Value& value, const Value& range, Budget& budget) {
    if (const auto* map = range.map()) return Value{find(*map, value) != nullptr};
    const auto* list = range.list();
    if (list == nullptr) return no_overload();
    return Value{
        std::any_of(list->begin(), list->end(), [&](const Value& element) { return equal(value, element, budget); })};
}

// What the evaluator does itself is here for its types alone.
Outcome never(const Call&) {
    return no_overload();
}

void add_order(Library& library, std::string_view name) {
    for (const std::string_view form :
         {"(string, string) bool", "(bytes, bytes) bool", "(bool, bool) bool", "(duration, duration) bool",
          "(timestamp, timestamp) bool", "(int, int) bool", "(int, uint) bool", "(int, double) bool",
          "(uint, int) bool", "(uint, uint) bool", "(uint, double) bool", "(double, int) bool", "(double, uint) bool",
          "(double, double) bool"}) {
        library.add(name, form, never);
    }
}

}  // namespace

Operation operation_of(std::string_view name) {
    const auto* found =
        std::find_if(operations.begin(), operations.end(), [&](const Named& one) { return one.name == name; });
    return found == operations.end() ? Operation::none : found->operation;
}

Outcome compare(Operation how, const Value& a, const Value& b, Budget& budget) {
    if (how == Operation::equals) return Value{equal(a, b, budget)};
    if (how == Operation::differs) return Value{!equal(a, b, budget)};
    if (how == Operation::is_in) return is_in(a, b, budget);
    const auto ordering = order(a, b);
    if (!ordering) return no_overload();
    if (how == Operation::less) return Value{*ordering < 0};
    if (how == Operation::at_most) return Value{*ordering <= 0};
    if (how == Operation::more) return Value{*ordering > 0};
    return Value{*ordering >= 0};
}

void add_comparisons(Library& library) {
    library.add("_==_", "(A, A) bool", never);
    library.add("_!=_", "(A, A) bool", never);
    for (const std::string_view name : {"_<_", "_<=_", "_>_", "_>=_"}) add_order(library, name);
    library.add("@in", "(A, list(A)) bool", never);
    library.add("@in", "(A, map(A, B)) bool", never);
    library.add("!_", "(bool) bool", [](const Call& call) -> Outcome { return Value{!call.get<bool>(0)}; });
    library.add("_&&_", "(bool, bool) bool", never);
    library.add("_||_", "(bool, bool) bool", never);
}

}  // namespace paraat::rules::cel
