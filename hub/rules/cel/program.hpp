#pragma once

#include <memory>
#include <string>

#include "hub/base/placed_text.hpp"
#include "hub/base/source_issue.hpp"
#include "hub/rules/cel/environment.hpp"
#include "hub/rules/cel/lexer.hpp"

namespace paraat::rules::cel {

class Trace;

// What is looked at before an expression runs. What is not is judged while it runs.
enum class Checks { none, types, types_and_cost };

// An expression that was read and checked. Immutable; may be evaluated by any thread.
class Program {
public:
    // All faults at once; none means that the program is there.
    struct Compilation;
    static Compilation compile(std::string source, const Environment& environment,
                               Checks checks = Checks::types_and_cost);

    Outcome evaluate(const Activation& activation) const;
    // The same, and notes what each part came to.
    Outcome evaluate(const Activation& activation, Trace& trace) const;
    const Expression& root() const { return *root_; }
    const std::string& source() const { return source_; }

private:
    std::string source_;
    std::shared_ptr<const Expression> root_;
};

struct Program::Compilation {
    std::shared_ptr<const Program> program;  // null with faults
    std::vector<Fault> faults;
};

// A fault of an expression that stands in a file, as an issue of that file.
SourceIssue issue_of(const Fault& fault, const PlacedText& source, const std::string& file);

}  // namespace paraat::rules::cel
