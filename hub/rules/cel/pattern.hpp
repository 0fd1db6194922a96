#pragma once

#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "hub/rules/cel/budget.hpp"

namespace re2 {
class RE2;
}

namespace paraat::rules::cel {

inline constexpr std::size_t pattern_most = 1024;          // bytes of a regular expression
inline constexpr std::int64_t steps_of_a_pattern = 2'000;  // what compiling one costs an evaluation

// A regular expression (RE2 syntax), compiled once. Immutable; may be asked by any thread.
class Pattern {
public:
    // Or a sentence. The limits are the same for a pattern of a rule's text and one that an evaluation makes.
    static tl::expected<std::shared_ptr<const Pattern>, std::string> compile(const std::string& source);

    // Whether it is found anywhere in the text. Takes time by the length of both, and spends accordingly.
    bool is_in(const std::string& text, Budget& budget) const;

private:
    explicit Pattern(std::shared_ptr<const re2::RE2> expression) : expression_(std::move(expression)) {}

    std::shared_ptr<const re2::RE2> expression_;
};

}  // namespace paraat::rules::cel
