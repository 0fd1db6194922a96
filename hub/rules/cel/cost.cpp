#include "hub/rules/cel/cost.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "hub/rules/cel/budget.hpp"

namespace paraat::rules::cel {
namespace {

using Kind = Expression::Kind;

constexpr double per_step = static_cast<double>(bytes_per_step);
constexpr double steps_end = 1e15;        // all estimates from here on are the same
constexpr double tries_of_a_pattern = 4;  // steps per byte: 1,024 instructions at 256 a step

Extent text_of(double bytes) {
    return {std::min(bytes, static_cast<double>(text_most))};
}
Extent list_of(double count, Extent element) {
    return {std::min(count, static_cast<double>(elements_most)), std::make_shared<const Extent>(std::move(element))};
}
Extent element_of(const Extent& extent) {
    return extent.element ? *extent.element : extent;
}

Extent larger(const Extent& a, const Extent& b) {
    Extent extent{std::max(a.count, b.count)};
    if (a.element || b.element) {
        extent.element = std::make_shared<const Extent>(!a.element   ? *b.element
                                                        : !b.element ? *a.element
                                                                     : larger(*a.element, *b.element));
    }
    return extent;
}

// Steps to look through all of a value.
double whole_of(const Extent& extent) {
    const double one = extent.element ? extent.count * whole_of(*extent.element) : extent.count / per_step;
    return std::min(1 + one, steps_end);
}

// Steps to make a value, or to copy it; parts of parts are shared.
double making(const Extent& extent) {
    if (!extent.element) return extent.count / per_step;
    return extent.count + (extent.element->element ? 0 : extent.count * extent.element->count / per_step);
}

// What nothing but its type is known of.
Extent extent_of(const Type& type) {
    if (type.words && !type.words->all.empty()) {
        std::size_t most = 0;
        for (const std::string& word : type.words->all) most = std::max(most, word.size());
        return {static_cast<double>(most)};
    }
    const auto most = [&](std::int64_t assumed) { return static_cast<double>(type.most > 0 ? type.most : assumed); };
    switch (type.kind) {
        case Type::Kind::text:
        case Type::Kind::bytes: return {most(bytes_assumed)};
        case Type::Kind::list:
        case Type::Kind::map: return list_of(most(elements_assumed), extent_of(*type.element));
        case Type::Kind::optional: return extent_of(*type.element);
        default: return {};
    }
}

Extent extent_of(const Value& value) {
    if (const auto* text = value.as<std::string>()) return {static_cast<double>(text->size())};
    if (const auto* bytes = value.as<Bytes>()) return {static_cast<double>(bytes->octets.size())};
    return {};
}

class Estimate {
public:
    explicit Estimate(std::vector<Fault>& faults) : faults_(faults) {}

    Cost of(const Expression& node) {
        Cost cost = visit(node);
        cost.steps += 1 + (node.kind == Kind::identifier ? 0 : making(cost.extent));
        if (cost.steps > cost_most && faults_.empty()) {
            faults_.push_back({"too_costly",
                               node.span,
                               "this may take more than 10,000,000 steps, which is more than a condition is given",
                               {}});
        }
        return cost;
    }

private:
    Cost visit(const Expression& node) {
        switch (node.kind) {
            case Kind::literal: return {0, extent_of(node.value)};
            case Kind::identifier: return {0, extent_of_name(node)};
            case Kind::select: return {of(*node.arguments[0]).steps, extent_of(node.type)};
            case Kind::has: return {of(*node.arguments[0]).steps, {}};
            case Kind::call: return call(node);
            case Kind::list:
            case Kind::map: return aggregate(node);
            case Kind::comprehension: return comprehension(node);
            case Kind::bind:
            case Kind::optional_map: return scoped(node);
        }
        return {};
    }

    Extent extent_of_name(const Expression& node) const {
        const auto local = node.is_absolute ? locals_.end() : locals_.find(node.name);
        return local == locals_.end() || local->second.empty() ? extent_of(node.type) : local->second.back();
    }

    Cost aggregate(const Expression& node) {
        Cost cost;
        Extent element;
        const std::size_t stride = node.kind == Kind::map ? 2 : 1;
        for (std::size_t i = 0; i < node.arguments.size(); ++i) {
            const Cost part = of(*node.arguments[i]);
            cost.steps += part.steps;
            if (i % stride == stride - 1) element = larger(element, part.extent);
        }
        cost.extent = list_of(static_cast<double>(node.arguments.size() / stride), std::move(element));
        return cost;
    }

    Cost scoped(const Expression& node) {
        const Cost value = of(*node.arguments[0]);
        locals_[node.variable].push_back(value.extent);
        Cost body = of(*node.arguments[1]);
        locals_[node.variable].pop_back();
        body.steps += value.steps;
        return body;
    }

