#pragma once

#include <gmock/gmock.h>

#include <map>

#include "hub/rules/cel/program.hpp"

namespace paraat::rules::cel {

// What an expression may speak of in a test: variables with their values, of any type.
struct Bindings : Activation {
    Bindings() = default;
    Bindings(std::initializer_list<std::pair<const std::string, Value>> all) : values(all) {}

    Value variable(std::string_view name) const override { return values.find(std::string(name))->second; }
    Outcome call(std::string_view, const std::vector<Value>&) const override { return Value{}; }
    Environment environment() const {
        Environment made;
        made.container = container;
        for (const auto& [name, unused] : values) made.variables[name] = simple(Type::Kind::dyn);
        return made;
    }

    std::map<std::string, Value> values;
    std::string container;
};

// What an expression comes to, or "fault: ..." or "error: ...".
inline std::string come_to(const std::string& source, const Bindings& bindings = {},
                           Checks checks = Checks::types_and_cost) {
    const auto compiled = Program::compile(source, bindings.environment(), checks);
    if (!compiled.program) return "fault: " + compiled.faults.at(0).message;
    const Outcome outcome = compiled.program->evaluate(bindings);
    return outcome ? to_text(*outcome) : "error: " + outcome.error();
}
inline std::string run(const std::string& source) {
    return come_to(source, {}, Checks::none);
}

// Each of them is true, checked and not.
inline void expect_true(std::initializer_list<const char*> sources) {
    for (const char* source : sources) {
        EXPECT_EQ(come_to(source), "true") << source;
        EXPECT_EQ(run(source), "true") << source;
    }
}
// Each of them is an error when it runs, whatever a check says of it.
inline void expect_error(std::initializer_list<const char*> sources) {
    for (const char* source : sources) {
        EXPECT_THAT(run(source), testing::StartsWith("error:")) << source;
        EXPECT_THAT(come_to(source), testing::AnyOf(testing::StartsWith("error:"), testing::StartsWith("fault:")))
            << source;
    }
}
// Each of them is not well formed.
inline void expect_fault(std::initializer_list<const char*> sources) {
    for (const char* source : sources) EXPECT_THAT(run(source), testing::StartsWith("fault:")) << source;
}

}  // namespace paraat::rules::cel
