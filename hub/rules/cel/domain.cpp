#include "hub/rules/cel/domain.hpp"

#include <algorithm>
#include <limits>

#include "hub/rules/cel/order.hpp"

namespace paraat::rules::cel {
namespace {

constexpr std::int64_t counted_most = 64;  // whole numbers between two bounds that are looked at one by one

bool is_same(const Value& a, const Value& b) {
    Budget budget;
    return equal(a, b, budget);
}

bool is_among(const Value::List& values, const Value& wanted) {
    return std::any_of(values.begin(), values.end(), [&](const Value& value) { return is_same(value, wanted); });
}

// Whether a comparison of two known values surely comes to true; what has no order is not sure.
bool is_so(const Value& left, Relation relation, const Value& right) {
    const auto found = order(left, right);
    if (!found) return false;
    switch (relation) {
        case Relation::less: return *found < 0;
        case Relation::at_most: return *found <= 0;
        case Relation::more: return *found > 0;
        case Relation::at_least: return *found >= 0;
    }
    return false;
}

bool is_upper(Relation relation) {
    return relation == Relation::less || relation == Relation::at_most;
}

// Of whole numbers "more than 3" is "at least 4", so that bounds can be compared with each other.
std::pair<Relation, Value> tightened(Relation relation, const Value& bound) {
    const auto* whole = bound.as<std::int64_t>();
    using Limits = std::numeric_limits<std::int64_t>;
    if (whole == nullptr) return {relation, bound};
    if (relation == Relation::more && *whole < Limits::max()) return {Relation::at_least, Value{*whole + 1}};
    if (relation == Relation::less && *whole > Limits::min()) return {Relation::at_most, Value{*whole - 1}};
    return {relation, bound};
}

}  // namespace

void Domain::be_among(const Value::List& values) {
    if (!among_) {
        among_ = values;
    } else {
        std::erase_if(*among_, [&](const Value& value) { return !is_among(values, value); });
    }
}

void Domain::be_none_of(const Value::List& values) {
    excluded_.insert(excluded_.end(), values.begin(), values.end());
}

void Domain::be(Relation relation, const Value& bound) {
    const auto [tight, limit] = kind_ == Kind::whole ? tightened(relation, bound) : std::pair{relation, bound};
    const bool is_strict = tight == Relation::less || tight == Relation::more;
    std::optional<Bound>& known = is_upper(tight) ? most_ : least_;
    const bool is_tighter = !known || is_so(limit, is_upper(tight) ? Relation::less : Relation::more, known->value) ||
                            (is_strict && is_same(limit, known->value));
    if (is_tighter) known = Bound{limit, is_strict};
}

std::size_t Domain::effort_with(const Value::List& values) const {
    const std::size_t choices = among_ ? among_->size() : static_cast<std::size_t>(counted_most);
    return (1 + choices) * (1 + excluded_.size() + values.size());
}

// Whether nothing that is known of it speaks against a value.
bool Domain::is_within(const Value& value) const {
    if (is_among(excluded_, value)) return false;
    const auto passes = [&](const std::optional<Bound>& bound, Relation loose, Relation strict) {
        if (!bound || !order(value, bound->value)) return true;
        return is_so(value, bound->is_strict ? strict : loose, bound->value);
    };
    return passes(least_, Relation::at_least, Relation::more) && passes(most_, Relation::at_most, Relation::less);
}

std::optional<Value::List> Domain::choices() const {
    Value::List found;
    if (among_) {
        std::copy_if(among_->begin(), among_->end(), std::back_inserter(found),
                     [&](const Value& value) { return is_within(value); });
        return found;
    }
    const auto* first = least_ && !least_->is_strict ? least_->value.as<std::int64_t>() : nullptr;
    const auto* last = most_ && !most_->is_strict ? most_->value.as<std::int64_t>() : nullptr;
    if (kind_ != Kind::whole || first == nullptr || last == nullptr) return std::nullopt;
    if (*first > *last) return found;
    if (static_cast<std::uint64_t>(*last) - static_cast<std::uint64_t>(*first) >= counted_most) return std::nullopt;
    for (std::int64_t number = *first;; ++number) {
        if (is_within(Value{number})) found.emplace_back(number);
        if (number == *last) return found;
    }
}

bool Domain::is_possible() const {
    if (const auto all = choices()) return !all->empty();
    if (!least_ || !most_) return true;
    if (is_so(least_->value, Relation::more, most_->value)) return false;
    if (!is_same(least_->value, most_->value)) return true;
    return !least_->is_strict && !most_->is_strict && !is_among(excluded_, least_->value);
}

bool Domain::is_surely_among(const Value::List& values) const {
    const auto all = choices();
    return all && std::all_of(all->begin(), all->end(), [&](const Value& value) { return is_among(values, value); });
}

bool Domain::is_surely_none_of(const Value::List& values) const {
    const auto may_be = [&](const Value& value) { return is_within(value) && (!among_ || is_among(*among_, value)); };
    return std::none_of(values.begin(), values.end(), may_be);
}

bool Domain::is_surely(Relation relation, const Value& bound) const {
    if (const auto all = choices()) {
        return std::all_of(all->begin(), all->end(), [&](const Value& value) { return is_so(value, relation, bound); });
    }
    const auto [tight, limit] = kind_ == Kind::whole ? tightened(relation, bound) : std::pair{relation, bound};
    const std::optional<Bound>& known = is_upper(tight) ? most_ : least_;
    if (!known) return false;
    if (is_so(known->value, tight, limit)) return true;
    return known->is_strict && is_same(known->value, limit);
}

}  // namespace paraat::rules::cel