    Cost comprehension(const Expression& node) {
        const Cost range = of(*node.arguments[0]);
        const Extent element = element_of(range.extent);
        const bool has_two = !node.second_variable.empty();
        const bool is_map = node.arguments[0]->type.is(Type::Kind::map);
        const Extent front = is_map ? extent_of(*node.arguments[0]->type.key) : Extent{};
        locals_[node.variable].push_back(has_two || is_map ? front : element);
        if (has_two) locals_[node.second_variable].push_back(element);
        double round = 0;
        Extent made;
        for (std::size_t i = 1; i < node.arguments.size(); ++i) {
            const Cost part = of(*node.arguments[i]);
            round += part.steps;
            made = part.extent;
        }
        locals_[node.variable].pop_back();
        if (has_two) locals_[node.second_variable].pop_back();
        const double steps = range.steps + range.extent.count * (std::min(round, steps_end) + 1);
        if (node.type.is(Type::Kind::boolean)) return {steps, {}};
        if (node.name == "filter" || node.name == "sortBy") return {steps, range.extent};
        return {steps, list_of(range.extent.count, std::move(made))};
    }

    Cost call(const Expression& node) {
        std::vector<Extent> given;
        double steps = 0;
        for (const auto& argument : node.arguments) {
            Cost cost = of(*argument);
            steps += cost.steps;
            given.push_back(std::move(cost.extent));
        }
        if (node.host) return {steps + static_cast<double>(node.host->steps), extent_of(node.host->result)};
        return {steps + own_steps(node, given), of_library(node, given)};
    }

    // What a function does beyond making its result.
    static double own_steps(const Expression& node, const std::vector<Extent>& given) {
        const bool is_equality = node.name == "_==_" || node.name == "_!=_";
        if (is_equality) return std::min(whole_of(given[0]), whole_of(given[1]));
        if (node.name == "@in") {
            return given[1].count * std::min(whole_of(given[0]), whole_of(element_of(given[1])));
        }
        if (node.name == "matches") {
            return given[0].count * tries_of_a_pattern + (node.pattern ? 0 : static_cast<double>(steps_of_a_pattern));
        }
        const bool searches = node.is_member_call && given.size() > 1 && node.arguments[0]->type.is(Type::Kind::text);
        if (searches) return given[0].count / per_step * given[1].count / per_step;
        const bool pairs = node.name == "distinct" || node.name.starts_with("sets.");
        if (pairs) return given[0].count * given.back().count * whole_of(element_of(given[0]));
        double all = 0;
        for (const Extent& one : given) all += node.name == "format" ? whole_of(one) : 0;
        return all;
    }

    // How many numbers lists.range() gives, as far as the text says so.
    static double range_of(const Expression& count) {
        const auto* literal = count.kind == Kind::literal ? count.value.as<std::int64_t>() : nullptr;
        if (literal == nullptr) return elements_most;
        return static_cast<double>(std::clamp(*literal, std::int64_t{0}, static_cast<std::int64_t>(elements_most)));
    }

    // How large what a function makes gets.
    static Extent of_library(const Expression& node, const std::vector<Extent>& given) {
        const bool is_text = node.type.is(Type::Kind::text) || node.type.is(Type::Kind::bytes);
        if (node.name == "_?_:_") return larger(given[1], given[2]);
        if (node.name == "_[_]" || node.name == "_[?_]") return element_of(given[0]);
        if (is_text) return of_text(node.name, given);
        if (node.name == "split") return list_of(given[0].count + 1, text_of(given[0].count));
        if (node.name == "lists.range") return list_of(range_of(*node.arguments[0]), {});
        Extent largest;
        for (const Extent& one : given) largest = larger(largest, one);
        if (node.name == "_+_" && largest.element) return list_of(given[0].count + given[1].count, *largest.element);
        const bool has_parts = node.type.is(Type::Kind::list) || node.type.is(Type::Kind::map);
        if (has_parts && !largest.element) return extent_of(node.type);
        return has_parts || node.type.is_open() || node.type.is(Type::Kind::optional) ? largest : Extent{};
    }

    static Extent of_text(const std::string& name, const std::vector<Extent>& given) {
        const Extent& first = given.empty() ? Extent{} : given[0];
        const double second = given.size() > 1 ? given[1].count : 0;
        if (name == "_+_") return text_of(first.count + second);
        if (name == "replace") return text_of((first.count + 1) * std::max(1.0, given[2].count));
        if (name == "join") return text_of(first.count * (element_of(first).count + second));
        if (name == "format") return text_of(text_most);
        // Quoting and hexadecimal double a text, and a number in words is short.
        return text_of(std::max(first.count * 2, per_step));
    }

    std::vector<Fault>& faults_;
    std::map<std::string, std::vector<Extent>> locals_;
};

}  // namespace

Cost limit_cost(const Expression& root, std::vector<Fault>& faults) {
    return Estimate(faults).of(root);
}

}  // namespace paraat::rules::cel
