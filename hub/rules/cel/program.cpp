#include "hub/rules/cel/program.hpp"

#include <algorithm>

#include "hub/rules/cel/checker.hpp"
#include "hub/rules/cel/evaluator.hpp"

namespace paraat::rules::cel {

Program::Compilation Program::compile(std::string source, const Environment& environment) {
    Compilation compilation;
    std::unique_ptr<Expression> root = parse(source, compilation.faults);
    if (root) check(*root, environment, compilation.faults);
    if (!compilation.faults.empty()) return compilation;
    auto program = std::make_shared<Program>();
    program->source_ = std::move(source);
    program->root_ = std::move(root);
    compilation.program = std::move(program);
    return compilation;
}

Outcome Program::evaluate(const Activation& activation) const {
    return Evaluator(activation).evaluate(*root_);
}

SourceIssue issue_of(const Fault& fault, const std::string& source, const std::string& file, int line, int column) {
    const auto before = std::string_view(source).substr(0, fault.span.begin);
    const auto lines = static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    const auto last = before.rfind('\n');
    const int within = static_cast<int>(last == std::string_view::npos ? before.size() : before.size() - last - 1);
    return {fault.code, file, line + lines, lines == 0 ? column + within : within + 1, fault.message, fault.suggestion};
}

}  // namespace paraat::rules::cel
