#include "hub/rules/cel/pattern.hpp"

#include <re2/re2.h>

namespace paraat::rules::cel {
namespace {

constexpr std::int64_t memory_most = 1 << 20;  // bytes of a compiled pattern with its caches

}  // namespace

tl::expected<std::shared_ptr<const Pattern>, std::string> Pattern::compile(const std::string& source) {
    if (source.size() > pattern_most)
        return tl::unexpected(std::string("a regular expression has at most 1,024 bytes"));
    RE2::Options options(RE2::Quiet);
    options.set_max_mem(memory_most);
    auto expression = std::make_shared<const RE2>(source, options);
    if (!expression->ok()) return tl::unexpected("no regular expression: " + expression->error());
    return std::shared_ptr<const Pattern>(new Pattern(std::move(expression)));
}

bool Pattern::is_in(const std::string& text, Budget& budget) const {
    // Where the caches are too small, each instruction is tried at each byte.
    constexpr std::size_t tries_per_step = 256;
    const std::size_t tries = text.size() * static_cast<std::size_t>(expression_->ProgramSize());
    if (!budget.spend(static_cast<std::int64_t>(tries / tries_per_step))) return false;
    return RE2::PartialMatch(text, *expression_);
}

}  // namespace paraat::rules::cel
