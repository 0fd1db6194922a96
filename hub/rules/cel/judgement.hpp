#pragma once

#include <string>
#include <vector>

#include "hub/rules/cel/inference.hpp"
#include "hub/rules/cel/lexer.hpp"

namespace paraat::rules::cel {

// The faults of one expression, as they are found.
class Findings {
public:
    explicit Findings(std::vector<Fault>& faults) : faults_(faults) {}

    void add(const Expression& node, std::string code, std::string message, std::string suggestion = {}) {
        add(node.span, std::move(code), std::move(message), std::move(suggestion));
    }
    void add(Span span, std::string code, std::string message, std::string suggestion = {}) {
        if (faults_.size() >= faults_most) return;
        faults_.push_back({std::move(code), span, std::move(message), std::move(suggestion)});
    }

private:
    std::vector<Fault>& faults_;
};

// What is judged of a call to the library whose types fit: what its values say. A time, a span or a pattern that is
// written out is made now, once.
void judge(Expression& call, Findings& findings);

// A short form for messages: "dvx" in quotes.
std::string quoted(const std::string& word);

}  // namespace paraat::rules::cel
